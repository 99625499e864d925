import {
  type Deed,
  type Final,
  type Move,
  type PinMove,
  rebased,
  withDeed,
} from '../domain/undo.ts';
import type { Job, Result } from '../services/dispatch/over.ts';
import { said } from './reducers.ts';
import type { ConsoleState, Message } from './state.ts';

type Change = Partial<ConsoleState>;

/** More than one key is ever pressed for. */
const ACTED = 500;

/** These orders' answers are awaited: no key acts on them meanwhile. */
export function began({ acting }: ConsoleState, orders: readonly string[]): Change {
  return { acting: [...acting, ...orders] };
}

/** These orders' answers have come, or never will. */
export function settled({ acting }: ConsoleState, orders: readonly string[]): Change {
  return { acting: acting.filter((id) => !orders.includes(id)) };
}

/** The answer to an action. A failure that nobody has read yet keeps its place beside it. */
export function answered(
  { message }: ConsoleState,
  text: string,
  kind: Message['kind'] = 'info',
): Change {
  if (message.kind !== 'error' || message.text === '') return said(text, kind);
  return kind === 'error' ? said(`${message.text}  ${text}`, 'error') : {};
}

/** One more deed of this console, for `u`. */
export function did({ undo }: ConsoleState, deed: Deed): Change {
  return { undo: withDeed(undo, deed) };
}

/**
 * What was done to orders can be undone by one key, unless it is `final`; an undo itself is no deed.
 * A mark has served where it was done.
 */
export function done(
  { undo, orders, acted }: ConsoleState,
  results: readonly Result[],
  final: Final | null = null,
  at = Date.now(),
): Change {
  const ids = results.flatMap(({ order, answer }) => (answer.is === 'done' ? [order] : []));
  const moves = results.flatMap(({ answer }) =>
    answer.is === 'done' && answer.move ? [answer.move] : [],
  );
  const marks = orders.marks.filter((id) => !ids.includes(id));
  const deed: Deed =
    final === null ? { kind: 'moves', moves } : { kind: 'final', what: final, subjects: ids };
  return {
    undo: withDeed(undo, deed),
    orders: { ...orders, marks },
    acted: [...acted, ...ids.map((order) => ({ order, at }))].slice(-ACTED),
  };
}

/** The newest deed is being taken back; what of it got no answer comes back on top. */
export function undoing({ undo }: ConsoleState): Change {
  return { undo: undo.slice(0, -1) };
}

/**
 * Moves were taken back as far as the results say: what was done before it can be
 * undone next, and what got no answer can be tried again.
 */
export function undone(
  { undo }: ConsoleState,
  moves: readonly Move[],
  results: readonly Result[],
): Change {
  let list = undo;
  const again: Move[] = [];
  for (const [index, { order, answer }] of results.entries()) {
    const move = moves[index];
    if (move === undefined) continue;
    if (answer.is === 'done') list = rebased(list, order, move.before, answer.version);
    else if (answer.is === 'unknown' || answer.is === 'left') again.push(move);
  }
  return { undo: withDeed(list, { kind: 'moves', moves: again }) };
}

/**
 * A correction of one's own leaves the order in the same hands: it is not taken back itself, and what was
 * done before can be.
 */
export function corrected({ undo }: ConsoleState, order: string, version: number): Change {
  const list = rebased(undo, order, version - 1, version);
  return { undo: withDeed(list, { kind: 'final', what: 'correct', subjects: [order] }) };
}

/** What a person made of a plan can be taken back. */
export function pinMoved({ undo }: ConsoleState, pin: PinMove): Change {
  return { undo: withDeed(undo, { kind: 'pins', pins: [pin] }) };
}

/**
 * What was made of plans was taken back as far as the results say: what was done before it can be undone
 * next, and what got no answer can be tried again.
 */
export function pinsTaken(
  { undo }: ConsoleState,
  pins: readonly PinMove[],
  results: readonly Result[],
): Change {
  let list = undo;
  const again: PinMove[] = [];
  for (const [index, { order, answer }] of results.entries()) {
    const pin = pins[index];
    if (pin === undefined) continue;
    if (answer.is === 'done') list = rebased(list, order, pin.before, answer.version);
    else if (answer.is === 'unknown' || answer.is === 'left') again.push(pin);
    // What was given and taken back since had ended it: the order is as it was before it.
    else if (answer.is === 'refused' && answer.refusal.refusal === 'unchanged')
      list = rebased(list, order, pin.before, pin.version);
  }
  return { undo: withDeed(list, { kind: 'pins', pins: again }) };
}

/** The orders of jobs. */
export const ordersOf = (jobs: readonly Job[]): string[] => jobs.map(({ order }) => order);
