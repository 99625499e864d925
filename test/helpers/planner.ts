import pino from 'pino';
import { offset } from '../../src/domain/geo.ts';
import type { NewOrder } from '../../src/domain/order.ts';
import type { Config } from '../../src/services/config/config.ts';
import { createPlanner, type Planner } from '../../src/services/planner/planner.ts';
import type { Round } from '../../src/services/planner/run.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { addDriver } from '../../src/services/redis/transitions/drivers.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';
import type { WorkerContext } from '../../src/services/worker/context.ts';
import { holdLease } from '../../src/services/worker/lease.ts';
import { createProgress } from '../../src/services/worker/progress.ts';
import { anOrder, BASTILLE, desk, OPERA } from './life.ts';

/** A planner that is run round by round. */
export interface TestPlanner {
  readonly context: WorkerContext;
  readonly planner: Planner;
  /** One round, with the lease. */
  round(): Promise<Round>;
}

/** A planner named `name` on a platform. */
export function testPlanner(config: Config, platform: Platform, name = 'w1'): TestPlanner {
  const log = pino({ level: 'silent' });
  const context = { config, platform, name, log, progress: createProgress() };
  const planner = createPlanner(config, log);
  return {
    context,
    planner,
    async round() {
      await holdLease(platform, 'planner', name, 60_000);
      return planner.round(name);
    },
  };
}

/** A driver on duty so many metres east of the Opéra. */
export async function driverAt(
  platform: Platform,
  id: string,
  metres: number,
  more: { capacity?: number; regions?: string[]; vehicle?: string } = {},
): Promise<void> {
  const driver = { id, name: `Name ${id}`, rating: 4.5, regions: ['Paris'], vehicle: 'vélo' };
  await addDriver(platform, { ...driver, position: offset(OPERA, metres, 90), ...more }, desk);
}

/** An order that waits at the Opéra for the Bastille. */
export async function waits(
  platform: Platform,
  id: string,
  more: Partial<NewOrder> = {},
): Promise<void> {
  await createOrder(platform, anOrder(id, { dropoff: BASTILLE, ...more }), desk);
}
