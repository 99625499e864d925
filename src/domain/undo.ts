import type { Done } from './refusal.ts';

/** That an order went from one pair of hands into another. Null: it waits, in nobody's. */
export interface Move {
  readonly order: string;
  readonly from: string | null;
  readonly to: string | null;
  /** The order's version before it, and after it: an undo is refused once that has moved on. */
  readonly before: number;
  readonly version: number;
}

/** The move that a transition made. */
export function moveOf(hands: Pick<Move, 'order' | 'from' | 'to'>, { version }: Done): Move {
  return { ...hands, before: version - 1, version };
}

/** What an operator can take back, newest last: each entry is all that one key did. */
export type UndoList = readonly (readonly Move[])[];

const LONGEST = 50;

/** The list with what one more key did on top. */
export function withMoves(list: UndoList, moves: readonly Move[]): UndoList {
  return moves.length === 0 ? list : [...list, moves].slice(-LONGEST);
}

/**
 * The list after an order has at version `to` what it had at version `from`, the same hands: what was
 * done before can still be taken back. An undo comes to that, and one's own correction.
 */
export function rebased(list: UndoList, order: string, from: number, to: number): UndoList {
  return list.map((moves) =>
    moves.map((move) =>
      move.order === order && move.version === from ? { ...move, version: to } : move,
    ),
  );
}
