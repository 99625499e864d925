import type { Outcome } from '../../domain/refusal.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import { RedisDown } from '../../services/redis/down.ts';
import { driversWorking } from '../../store/drivers/reducers.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';

/** What became of one driver, in words. */
export interface Told {
  readonly ok: boolean;
  readonly text: string;
}

export const nameOf = ({ id, name }: { id: string; name: string }) => `${id} ${name}`.trim();

/** Does something that takes its time; no second one begins meanwhile. */
export async function working(context: ActionContext, run: () => Promise<void>): Promise<void> {
  const { store, live, m } = context;
  store.setState((state) => ({
    ...driversWorking(state, true),
    ...said(m.driversScreen.said.working),
  }));
  try {
    await run();
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    store.setState(said(m.said.redisLost, 'error'));
  } finally {
    store.setState((state) => driversWorking(state, false));
    live.refresh();
  }
}

/** A transition of one driver, its answer in words; also where Redis does not answer. */
export async function oneDriver(
  { m }: ActionContext,
  driver: RosterDriver,
  act: () => Promise<Outcome>,
  done: string,
): Promise<Told> {
  const { refused } = m.driversScreen.results;
  try {
    const outcome = await act();
    if (outcome.ok) return { ok: true, text: done };
    const reason = m.refusals[outcome.refusal](outcome.details);
    return { ok: false, text: refused(nameOf(driver), reason) };
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    return { ok: false, text: refused(nameOf(driver), m.said.redisLost) };
  }
}

/** Tells what became of each: one on the last line, several in a list that can be read in peace. */
export function tellAll(context: ActionContext, title: string, told: readonly Told[]): void {
  const { store, m } = context;
  const [first] = told;
  if (told.length === 1 && first) {
    store.setState(said(first.text, first.ok ? 'info' : 'error'));
    return;
  }
  const done = told.filter(({ ok }) => ok).length;
  const t = m.driversScreen;
  // What was not done comes first: it needs a hand.
  const lines = told.toSorted((a, b) => Number(a.ok) - Number(b.ok)).map(({ text }) => text);
  showText(context, { title, lines: [t.results.summary(done, told.length), '', ...lines] });
  store.setState(said(t.said.bulk(done, told.length), done < told.length ? 'error' : 'info'));
}
