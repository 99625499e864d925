/** Opportunity prices: what it costs the near future that a driver is used now. */
import { foodWaits, hasRoom, keeping, mayTake, pickupOf } from './cost.ts';
import type { Job } from './job.ts';
import { lossPrices, match, type Row } from './matching.ts';
import type { Near } from './near.ts';
import type { PlanDriver, PlanProblem } from './problem.ts';
import type { Tuning } from './tuning.ts';

/** A job as a row of the assignment: the drivers near it who may take it, and what each costs. */
export function rowOf(
  { now, world }: PlanProblem,
  tuning: Tuning,
  drivers: readonly PlanDriver[],
  near: Near,
  job: Job,
  leave: number,
): Row {
  const columns: number[] = [];
  const costs: number[] = [];
  for (const at of near(job)) {
    const driver = drivers[at];
    if (!driver || !hasRoom(driver, job.orders.length)) continue;
    if (!job.orders.every((order) => mayTake(driver, order))) continue;
    const pickup = pickupOf(world, now, driver, job);
    if (!pickup) continue;
    columns.push(at);
    costs.push(
      foodWaits(job, now, pickup.at) +
        tuning.wayWeight * pickup.way -
        keeping(tuning, driver, job.orders),
    );
  }
  return { columns, costs, leave };
}

/**
 * The price of each driver: what a future's orders lose together when he is not there for them, in the
 * mean over the futures; 0 for one nobody misses. What the real jobs lose by each other stands in their
 * own assignment already.
 */
export function pricesOf(columns: number, futures: readonly (readonly Row[])[]): Float64Array {
  const prices = new Float64Array(columns);
  for (const future of futures) {
    lossPrices(match(columns, future)).forEach((loss, at) => {
      prices[at] = (prices[at] ?? 0) + loss / futures.length;
    });
  }
  return prices;
}

/** The same row with each driver's price added to what he costs. */
export function priced({ columns, costs, leave }: Row, prices: Float64Array): Row {
  return { columns, leave, costs: costs.map((cost, at) => cost + (prices[columns[at] ?? 0] ?? 0)) };
}
