import type { CandidateList, Excluded } from './board.ts';
import { type Candidate, rank, type StrategyName } from './strategy.ts';

/** Whom an order of several goes to. */
export interface Planned {
  readonly order: string;
  readonly driver: Candidate | null;
  /** Nobody is left although somebody could: the orders before took all the room. */
  readonly crowded: boolean;
  /** The drivers near it who can't take it, and why. */
  readonly excluded: readonly Excluded[];
}

/**
 * Chooses a driver for each of several orders, in their order, by a strategy. What one order takes of a
 * driver's capacity the next ones no longer have, so that together they overfill nobody.
 */
export function planAssignments(
  strategy: StrategyName,
  lists: readonly CandidateList[],
): Planned[] {
  const given = new Map<string, number>();
  return lists.map(({ orderId, eligible, excluded }) => {
    const withRoom = eligible.filter(
      ({ driverId, load, capacity }) => load + (given.get(driverId) ?? 0) < capacity,
    );
    const driver = rank(strategy, withRoom)[0] ?? null;
    if (driver) given.set(driver.driverId, (given.get(driver.driverId) ?? 0) + 1);
    const crowded = driver === null && eligible.length > 0;
    return { order: orderId, driver, crowded, excluded };
  });
}
