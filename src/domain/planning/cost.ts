/** What it costs, in minutes, to give a job to a driver, or to nobody now. */
import type { Job } from './job.ts';
import type { PlanDriver, PlanOrder, World } from './problem.ts';
import { wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

/** After so many minutes an order is no more overdue than before: one of yesterday must not outweigh all others. */
const MOST_OVERDUE = 240;

/** What a person pinned wins its driver against so many others. */
const PIN_WEIGHS = 10;

/** Whether a driver may take an order at all: his regions, a person's pins and refusals. */
export function mayTake(
  driver: PlanDriver,
  order: Pick<PlanOrder, 'pinned' | 'region' | 'refused'>,
): boolean {
  if (order.pinned !== null && order.pinned !== driver.id) return false;
  if (order.region !== '' && driver.regions !== null && !driver.regions.has(order.region)) {
    return false;
  }
  return !order.refused.has(driver.id);
}

/** Whether a driver can carry so many orders together; never where his capacity is no number. */
export function hasRoom({ capacity }: Pick<PlanDriver, 'capacity'>, orders: number): boolean {
  return capacity >= orders;
}

/** When a driver can take a job over, and how long his way there is; null when his shift ends before. */
export function pickupOf(
  world: World,
  now: number,
  driver: PlanDriver,
  job: Job,
): { readonly way: number; readonly at: number } | null {
  const start = Math.max(now, driver.freeAt, job.knownAt);
  const way = wayMinutes(world, driver.at, job.pickup, job.detour, driver.metresPerMinute);
  const at = Math.max(job.readyAt, start + way + world.pickupService / 2);
  return at <= driver.until && Number.isFinite(at) ? { way, at } : null;
}

/** From when an order's waiting counts: when it is ready, or long ago. */
export function waitsFrom({ readyAt }: PlanOrder, now: number): number {
  return Math.max(readyAt, now - MOST_OVERDUE);
}

/** Minutes that the food of a job waits when it is picked up at `at`, all its orders together. */
export function foodWaits(job: Job, now: number, at: number): number {
  let sum = 0;
  for (const order of job.orders) sum += at - waitsFrom(order, now);
  return sum;
}

/** What it costs to leave a job to nobody now: more for what is ready long since. */
export function leaveCost(tuning: Tuning, now: number, orders: readonly PlanOrder[]): number {
  let sum = 0;
  for (const order of orders) {
    const overdue = Math.max(0, now - waitsFrom(order, now));
    sum += tuning.leave * (order.pinned === null ? 1 : PIN_WEIGHS) + tuning.leaveAge * overdue;
  }
  return sum;
}

/** What it is worth that orders stay with the driver who is shown for them: a plan that flickers is none. */
export function keeping(tuning: Tuning, { id }: PlanDriver, orders: readonly PlanOrder[]): number {
  let sum = 0;
  for (const { kept } of orders) if (kept === id) sum += tuning.keep;
  return sum;
}
