import { type Candidate, type Ranked, rank, type StrategyName } from './strategy.ts';

/** An order that is to be given away, with who could take it now. */
export interface Wanted {
  readonly order: string;
  /** Who has it now: he is not chosen again. */
  readonly holder: string | null;
  readonly candidates: readonly Candidate[];
}

/** Whom a strategy chooses for one order of several. */
export interface Planned {
  readonly order: string;
  readonly driver: Ranked | null;
  /** Nobody is left although somebody could: the orders before took all the room. */
  readonly crowded: boolean;
}

/**
 * Chooses a driver for each of several orders, in their order, by a strategy. What one order takes of a
 * driver's capacity the next ones no longer have, so that together they overfill nobody.
 */
export function planAssignments(strategy: StrategyName, wanted: readonly Wanted[]): Planned[] {
  const given = new Map<string, number>();
  return wanted.map(({ order, holder, candidates }) => {
    const others = candidates.filter(({ driverId }) => driverId !== holder);
    const withRoom = others.filter(
      ({ driverId, load, capacity }) => load + (given.get(driverId) ?? 0) < capacity,
    );
    const driver = rank(strategy, withRoom)[0] ?? null;
    if (driver) given.set(driver.driverId, (given.get(driver.driverId) ?? 0) + 1);
    return { order, driver, crowded: driver === null && others.length > 0 };
  });
}
