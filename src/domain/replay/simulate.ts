/**
 * Runs a day again, step by step, under a policy. The policy says who leaves now with what; the times
 * are counted here, and a policy that breaks a rule is a bug: it throws. Rules: an order is unknown
 * before it is placed; a driver is given orders of one place while he is free and on duty, and is not
 * diverted; he picks nothing up after his shift, but delivers what he carries; he waits where he ended.
 */
import { hasRoom } from '../planning/cost.ts';
import type { PlanProblem } from '../planning/problem.ts';
import type { Load } from '../planning/travel.ts';
import {
  beginCourse,
  type Courier,
  type Course,
  comeBack,
  goOnTo,
  lastReadyAs,
  problemAt,
} from './course.ts';
import type { Day, DayOrder, DayResult, Drive, Fruitless } from './day.ts';
import type { Noise } from './noise.ts';
import { loadOf, wayOf } from './way.ts';

/** A driver who leaves now, and with what, in the order of the doors. */
export interface Departure {
  readonly driver: string;
  readonly orders: readonly string[];
}

/** Decides at each step who leaves now; the engine's `planRound` is one. */
export type Policy = (problem: PlanProblem) => { readonly due: readonly Departure[] };

export interface SimulateOptions {
  /**
   * What the policy is told of ready times is wrong by this, until the food is ready or a driver stands
   * there. When it shows there that food comes after his shift, he leaves it: it waits again from then.
   */
  readonly noise?: Noise | null;
  /** Minutes from one decision to the next, at whole multiples. */
  readonly step?: number;
  readonly seed?: number;
  /** Milliseconds, for the time that decisions take. */
  readonly clock?: () => number;
}

/** A shift of no known end is over so many minutes after the day's last order is placed and ready. */
const AFTER_LAST_ORDER = 240;

/**
 * The same day, policy, noise and seed give the same drives. The policy is not asked while nothing
 * waits. Throws when it breaks a rule.
 */
export function simulate(day: Day, policy: Policy, options: SimulateOptions = {}): DayResult {
  const { noise = null, step = 1, seed = 1, clock = () => performance.now() } = options;
  const course = beginCourse(day, noise);
  const drives: Drive[] = [];
  const fruitless: Fruitless[] = [];
  const solves: { ms: number; orders: number }[] = [];
  const end = endOf(day);
  const { arrivals, waiting } = course;
  for (let tick = Number.NEGATIVE_INFINITY; ; tick += 1) {
    if (waiting.size === 0) {
      const [next] = arrivals;
      if (!next) break;
      tick = Math.max(tick, Math.ceil(next.at / step));
    }
    const now = tick * step;
    if (now > end) break;
    goOnTo(course, now);
    const problem = problemAt(course, now, seedAt(seed, tick));
    const since = clock();
    const { due } = policy(problem);
    solves.push({ ms: clock() - since, orders: problem.orders.length });
    for (const departure of due) {
      const came = depart(course, departure, now);
      if (came.drive) drives.push(came.drive);
      else fruitless.push(came.fruitless);
    }
  }
  const left = [...waiting.keys(), ...arrivals.map(({ order }) => order.id)];
  return { drives, fruitless, undelivered: left, solves };
}

/** Nobody picks anything up after it. */
function endOf({ orders, drivers }: Day): number {
  const last = Math.max(...orders.map(({ placedAt, readyAt }) => Math.max(placedAt, readyAt)));
  const offs = drivers.map(({ offAt }) =>
    offAt === Number.POSITIVE_INFINITY ? last + AFTER_LAST_ORDER : offAt,
  );
  return Math.max(...offs);
}

/** Each decision draws its own futures. */
const seedAt = (seed: number, tick: number) => (Math.imul(seed, 0x9e3779b1) ^ tick) >>> 0;

type Came =
  | { readonly drive: Drive; readonly fruitless?: never }
  | { readonly drive?: never; readonly fruitless: Fruitless };

/** Lets a driver leave and counts how it ends. Throws when a rule forbids it. */
function depart(course: Course, departure: Departure, now: number): Came {
  const { world } = course.day;
  const { courier, orders, load, standsAt } = judge(course, departure, now);
  const { driver, at: from } = courier;
  for (const { id } of orders) {
    course.waiting.delete(id);
    course.stoodBy.set(id, standsAt);
  }
  const taken = orders.filter(({ readyAt }) => readyAt <= driver.offAt);
  for (const order of orders) if (!taken.includes(order)) comeBack(course, order, standsAt);
  const way = wayOf(world, courierAs(courier), now, {
    ...load,
    readyAt: Math.max(now, ...taken.map(({ readyAt }) => readyAt)),
    doors: taken.map(({ door }) => door),
  });
  courier.uncertain = { orders, from, leftAt: now, standsAt };
  courier.at = taken.at(-1)?.door ?? load.pickup;
  courier.freeAt = way.endsAt;
  const left = { driver: driver.id, leftAt: now, from, endedAt: way.endsAt, metres: way.metres };
  if (taken.length === 0) return { fruitless: { ...left, place: orders[0].place } };
  const times = { assignedAt: now, pickupAt: way.pickupAt, doorsAt: way.doorsAt };
  return { drive: { ...left, ...times, orders: taken.map(({ id }) => id) } };
}

const courierAs = ({ at, driver: { metresPerMinute } }: Courier) => ({ at, metresPerMinute });

/** Who leaves with what, when no rule forbids it as far as a policy can know. */
function judge(
  course: Course,
  { driver: id, orders: ids }: Departure,
  now: number,
): {
  readonly courier: Courier;
  readonly orders: readonly [DayOrder, ...DayOrder[]];
  readonly load: Load;
  readonly standsAt: number;
} {
  const broken = (what: string) =>
    new Error(`A policy broke a rule at minute ${now}, driver ${id}, orders ${ids}: ${what}.`);
  const courier = course.couriers.get(id);
  if (!courier) throw broken('there is no such driver');
  const { onAt, offAt, capacity, regions } = courier.driver;
  if (now < onAt) throw broken(`he begins at ${onAt}`);
  if (now < courier.freeAt) throw broken(`he is free at ${courier.freeAt}`);
  const orders = ids.map((order) => {
    const found = course.waiting.get(order);
    if (!found) throw broken(`${order} does not wait`);
    return found;
  });
  const [first, ...more] = orders;
  if (!first) throw broken('he leaves for nothing');
  if (new Set(ids).size < ids.length) throw broken('an order stands twice in it');
  if (!hasRoom({ capacity }, ids.length)) throw broken(`he can carry ${capacity}`);
  if (more.some(({ place }) => place !== first.place)) throw broken('they are of several places');
  const outside = orders.find(({ region }) => region !== '' && regions && !regions.has(region));
  if (outside) throw broken(`he does not work in ${outside.region}`);
  const ready = lastReadyAs(course, orders, now);
  const load = loadOf(orders, ready);
  const { pickupAt, standsAt } = wayOf(course.day.world, courierAs(courier), now, load);
  if (pickupAt > offAt) throw broken(`he would pick up at ${pickupAt}, after his shift (${offAt})`);
  return { courier, orders: [first, ...more], load, standsAt };
}
