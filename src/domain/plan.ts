import type { CandidateList, Excluded } from './board.ts';
import type { Order } from './order.ts';
import { type Candidate, rank, type StrategyName } from './strategy.ts';

/** Whom an order of several goes to. */
export interface Planned {
  readonly order: string;
  readonly driver: Candidate | null;
  /** Nobody is left although somebody could: the orders before took all the room. */
  readonly crowded: boolean;
  /** The drivers near it who can't take it, and why. */
  readonly excluded: readonly Excluded[];
  /** Whom it was chosen from, and those of them whose room the orders before took: for the reason. */
  readonly list: CandidateList;
  readonly taken: readonly Candidate[];
}

/** The list of an order whose driver a person pinned: nobody else may take it among many. Pure. */
export function heldToPin(list: CandidateList, { pinned }: Pick<Order, 'pinned'>): CandidateList {
  if (!pinned) return list;
  const others = list.eligible.filter(({ driverId }) => driverId !== pinned.driver);
  return {
    ...list,
    eligible: list.eligible.filter(({ driverId }) => driverId === pinned.driver),
    excluded: [...list.excluded, ...others.map((each) => ({ ...each, reason: 'pinned' as const }))],
  };
}

/** How many orders each driver was given by what was planned before. */
export type Given = Map<string, number>;

/**
 * Chooses a driver for each of several orders, in their order, by a strategy. What one order takes of a
 * driver's capacity the next ones no longer have, so that together they overfill nobody; `given` is what
 * earlier parts of the same plan took, and is added to.
 */
export function planAssignments(
  strategy: StrategyName,
  lists: readonly CandidateList[],
  given: Given = new Map(),
): Planned[] {
  return lists.map((list) => {
    const { orderId, eligible, excluded } = list;
    const hasRoom = ({ driverId, load, capacity }: Candidate) =>
      load + (given.get(driverId) ?? 0) < capacity;
    const driver = rank(strategy, eligible.filter(hasRoom))[0] ?? null;
    const taken = eligible.filter((each) => !hasRoom(each));
    if (driver) given.set(driver.driverId, (given.get(driver.driverId) ?? 0) + 1);
    const crowded = driver === null && eligible.length > 0;
    return { order: orderId, driver, crowded, excluded, list, taken };
  });
}
