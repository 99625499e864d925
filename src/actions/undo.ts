import { type Deed, inversePin, type Move, type PinMove } from '../domain/undo.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import { undoMove } from '../services/dispatch/operations.ts';
import { undoPin } from '../services/dispatch/plans.ts';
import { answered, did, pinsTaken, undoing, undone } from '../store/acts.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import { reopenAlerts } from './answer-alerts.ts';
import type { ActionContext } from './context.ts';
import { undoDuty } from './drivers/duty.ts';
import { undoRegions } from './drivers/regions.ts';
import { act } from './orders/act.ts';
import { pinWords } from './orders/words.ts';

/** Takes back the last thing that this operator did, wherever; or says that it can't be taken back. */
async function undoLast(context: ActionContext): Promise<void> {
  const { store, m } = context;
  const { undo } = store.getState();
  const last = undo.at(-1);
  if (last === undefined) return;
  store.setState(undoing);
  const again = (deed: Deed) => store.setState((state) => did(state, deed));
  switch (last.kind) {
    case 'moves':
      return await undoMoves(context, last.moves);
    case 'pins':
      return await undoPins(context, last.pins);
    case 'alerts':
      return again({ ...last, alerts: await reopenAlerts(context, last.alerts, last.from) });
    case 'duty':
      return again({ ...last, drivers: await undoDuty(context, last.drivers, last.on) });
    case 'regions':
      return again({ ...last, drivers: await undoRegions(context, last.drivers) });
    case 'final': {
      const text = m.acts.cannotUndo(finalWords(m, last), undo.length > 1);
      store.setState((state) => answered(state, text));
    }
  }
}

function finalWords(m: ConsoleMessages, { what, subjects }: Extract<Deed, { kind: 'final' }>) {
  const [first = ''] = subjects;
  const several = what === 'close' ? m.alertsScreen.severalAlerts : m.acts.orders;
  return m.acts.finals[what](subjects.length === 1 ? first : several(subjects.length));
}

/** Takes moves back, of each order that has not moved on since. */
async function undoMoves(context: ActionContext, moves: readonly Move[]): Promise<void> {
  const { store, live, m } = context;
  const { operator } = store.getState();
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

/** Takes back what was made of plans. */
async function undoPins(context: ActionContext, pins: readonly PinMove[]): Promise<void> {
  const { store, live, m } = context;
  const { operator } = store.getState();
  const results = await act(context, {
    doing: m.acts.doing.undo,
    jobs: pins.map((pin) => ({
      order: pin.order,
      run: () => undoPin(live.platform, pin, operator),
    })),
    told: (_, order) => {
      const pin = pins.find((each) => each.order === order);
      const back = pin && inversePin(pin);
      const words = back ? pinWords(back, back.driver, m) : '';
      return [words, words];
    },
  });
  store.setState((state) => pinsTaken(state, pins, results));
}

function undoneWords(m: ConsoleMessages, move: Move | undefined): string {
  if (move?.from) return m.acts.done.givenBack(move.from);
  return m.acts.done.takenFrom(move?.to ?? '');
}

/** Why nothing can be taken back now. */
function cannotUndo(state: ConsoleState, m: ConsoleMessages): string | null {
  const { redis, undo, acting, drivers } = state;
  if (redis.state !== 'up') return m.disabled.needsRedis;
  if (drivers.working) return m.driversScreen.disabled.busy;
  const last = undo.at(-1);
  if (last === undefined) return m.disabled.nothingToUndo;
  // What is under way is the last thing: nothing before it is meant.
  const [awaited] = acting;
  return awaited === undefined ? null : m.disabled.acting(awaited);
}

/** One key for all that is taken back, on every screen. */
export const undoAction: Action = {
  id: 'undo',
  title: (m) => m.actions.undo,
  keys: ['u'],
  group: 'general',
  writes: true,
  footer: 5,
  disabled: cannotUndo,
  run: undoLast,
};
