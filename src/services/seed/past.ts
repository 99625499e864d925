import type { NewDriver } from '../../domain/driver.ts';
import { between, makeOrder, oneOf } from './people.ts';
import type { PastStrategy, SeedOrder } from './seed-order.ts';

type Minutes = readonly [least: number, most: number];

const MINUTE = 60_000;
const DAY = 24 * 60 * MINUTE;
const PAST_DAYS = 14;
const PROMISE = 40 * MINUTE;

/** How the day's orders were given out: mostly as a dispatcher does it, now and then otherwise. */
const CHOSEN: readonly PastStrategy[] = [
  ...(['balanced', 'balanced', 'balanced', 'closest'] as const),
  ...(['closest', 'best_rated', 'optimal', 'optimal'] as const),
];

/** Minutes until somebody had the order, and from there to the restaurant: the nearest is there soonest. */
const PACE: Readonly<Record<PastStrategy, { readonly wait: Minutes; readonly way: Minutes }>> = {
  closest: { wait: [1, 5], way: [3, 6] },
  best_rated: { wait: [2, 9], way: [6, 14] },
  balanced: { wait: [1, 6], way: [4, 9] },
  optimal: { wait: [1, 4], way: [3, 7] },
};

/** Minutes from the restaurant to the door. */
const RIDE: Readonly<Record<string, Minutes>> = { Banlieue: [10, 30], 'La Défense': [9, 26] };
const USUAL_RIDE: Minutes = [8, 24];

const HOURS = [11, 12, 12, 13, 14, 18, 19, 19, 20, 20, 21, 22];
/** When everybody eats, all takes longer. */
const RUSH = new Set([12, 19, 20]);

const minutes = ([least, most]: Minutes) => between(least, most) * MINUTE;

/** A delivery of the last two weeks, more of them at noon and in the evening. */
export function makePast(id: string, at: number, drivers: readonly NewDriver[]): SeedOrder {
  const order = makeOrder(id);
  const local = drivers.filter(({ regions }) => regions.includes(order.region));
  const driver = local.length > 0 ? oneOf(local) : (drivers[0] ?? null);
  const hour = oneOf(HOURS);
  const midnight = Math.floor(at / DAY) * DAY;
  const day = midnight - Math.ceil(between(0, PAST_DAYS)) * DAY;
  const createdAt = Math.round(day + (hour + between(0, 1)) * 60 * MINUTE);
  const strategy = oneOf(CHOSEN);
  const { wait, way } = PACE[strategy];
  const pace = RUSH.has(hour) ? 1.2 : 1;
  // One in twenty was brought at the second try.
  const attempts = between(0, 1) < 0.05 ? 1 : 0;
  const assignedAt = Math.round(createdAt + pace * minutes(wait) + attempts * 25 * MINUTE);
  const pickedUpAt = Math.round(assignedAt + pace * minutes(way));
  const ride = minutes(RIDE[order.region] ?? USUAL_RIDE);
  const finishedAt = Math.round(pickedUpAt + pace * ride);
  const late = finishedAt > createdAt + PROMISE;
  const rating = between(0, 1) < 0.7 ? oneOf(late ? [2, 3, 3, 4, 5] : [3, 4, 4, 5, 5, 5]) : null;
  return {
    ...{ order, status: 'delivered', driver, createdAt, assignedAt, pickedUpAt, finishedAt },
    ...{ rating, strategy, attempts },
  };
}
