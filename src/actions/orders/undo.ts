import type { Move } from '../../domain/undo.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { undoMove } from '../../services/dispatch/operations.ts';
import { undoing, undone } from '../../store/acts.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { act } from './act.ts';

/** Takes back what this operator's newest key did, of each order that has not moved on since. */
export async function undoLast(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const { undo, operator } = store.getState();
  const moves = undo.at(-1);
  if (moves === undefined) return;
  store.setState(undoing);
  const results = await act(context, {
    doing: m.acts.doing.undo,
    jobs: moves.map((move) => ({
      order: move.order,
      run: () => undoMove(live.platform, move, operator),
    })),
    told: (_, order) => {
      const words = undoneWords(
        m,
        moves.find((move) => move.order === order),
      );
      return [words, words];
    },
  });
  store.setState((state) => undone(state, moves, results));
}

function undoneWords(m: ConsoleMessages, move: Move | undefined): string {
  if (move?.from) return m.acts.done.givenBack(move.from);
  return m.acts.done.takenFrom(move?.to ?? '');
}

/** Why nothing can be taken back now. */
export function cannotUndo(
  { redis, undo, acting }: ConsoleState,
  m: ConsoleMessages,
): string | null {
  if (redis.state !== 'up') return m.disabled.redisDown;
  const awaited = undo.at(-1)?.find(({ order }) => acting.includes(order));
  if (awaited) return m.disabled.acting(awaited.order);
  return undo.length > 0 ? null : m.disabled.nothingToUndo;
}
