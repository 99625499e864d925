import type { Tentative } from '../../domain/planned.ts';
import type { Plan } from '../../domain/planning/problem.ts';
import type { Platform } from '../redis/connect.ts';
import { readTentative } from './read.ts';
import { chunks, repliesOf } from './replies.ts';

/** A dead planner's plan goes by itself after this. */
const TTL_SECONDS = 60;
/** A plan that stays is written again so often, ms. */
const AGAIN_MS = 20_000;
/** A time that moves by less is not told anew: for what is ready it moves with the clock. */
const NEAR_MS = 15_000;
const AT_ONCE = 200;

/** A plan that is shown, and when it was written, ms. */
export interface Shown extends Tentative {
  readonly writtenAt: number;
}

/** What is shown, by order. */
export type ShownPlans = Map<string, Shown>;

/**
 * What another planner, or this one before it began anew, left to be seen: `most` at most, past those that
 * are listed and no longer there. Throws RedisDown.
 */
export async function leftPlans(platform: Platform, most: number): Promise<ShownPlans> {
  const left: ShownPlans = new Map();
  for (let at = 0; left.size < most; at += AT_ONCE) {
    const ids = await platform.redis.zrange(platform.keys.plans, `${at}`, `${at + AT_ONCE - 1}`);
    const plans = await readTentative(platform, ids);
    for (const [id, plan] of plans) if (left.size < most) left.set(id, { ...plan, writtenAt: 0 });
    if (ids.length < AT_ONCE) break;
  }
  return left;
}

/** Takes off the list what a planner left there that died more than TTL_SECONDS ago: only the list outlives it. */
async function tidy(platform: Platform, shown: ShownPlans): Promise<void> {
  const { redis, keys } = platform;
  if ((await redis.zcard(keys.plans)) <= shown.size) return;
  const listed = await redis.zrange(keys.plans, '0', '-1');
  const unknown = listed.filter((id) => !shown.has(id));
  for (const some of chunks(unknown, AT_ONCE)) {
    const there = await readTentative(platform, some);
    const dead = some.filter((id) => !there.has(id));
    if (dead.length > 0) await redis.zrem(keys.plans, ...dead);
  }
}

/** A plan as people read it; `since` stays while the driver does. Pure. */
export function tentativeOf(
  plan: Plan,
  about: {
    readonly now: number;
    readonly msOf: (minutes: number) => number;
    readonly nameOf: (driver: string) => string;
    readonly shown: ReadonlyMap<string, Tentative>;
  },
): Tentative[] {
  const { now, msOf, nameOf, shown } = about;
  return plan.trips.flatMap(({ driver, orders, leaveAt, pickupAt, doorsAt }) =>
    orders.map((order, i): Tentative => {
      const before = shown.get(order);
      return {
        ...{ order, driver, driverName: nameOf(driver) },
        ...{ leaveAt: msOf(leaveAt), pickupAt: msOf(pickupAt) },
        doorAt: msOf(doorsAt[i] ?? pickupAt),
        together: orders.filter((other) => other !== order),
        since: before?.driver === driver ? before.since : now,
      };
    }),
  );
}

const differs = (a: Tentative, b: Tentative) =>
  a.driver !== b.driver ||
  a.driverName !== b.driverName ||
  a.together.join() !== b.together.join() ||
  (['leaveAt', 'pickupAt', 'doorAt'] as const).some((at) => Math.abs(a[at] - b[at]) > NEAR_MS);

/**
 * Shows a plan: what changed is written, what goes on is kept alive, what is no longer planned goes.
 * `shown` follows. Harmless when two do it at once: what is newer stays.
 */
export async function publish(
  platform: Platform,
  tentative: readonly Tentative[],
  shown: ShownPlans,
  about: { readonly now: number; readonly whyOf: (order: string) => string },
): Promise<void> {
  const { now, whyOf } = about;
  const planned = new Set(tentative.map(({ order }) => order));
  const gone = [...shown.keys()].filter((order) => !planned.has(order));
  const fresh = tentative.filter((plan) => {
    const before = shown.get(plan.order);
    return !before || now - before.writtenAt > AGAIN_MS || differs(before, plan);
  });
  await withdraw(platform, gone, shown);
  for (const some of chunks(fresh, AT_ONCE)) {
    const anew = new Set(some.flatMap(({ order }) => (shown.get(order)?.writtenAt ? [] : order)));
    // What fails half-way is written anew the next time.
    for (const plan of some) shown.set(plan.order, { ...plan, writtenAt: 0 });
    await write(platform, some, anew, whyOf);
    for (const plan of some) shown.set(plan.order, { ...plan, writtenAt: now });
  }
  await tidy(platform, shown);
}

async function write(
  { redis, keys }: Platform,
  plans: readonly Tentative[],
  anew: ReadonlySet<string>,
  whyOf: (order: string) => string,
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const plan of plans) {
    const key = keys.plan(plan.order);
    // Whatever another program keeps under this name: a key of another type would refuse every plan.
    if (anew.has(plan.order)) pipeline.del(key);
    pipeline.hset(key, {
      ...{ driver: plan.driver, driver_name: plan.driverName, together: plan.together.join(',') },
      ...{ leave_at: plan.leaveAt, pickup_at: plan.pickupAt, door_at: plan.doorAt },
      ...{ since: plan.since, why: whyOf(plan.order) },
    });
    pipeline.expire(key, TTL_SECONDS);
  }
  pipeline.zadd(keys.plans, ...plans.flatMap(({ order, leaveAt }) => [leaveAt, order]));
  await repliesOf(pipeline);
}

/** Takes plans away: their orders are given, gone, or planned for nobody. `shown` follows. */
export async function withdraw(
  platform: Platform,
  orders: readonly string[],
  shown: ShownPlans,
): Promise<void> {
  await forget(platform, orders);
  for (const order of orders) shown.delete(order);
}

async function forget({ redis, keys }: Platform, orders: readonly string[]): Promise<void> {
  for (const some of chunks(orders, AT_ONCE)) {
    const pipeline = redis.pipeline();
    for (const order of some) pipeline.del(keys.plan(order));
    pipeline.zrem(keys.plans, ...some);
    await repliesOf(pipeline);
  }
}

/** Takes all plans away: the engine is off. */
export async function clearPlans(platform: Platform): Promise<void> {
  const { redis, keys } = platform;
  for (;;) {
    const ids = await redis.zrange(keys.plans, '0', `${AT_ONCE - 1}`);
    if (ids.length === 0) return;
    await forget(platform, ids);
  }
}
