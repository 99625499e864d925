/**
 * The strategy `optimal`: one assignment problem over all that waits and all who are free now or soon,
 * solved afresh each round; a driver is given something only when he must leave. docs/engine.md says why.
 */
import { bundle } from './bundles.ts';
import { hasRoom, leaveCost } from './cost.ts';
import { drawFutures } from './futures.ts';
import { improve } from './improve.ts';
import { match } from './matching.ts';
import { nearOf } from './near.ts';
import { priced, pricesOf, rowOf } from './prices.ts';
import type { Plan, PlanDriver, PlanOrder, PlanProblem } from './problem.ts';
import { type Route, tripsOf } from './route.ts';
import { TUNING, type Tuning } from './tuning.ts';

/** Plans all that waits. Pure: the same problem (its seed is part of it) gives the same plan. */
export function planRound(problem: PlanProblem, tuning: Tuning = TUNING): Plan {
  const { now, world } = problem;
  const { orders, drivers } = whatEnters(problem, tuning);
  const jobs = bundle(problem, tuning, orders, drivers);
  const near = nearOf(problem, drivers, tuning.nearest);
  const rows = jobs.map((job) =>
    rowOf(problem, tuning, drivers, near, job, leaveCost(tuning, now, job.orders)),
  );
  const futures = jobs.length === 0 ? [] : drawFutures(problem, tuning);
  const futureRows = futures.map((future) =>
    future.map((job) => rowOf(problem, tuning, drivers, near, job, tuning.futureLeave)),
  );
  const prices = pricesOf(drivers.length, futureRows);
  const assigned = match(
    drivers.length,
    rows.map((row) => priced(row, prices)),
  );
  const routes = drivers.map((driver, at): Route => {
    const job = jobs[assigned.rowOf[at] ?? -1];
    return { driver, price: prices[at] ?? 0, trips: job ? [job.orders] : [], cost: 0 };
  });
  if (assigned.columnOf.includes(-1)) improve(problem, tuning, routes, orders, near);

  const trips = routes.flatMap((route) =>
    tripsOf(world, now, route, earlyOf(problem, tuning, route.price)),
  );
  const free = new Set(drivers.filter(({ freeAt }) => freeAt <= now).map(({ id }) => id));
  const planned = new Set(trips.flatMap((trip) => trip.orders));
  return {
    trips,
    due: trips.filter(({ driver, leaveAt }) => leaveAt <= now && free.has(driver)),
    left: problem.orders.map(({ id }) => id).filter((id) => !planned.has(id)),
    prices: new Map(drivers.map(({ id }, at) => [id, prices[at] ?? 0])),
  };
}

/** What is ready, and who is free, within the horizon; not who can carry nothing. */
function whatEnters(
  { now, orders, drivers }: PlanProblem,
  { horizon }: Tuning,
): { readonly orders: readonly PlanOrder[]; readonly drivers: readonly PlanDriver[] } {
  return {
    orders: orders.filter(({ readyAt }) => readyAt <= now + horizon),
    drivers: drivers.filter(
      (driver) => driver.freeAt <= now + horizon && driver.until >= now && hasRoom(driver, 1),
    ),
  };
}

/** How many minutes before the food he stands at the place: more where it may be ready sooner, and who is not needed. */
function earlyOf({ readySd = 0 }: PlanProblem, tuning: Tuning, price: number): number {
  const idle = Math.max(0, 1 - price / tuning.idlePrice);
  return tuning.early + tuning.earlyIdle * idle + tuning.earlySd * readySd;
}
