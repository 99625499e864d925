/** What it costs, in minutes, to give a job to a driver, or to give it to nobody now. */
import type { Job } from './job.ts';
import type { PlanDriver, World } from './problem.ts';
import { wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

/** Whether a driver may take a job at all: his regions, his room, a person's pins and refusals. */
export function mayTake(driver: PlanDriver, job: Job): boolean {
  if (job.orders.length > driver.capacity) return false;
  if (job.pinned !== null && job.pinned !== driver.id) return false;
  for (const { region, refused } of job.orders) {
    if (region !== '' && driver.regions !== null && !driver.regions.has(region)) return false;
    if (refused.has(driver.id)) return false;
  }
  return true;
}

/** Minutes that the food of a job waits when it is picked up then, all its orders together. */
export function waiting(job: Job, pickup: number): number {
  let sum = 0;
  for (const order of job.orders) sum += pickup - order.readyAt;
  return sum;
}

/** What it costs that a driver who is free at `start` takes a job; Infinity when his shift ends before. */
export function pairCost(
  world: World,
  tuning: Tuning,
  now: number,
  driver: PlanDriver,
  job: Job,
  minute = 0,
): number {
  const start = Math.max(now, driver.freeAt, job.knownAt);
  const way = wayMinutes(world, driver.at, job.pickup, job.detour, driver.metresPerMinute);
  const pickup = Math.max(job.readyAt, start + way + world.pickupService / 2);
  if (pickup > driver.until) return Number.POSITIVE_INFINITY;
  return waiting(job, pickup) + (tuning.wayWeight + minute) * way - keeping(driver, job.orders);
}

/** Minutes by which another driver must be better than the one who is shown: a plan that flickers is none. */
const KEEP = 0.5;

/** What it is worth that orders stay with the driver who is shown for them. */
export function keeping({ id }: PlanDriver, orders: Job['orders']): number {
  let sum = 0;
  for (const { kept } of orders) if (kept === id) sum += KEEP;
  return sum;
}

/** What it costs to give a job to nobody now: more for what is ready long since. */
export function leaveCost(tuning: Tuning, now: number, job: Job): number {
  let sum = 0;
  for (const order of job.orders)
    sum += tuning.leave + tuning.leaveAge * Math.max(0, now - order.readyAt);
  return sum;
}
