/** A day as it goes on: who is where, what waits, and what of it a policy may know. */
import type { PlanDriver, PlanOrder, PlanProblem } from '../planning/problem.ts';
import type { Day, DayDriver, DayOrder } from './day.ts';
import { type Noise, supposedReady } from './noise.ts';
import { loadOf, wayOf } from './way.ts';

/** Drivers whose shift begins within so many minutes are shown to the policy. */
const LOOK_AHEAD = 60;
const NOBODY: ReadonlySet<string> = new Set();

/** A driver as the day goes on; `at` and `freeAt` are the truth. */
export interface Courier {
  readonly driver: DayDriver;
  at: DayDriver['at'];
  freeAt: number;
  /** The way he left on, until he stands at its place: only then its end is known. */
  uncertain: {
    readonly orders: readonly DayOrder[];
    readonly from: DayDriver['at'];
    readonly leftAt: number;
    readonly standsAt: number;
  } | null;
}

interface Arrival {
  readonly at: number;
  readonly order: DayOrder;
}

export interface Course {
  readonly day: Day;
  readonly couriers: ReadonlyMap<string, Courier>;
  /** What comes, or comes back, to those that wait; the soonest first. */
  readonly arrivals: Arrival[];
  readonly waiting: Map<string, DayOrder>;
  /** Orders placed until now as a policy sees them, in the order they came. */
  readonly shown: Map<string, PlanOrder>;
  /** Those of them whose true ready time is not known. */
  readonly cooking: Set<DayOrder>;
  readonly supposed: ReadonlyMap<string, number>;
  /** When a driver stands at an order's place, for those who have left: from then the truth is known. */
  readonly stoodBy: Map<string, number>;
  /** How wrong what was supposed has shown itself to be. */
  readonly errors: { count: number; squares: number };
}

export function beginCourse(day: Day, noise: Noise | null): Course {
  const courierOf = (driver: DayDriver): Courier => {
    return { driver, at: driver.at, freeAt: driver.onAt, uncertain: null };
  };
  return {
    day,
    couriers: new Map(day.drivers.map((driver) => [driver.id, courierOf(driver)])),
    arrivals: day.orders
      .map((order) => ({ at: order.placedAt, order }))
      .sort((a, b) => a.at - b.at),
    waiting: new Map(),
    shown: new Map(),
    cooking: new Set(),
    supposed: supposedReady(day.orders, noise),
    stoodBy: new Map(),
    errors: { count: 0, squares: 0 },
  };
}

/** Whether it is known when an order is truly ready: it is, or a driver stands there. */
function isKnown({ stoodBy }: Course, { id, readyAt }: DayOrder, now: number): boolean {
  return readyAt <= now || (stoodBy.get(id) ?? Number.POSITIVE_INFINITY) <= now;
}

function readyAs(course: Course, order: DayOrder, now: number): number {
  if (isKnown(course, order, now)) return order.readyAt;
  return course.supposed.get(order.id) ?? order.readyAt;
}

/** When the last of several orders is ready, as far as can be known. */
export function lastReadyAs(course: Course, orders: readonly DayOrder[], now: number): number {
  return Math.max(...orders.map((order) => readyAs(course, order, now)));
}

/** An order comes, or comes back, at a time to come. */
export function comeBack({ arrivals }: Course, order: DayOrder, at: number): void {
  const later = arrivals.findIndex((arrival) => arrival.at > at);
  arrivals.splice(later === -1 ? arrivals.length : later, 0, { at, order });
}

/** Takes in what was placed, came back or became ready until now. */
export function goOnTo(course: Course, now: number): void {
  const { arrivals, waiting, shown, cooking, errors } = course;
  const come = arrivals.findIndex(({ at }) => at > now);
  for (const { order } of arrivals.splice(0, come === -1 ? arrivals.length : come)) {
    waiting.set(order.id, order);
    if (shown.has(order.id)) continue;
    shown.set(order.id, planOrderOf(order, readyAs(course, order, now)));
    if (!isKnown(course, order, now)) cooking.add(order);
  }
  for (const order of cooking) {
    if (!isKnown(course, order, now)) continue;
    cooking.delete(order);
    errors.count += 1;
    errors.squares += ((course.supposed.get(order.id) ?? order.readyAt) - order.readyAt) ** 2;
    shown.set(order.id, planOrderOf(order, order.readyAt));
  }
}

function planOrderOf(order: DayOrder, readyAt: number): PlanOrder {
  return { ...order, readyAt, pinned: null, refused: NOBODY };
}

/** What a policy knows now. */
export function problemAt(course: Course, now: number, seed: number): PlanProblem {
  const { day, couriers, waiting, shown, errors } = course;
  const drivers: PlanDriver[] = [];
  for (const courier of couriers.values()) {
    const { id, onAt, offAt, metresPerMinute, capacity, regions } = courier.driver;
    if (onAt > now + LOOK_AHEAD || offAt < now) continue;
    const { at, freeAt } = knownOf(course, courier, now);
    if (freeAt > offAt) continue;
    drivers.push({ id, at, freeAt, until: offAt, metresPerMinute, capacity, regions });
  }
  const orders = [...waiting.keys()].flatMap((id) => shown.get(id) ?? []);
  const readySd = errors.count === 0 ? 0 : Math.sqrt(errors.squares / errors.count);
  return { now, world: day.world, orders, drivers, seen: [...shown.values()], readySd, seed };
}

/** Where and when a driver is free, as far as can be known. */
function knownOf(
  course: Course,
  courier: Courier,
  now: number,
): { readonly at: DayDriver['at']; readonly freeAt: number } {
  const { driver, uncertain } = courier;
  if (!uncertain || now >= uncertain.standsAt) return courier;
  const { orders, from, leftAt } = uncertain;
  const { metresPerMinute } = driver;
  const load = loadOf(orders, lastReadyAs(course, orders, now));
  const way = wayOf(course.day.world, { at: from, metresPerMinute }, leftAt, load);
  return { at: orders.at(-1)?.door ?? from, freeAt: way.endsAt };
}
