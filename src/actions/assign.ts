import { signed } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { widthOf } from '../components/text.ts';
import { type Ranked, rank, type StrategyName } from '../domain/strategy.ts';
import { findCandidates } from '../services/board/candidates.ts';
import { RedisDown } from '../services/redis/down.ts';
import { assignOrder, unassignOrder } from '../services/redis/transitions/assignments.ts';
import { said, undoable } from '../store/reducers.ts';
import { selectedOrder } from '../store/state.ts';
import type { ActionContext } from './context.ts';

/** Columns that the clock and the air around the last line take. */
const CLOCK = 10;

/** Gives the selected order to whom a strategy chooses among drivers as they are now. */
export async function assignBy(context: ActionContext, strategy: StrategyName): Promise<void> {
  const { store, live, m } = context;
  const state = store.getState();
  const order = selectedOrder(state);
  if (!order) return;
  const answer = (text: string, kind: 'info' | 'error' = 'info') =>
    store.setState(said(text, kind));
  store.setState({ assigning: order.id, ...said(m.said.assigning(order.id, strategy)) });
  try {
    const { eligible } = await findCandidates(live.platform, order, state.radiusM);
    const [best, next] = rank(strategy, eligible);
    if (!best) {
      answer(m.said.nobody(order.id, String(state.radiusM / 1000)), 'error');
      return;
    }
    const outcome = await assignOrder(
      live.platform,
      { order: order.id, driver: best.driverId, expectedVersion: order.version },
      { by: state.operator, via: strategy },
    );
    if (outcome.ok) {
      const driver = nameOf(best);
      const figure = ({ score }: Ranked) => signed(score, glyphs(state.ascii));
      const second = next ? m.said.next(nameOf(next), figure(next)) : '';
      const told = (rest: string) =>
        m.said.assigned(order.id, driver, strategy, figure(best), rest);
      const [full, short] = [told(second), told('')];
      store.setState((now) => ({
        ...undoable(now, { order: order.id, driver, version: outcome.version }),
        ...said(widthOf(full) <= state.columns - CLOCK ? full : short),
      }));
    } else {
      answer(m.said.refused(order.id, m.refusals[outcome.refusal](outcome.details)), 'error');
    }
  } catch (error) {
    answer(reasonOf(error, m), 'error');
  } finally {
    store.setState({ assigning: null });
  }
  live.refresh();
}

const nameOf = ({ driverId, name }: { driverId: string; name: string }) => `${driverId} ${name}`;

function reasonOf(error: unknown, m: ActionContext['m']): string {
  if (error instanceof RedisDown) return m.said.redisLost;
  return m.said.failed(error instanceof Error ? error.message : String(error));
}

/** Takes this operator's newest assignment back, unless the order has moved on since. */
export async function undoLast({ store, live, m }: ActionContext): Promise<void> {
  const { undo, operator } = store.getState();
  const last = undo.at(-1);
  if (!last) return;
  store.setState({ undo: undo.slice(0, -1), ...said(m.said.undoing(last.order)) });
  try {
    const outcome = await unassignOrder(
      live.platform,
      { order: last.order, expectedVersion: last.version },
      { by: operator, via: 'undo' },
    );
    store.setState(
      outcome.ok
        ? said(m.said.undone(last.order, last.driver))
        : said(m.said.refused(last.order, m.refusals[outcome.refusal](outcome.details)), 'error'),
    );
  } catch (error) {
    // It was not done as far as we know: it can be tried again.
    store.setState((state) => ({
      undo: [...state.undo, last],
      ...said(reasonOf(error, m), 'error'),
    }));
  }
  live.refresh();
}
