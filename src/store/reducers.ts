import type { Board, CandidateList } from '../domain/board.ts';
import type { VigieEvent } from '../domain/event.ts';
import { ORDER_STATUSES } from '../domain/status.ts';
import { cursorMoved, focusRing, lateOrder, sidePanel } from './panels.ts';
import { shiftFrom } from './shift.ts';
import { type ConsoleState, type Link, type Message, pointedDriver } from './state.ts';
import { windowFor } from './window.ts';

type Change = Partial<ConsoleState>;

/** Events the feed keeps: more than any screen is high. */
const FEED = 200;
/** One every ten seconds: two minutes of history in twelve columns. */
const SAMPLES = 12;

/** How many orders wait in all. */
export function waitingTotal({ board }: ConsoleState): number {
  return board?.counts.waiting ?? 0;
}

/**
 * A board that was read. The selection stays with its order when rows move; when the order has left,
 * the one that took its place is selected.
 */
export function boardRead(state: ConsoleState, board: Board, at: number): Change {
  const kept = keepSelection(state, board);
  const next = { ...state, board, ...kept };
  const late = state.focus === 'late';
  const on = (it: ConsoleState) => (late ? (lateOrder(it)?.id ?? null) : it.selected);
  const shift = shiftFrom(state, on(state), on(next), at);
  return { board, ...readAt(state, board, at), ...kept, ...shift };
}

/** A board that was read without its orders, while no screen shows them: Live finds those it had. */
export function countsRead(state: ConsoleState, board: Board, at: number): Change {
  const { waiting, waitingOffset, urgent } = state.board ?? board;
  return { board: { ...board, waiting, waitingOffset, urgent }, ...readAt(state, board, at) };
}

function readAt({ skewMs: before }: ConsoleState, { readAt }: Board, at: number): Change {
  return { boardAt: at, skewMs: Math.abs(readAt - at - before) > 1_000 ? readAt - at : before };
}

function keepSelection(state: ConsoleState, board: Board): Change {
  const beyond = state.selectedIndex >= board.waitingOffset + board.waiting.length;
  // The selection was moved beyond a window that was still being read: the next one has it.
  if (state.selected === null && beyond && state.selectedIndex < board.counts.waiting) return {};
  const found = board.waiting.findIndex(({ id }) => id === state.selected);
  if (found >= 0) return { selectedIndex: board.waitingOffset + found };
  const place = Math.min(state.selectedIndex - board.waitingOffset, board.waiting.length - 1);
  const next = board.waiting[Math.max(0, place)];
  // A selection scrolled out of the window of this read is still meant.
  if (!next) return { selected: null, selectedIndex: 0, candidates: null };
  return {
    selected: next.id,
    selectedIndex: board.waitingOffset + Math.max(0, place),
    candidates: state.candidates?.orderId === next.id ? state.candidates : null,
    nearestIndex: 0,
  };
}

/** New events on top of the feed; one that is known is not shown twice. */
export function eventsArrived(state: ConsoleState, events: readonly VigieEvent[]): Change {
  const known = new Set(state.feed.map(({ streamId }) => streamId));
  const fresh = events.filter(({ streamId }) => !known.has(streamId)).reverse();
  return { feed: [...fresh, ...state.feed].slice(0, FEED) };
}

/** One more sample of the counts. While nothing has moved yet one says it all, and the board stays still. */
export function sampled({ board, redis, samples }: ConsoleState): Change {
  if (!board || redis.state !== 'up') return {};
  const { counts } = board;
  const moved = samples.some((sample) =>
    ORDER_STATUSES.some((status) => sample[status] !== counts[status]),
  );
  return samples.length === 0 || moved ? { samples: [...samples, counts].slice(-SAMPLES) } : {};
}

/** Moves the selection in the list that has the focus; `rows` is how many waiting orders fit. */
export function moved(state: ConsoleState, by: number, rows: number): Change {
  const side = sidePanel(state);
  if (side !== null) return cursorMoved(state, side, by);
  if (state.focus === 'nearest') {
    const last =
      (state.candidates?.eligible.length ?? 0) + (state.candidates?.excluded.length ?? 0) - 1;
    return { nearestIndex: Math.max(0, Math.min(last, state.nearestIndex + by)) };
  }
  const total = waitingTotal(state);
  if (!state.board || total === 0) return {};
  const index = Math.max(0, Math.min(total - 1, state.selectedIndex + by));
  const { waiting, waitingOffset } = state.board;
  const order = waiting[index - waitingOffset];
  const offset = windowFor(index, total, rows, state.waitingOffset);
  if (!order)
    return { selectedIndex: index, selected: null, waitingOffset: offset, candidates: null };
  const same = order.id === state.selected;
  return {
    selected: order.id,
    selectedIndex: index,
    waitingOffset: offset,
    ...(same ? {} : { candidates: null, nearestIndex: 0 }),
  };
}

/**
 * The candidates of an order, unless another is selected by now. The cursor stays with its driver
 * when drivers move past each other; when he has left, the one that took his place has it.
 */
export function candidatesRead(state: ConsoleState, candidates: CandidateList): Change {
  if (candidates.orderId !== state.selected) return {};
  const all = [...candidates.eligible, ...candidates.excluded];
  const pointed = pointedDriver(state);
  // While the keys are elsewhere, the cursor means a row and nobody in particular.
  const found = state.focus === 'nearest' ? all.findIndex((each) => each.driverId === pointed) : -1;
  const kept = Math.min(state.nearestIndex, Math.max(0, all.length - 1));
  return { candidates, nearestIndex: found >= 0 ? found : kept };
}

/** Marks or unmarks a driver; a third mark replaces the older of two. */
export function marked(state: ConsoleState, driver: string): Change {
  const marks = state.marks.includes(driver)
    ? state.marks.filter((id) => id !== driver)
    : [...state.marks, driver].slice(-2);
  return { marks, marksDistanceM: null };
}

/** A server that has not answered yet is not called down before this. */
const PATIENCE_MS = 1_500;

/** Whether a server answers; `since` is when that changed. */
export function linkChanged(link: Link, up: boolean, at: number): Link {
  const state = up ? 'up' : 'down';
  if (link.state === 'connecting' && !up && at - link.since < PATIENCE_MS) return link;
  return link.state === state ? link : { state, since: at };
}

/** An answer on the last line. */
export function said(text: string, kind: Message['kind'] = 'info'): Change {
  return { message: { kind, text } };
}

/** What was answered before something else began has been read; an error stays until the next key. */
export function answerRead({ message }: Pick<ConsoleState, 'message'>): Change {
  return message.kind === 'info' ? said('') : {};
}

/** The terminal's size. */
export function resized(state: ConsoleState, columns: number, rows: number): Change {
  const focus = focusRing(columns, rows).includes(state.focus) ? state.focus : 'waiting';
  return { columns, rows, focus };
}
