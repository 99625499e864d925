import type { Alert } from './alert.ts';
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

/** What a person made of an order's plan. */
export interface PinMove {
  readonly order: string;
  readonly kind: 'pin' | 'unpin' | 'refuse' | 'allow';
  /** Whom it is about. */
  readonly driver: string;
  /** Who was pinned before it, null: nobody. */
  readonly pinned: string | null;
}

/** What takes it back. */
export function inversePin({ order, kind, driver, pinned }: PinMove): PinMove {
  switch (kind) {
    case 'pin':
      return {
        order,
        kind: pinned === null ? 'unpin' : 'pin',
        driver: pinned ?? driver,
        pinned: driver,
      };
    case 'unpin':
      return { order, kind: 'pin', driver, pinned: null };
    case 'refuse':
      return { order, kind: 'allow', driver, pinned };
    case 'allow':
      return { order, kind: 'refuse', driver, pinned };
  }
}

/** The move that a transition made. */
export function moveOf(hands: Pick<Move, 'order' | 'from' | 'to'>, { version }: Done): Move {
  return { ...hands, before: version - 1, version };
}

/** What no key takes back. */
export type Final = 'pickUp' | 'deliver' | 'fail' | 'cancel' | 'create' | 'correct' | 'close';

/** A driver as an undo tells of him. */
export interface Named {
  readonly id: string;
  readonly name: string;
}

/** All that one key did. */
export type Deed =
  | { readonly kind: 'moves'; readonly moves: readonly Move[] }
  | { readonly kind: 'pins'; readonly pins: readonly PinMove[] }
  | {
      readonly kind: 'alerts';
      readonly from: 'acknowledged' | 'muted';
      readonly alerts: readonly Alert[];
    }
  /** Drivers began their shift, or ended it. */
  | { readonly kind: 'duty'; readonly on: boolean; readonly drivers: readonly Named[] }
  /** Drivers work elsewhere now; `regions`: where each worked before. */
  | {
      readonly kind: 'regions';
      readonly drivers: readonly (Named & { readonly regions: readonly string[] })[];
    }
  | { readonly kind: 'final'; readonly what: Final; readonly subjects: readonly string[] };

/** What an operator did, newest last: what can be taken back, and what can't. */
export type UndoList = readonly Deed[];

const LONGEST = 50;

const subjectsOf = (deed: Deed): readonly unknown[] => {
  switch (deed.kind) {
    case 'moves':
      return deed.moves;
    case 'pins':
      return deed.pins;
    case 'alerts':
      return deed.alerts;
    case 'final':
      return deed.subjects;
    default:
      return deed.drivers;
  }
};

/** The list with one more deed on top; one that did nothing is none. */
export function withDeed(list: UndoList, deed: Deed): UndoList {
  return subjectsOf(deed).length === 0 ? list : [...list, deed].slice(-LONGEST);
}

/**
 * The list after an order has at version `to` what it had at version `from`, the same hands: what was
 * done before can still be taken back. An undo comes to that, and one's own correction.
 */
export function rebased(list: UndoList, order: string, from: number, to: number): UndoList {
  return list.map((deed) => {
    if (deed.kind !== 'moves') return deed;
    const moves = deed.moves.map((move) =>
      move.order === order && move.version === from ? { ...move, version: to } : move,
    );
    return { kind: 'moves', moves };
  });
}
