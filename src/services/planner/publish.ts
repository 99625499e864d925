import type { Tentative } from '../../domain/planned.ts';
import type { Plan } from '../../domain/planning/problem.ts';
import type { Platform } from '../redis/connect.ts';
import { readTentative } from './read.ts';
import { chunks } from './replies.ts';

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

/** What another planner, or this one before it began anew, left to be seen. Throws RedisDown. */
export async function leftPlans(platform: Platform, most: number): Promise<ShownPlans> {
  const ids = await platform.redis.zrange(platform.keys.plans, '0', `${most - 1}`);
  const plans = await readTentative(platform, ids);
  return new Map([...plans].map(([id, plan]) => [id, { ...plan, writtenAt: 0 }]));
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
    await write(platform, some, whyOf);
    for (const plan of some) shown.set(plan.order, { ...plan, writtenAt: now });
  }
}

async function write(
  { redis, keys }: Platform,
  plans: readonly Tentative[],
  whyOf: (order: string) => string,
): Promise<void> {
  const pipeline = redis.pipeline();
  for (const plan of plans) {
    const key = keys.plan(plan.order);
    pipeline.hset(key, {
      ...{ driver: plan.driver, driver_name: plan.driverName, together: plan.together.join(',') },
      ...{ leave_at: plan.leaveAt, pickup_at: plan.pickupAt, door_at: plan.doorAt },
      ...{ since: plan.since, why: whyOf(plan.order) },
    });
    pipeline.expire(key, TTL_SECONDS);
  }
  pipeline.zadd(keys.plans, ...plans.flatMap(({ order, leaveAt }) => [leaveAt, order]));
  await pipeline.exec();
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
    await pipeline.exec();
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
