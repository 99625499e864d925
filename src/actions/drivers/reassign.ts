import { signed } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import { moveOf } from '../../domain/undo.ts';
import { type Handed, reassignAll } from '../../services/dispatch/reassign-all.ts';
import { undoable } from '../../store/acts.ts';
import { chosenDrivers } from '../../store/drivers/view.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { confirm, showText } from '../prompt.ts';
import { nameOf, working } from './bulk.ts';

/** Asks whether all that a driver carries goes to others, says how much that is, and does it. */
export function askReassignAll(context: ActionContext): void {
  const { store, m } = context;
  const [driver] = chosenDrivers(store.getState());
  if (!driver) return;
  confirm(context, {
    text: m.driversScreen.ask.reassignAll(nameOf(driver), driver.load),
    yes: () => void working(context, () => handAllOver(context, driver)),
  });
}

async function handAllOver(context: ActionContext, driver: RosterDriver): Promise<void> {
  const { store, live, m } = context;
  const { operator, radiusM } = store.getState();
  const t = m.driversScreen;
  const request = { driver: driver.id, radiusM };
  const result = await reassignAll(live.platform, request, { by: operator }, (_, done, all) =>
    store.setState(said(t.said.reassigning(done, all))),
  );
  if ('ok' in result) {
    const reason = m.refusals[result.refusal](result.details);
    store.setState(said(t.results.refused(nameOf(driver), reason), 'error'));
    return;
  }
  const moves = result.flatMap(({ order, to, outcome }) =>
    outcome?.ok && to ? [moveOf({ order, from: driver.id, to: to.driverId }, outcome)] : [],
  );
  store.setState((state) => undoable(state, moves));
  const done = moves.length;
  const all = result.length;
  const lines = result.map((handed) => wordsOf(context, handed, radiusM));
  const rest = done === all ? ['', t.results.nextOffDuty] : [];
  const title = t.results.reassignAll(nameOf(driver));
  showText(context, { title, lines: [t.results.summary(done, all), '', ...lines, ...rest] });
  store.setState(said(t.said.reassigned(nameOf(driver), done, all), done < all ? 'error' : 'info'));
}

/** One order's own result. */
function wordsOf({ store, m }: ActionContext, handed: Handed, radiusM: number): string {
  const { order, client, to, outcome, lost } = handed;
  const t = m.driversScreen.results;
  if (lost) return t.lost(order);
  if (!to || !outcome) return t.nobody(order, client, String(radiusM / 1000));
  if (!outcome.ok) return t.refused(order, m.refusals[outcome.refusal](outcome.details));
  const score = signed(to.score, glyphs(store.getState().ascii));
  return t.handed(order, client, nameOf({ id: to.driverId, name: to.name }), score);
}
