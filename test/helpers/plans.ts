import type { ModeState, Tentative } from '../../src/domain/planned.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { initialPlans, type PlansState } from '../../src/store/plans/state.ts';
import { NOW } from './board.ts';

const MINUTE = 60_000;

/** A plan for an order; times in minutes from the moment of all fixtures. */
export function aPlan(
  order: string,
  [driver, driverName]: readonly [string, string],
  { leave = 3, now = NOW, ...more }: Partial<Tentative> & { leave?: number; now?: number } = {},
): Tentative {
  return {
    ...{ order, driver, driverName, together: [], since: now - 2 * MINUTE },
    ...{ leaveAt: now + leave * MINUTE - 20_000, pickupAt: now + (leave + 4) * MINUTE },
    doorAt: now + (leave + 16) * MINUTE,
    ...more,
  };
}

export function aMode(mode: ModeState['mode'], more: Partial<ModeState> = {}): ModeState {
  return { mode, by: 'desk2', at: NOW - 30 * MINUTE, cause: null, ...more };
}

/** The plans of the evening: one leaves now, two go together. */
export function plansState(more: Partial<PlansState> = {}): PlansState {
  const plans = [
    aPlan('c1042', ['d9', 'Inès'], { together: ['c1047'] }),
    aPlan('c1047', ['d9', 'Inès'], { together: ['c1042'] }),
    aPlan('c1049', ['d2', 'Bob'], { leave: -1 }),
  ];
  return {
    ...initialPlans,
    ...{ mode: aMode('suggest'), total: 3 },
    byOrder: new Map(plans.map((plan) => [plan.order, plan])),
    ...more,
  };
}

/** Writes a plan as the engine does, and a worker that lives, so that the console shows it. */
export async function writePlan(
  { redis, keys }: Platform,
  { order, driver, driverName, leaveAt, pickupAt, doorAt, together, since }: Tentative,
  why = '',
): Promise<void> {
  await redis.hset(keys.plan(order), {
    ...{ driver, driver_name: driverName, leave_at: leaveAt, pickup_at: pickupAt },
    ...{ door_at: doorAt, together: together.join(','), since, why },
  });
  await redis.zadd(keys.plans, leaveAt, order);
}

/** A worker whose heart beats for as long as any test lasts. */
export async function aWorkerLives({ redis, keys }: Platform): Promise<void> {
  await redis.zadd(keys.workers, Date.now() + 3_600_000, 'test-worker');
}
