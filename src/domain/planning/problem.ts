/** What the dispatch engine decides on. One clock in minutes, one plane in metres: live data is put into both. */

/** A point of the plane, metres. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** An order seen today, planned or not: what the near future may look like. */
export interface SeenOrder {
  /** Where it is picked up: the orders of one place may go together. */
  readonly place: string;
  readonly pickup: Point;
  readonly door: Point;
  readonly placedAt: number;
  /** When it is, or is thought to be, ready at the place. */
  readonly readyAt: number;
  /** '': any driver may take it. */
  readonly region: string;
  /** How much longer its ways are than straight lines, 1 and more. */
  readonly detour: number;
}

/** An order that waits for a driver. */
export interface PlanOrder extends SeenOrder {
  readonly id: string;
  /** The driver that a person chose for it. */
  readonly pinned: string | null;
  /** Drivers that a person refused for it. */
  readonly refused: ReadonlySet<string>;
  /** The driver shown for it until now: another one must be better by half a minute. Absent: nobody. */
  readonly kept?: string | null;
}

/** A driver who can be given something, now or soon. */
export interface PlanDriver {
  readonly id: string;
  /** Where he is, or where what he carries ends. */
  readonly at: Point;
  /** When he is free there; at or before `now` for who is free. */
  readonly freeAt: number;
  /** He picks nothing up after this; Infinity where his shift is not known. */
  readonly until: number;
  readonly metresPerMinute: number;
  /** How many orders he can carry together. */
  readonly capacity: number;
  /** null: he works everywhere. */
  readonly regions: ReadonlySet<string> | null;
}

/** How ways and stops are counted. */
export interface World {
  /** Minutes at the place and at the door; half before the hand-over, half after it. */
  readonly pickupService: number;
  readonly doorService: number;
  /** Ways take whole minutes, rounded up (the benchmark's rule). */
  readonly wholeMinutes: boolean;
}

export interface PlanProblem {
  readonly now: number;
  readonly world: World;
  /** What waits. */
  readonly orders: readonly PlanOrder[];
  readonly drivers: readonly PlanDriver[];
  /** Orders placed until now, the oldest first. */
  readonly seen: readonly SeenOrder[];
  /** How wrong ready times of food that is not ready were until now, SD in minutes; absent: not known. */
  readonly readySd?: number;
  /** Same problem, same seed, same plan. */
  readonly seed: number;
}

/** One way of a driver: to one place, then to the doors. */
export interface Trip {
  readonly driver: string;
  /** In the order of the doors. */
  readonly orders: readonly string[];
  readonly leaveAt: number;
  readonly pickupAt: number;
  /** When each door is reached, beside `orders`. */
  readonly doorsAt: readonly number[];
  /** After the last door. */
  readonly endsAt: number;
}

export interface Plan {
  /** Tentative; a driver's second trip comes after his first. */
  readonly trips: readonly Trip[];
  /** Those of them whose driver is free and must leave now. */
  readonly due: readonly Trip[];
  /** Orders that no driver is planned for. */
  readonly left: readonly string[];
  /** What using each driver costs the near future, minutes. */
  readonly prices: ReadonlyMap<string, number>;
}
