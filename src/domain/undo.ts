import type { Alert } from './alert.ts';
import type { Order } from './order.ts';
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

/** What people chose for an order's plan: who is pinned, by whom, and who is refused. */
export type Choice = Pick<Order, 'pinned' | 'refused'>;

/** What a person wants made of an order's plan. */
export interface PinWish {
  readonly kind: 'pin' | 'unpin' | 'refuse' | 'allow';
  /** Whom it is about. */
  readonly driver: string;
}

/** What a person made of an order's plan. */
export interface PinMove extends PinWish {
  readonly order: string;
  /** What was chosen before it. */
  readonly was: Choice;
  /** The order's version before it, and after it: an undo is refused once that has moved on. */
  readonly before: number;
  readonly version: number;
}

/** What taking it back comes to: all that was chosen before is so again. */
export function inversePin({
  order,
  kind,
  driver,
  was,
}: PinMove): PinWish & Pick<PinMove, 'order'> {
  const to = (back: PinWish['kind'], whom = driver) => ({ order, kind: back, driver: whom });
  switch (kind) {
    case 'pin':
      if (was.pinned) return to('pin', was.pinned.driver);
      return to(was.refused.includes(driver) ? 'refuse' : 'unpin');
    case 'unpin':
      return to('pin');
    case 'refuse':
      return to(was.pinned?.driver === driver ? 'pin' : 'allow');
    case 'allow':
      return to('refuse');
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
 * The list after an order has at version `to` what it had at version `from`, in the same hands: what was
 * done before can still be taken back. An undo comes to that, and one's own correction.
 */
export function rebased(list: UndoList, order: string, from: number, to: number): UndoList {
  const rebase = <T extends Move | PinMove>(all: readonly T[]): T[] =>
    all.map((each) =>
      each.order === order && each.version === from ? { ...each, version: to } : each,
    );
  return list.map((deed) => {
    if (deed.kind === 'moves') return { kind: 'moves', moves: rebase(deed.moves) };
    return deed.kind === 'pins' ? { kind: 'pins', pins: rebase(deed.pins) } : deed;
  });
}
