/** The strategy `optimal`: one assignment problem over all that waits and all who are free now or soon. */

import { bundle } from './bundles.ts';
import { leaveCost, mayTake, pairCost } from './cost.ts';
import { arrivalRate, drawFuture, random } from './futures.ts';
import { type Job, jobOf } from './job.ts';
import { addRow, emptyMatching, forkMatching, type Row } from './matching.ts';
import type { Plan, PlanDriver, PlanProblem, Trip } from './problem.ts';
import { doorsAt, metres, pickupAt, wayMinutes } from './travel.ts';
import { TUNING, type Tuning } from './tuning.ts';

/** Plans all that waits. Pure: the same problem and seed give the same plan. */
export function planRound(problem: PlanProblem, tuning: Tuning = TUNING): Plan {
  const { now, world } = problem;
  const orders = problem.orders.filter(({ readyAt }) => readyAt <= now + tuning.horizon);
  const drivers = problem.drivers.filter(
    ({ freeAt, until }) => freeAt <= now + tuning.horizon && until > now,
  );
  const jobs = tuning.bundle
    ? bundle(tuning, world, now, orders, drivers)
    : orders.map((order) => jobOf([order]));

  const near = nearest(problem, tuning, drivers);
  const rowOf = (job: Job, future = false): Row => {
    const columns: number[] = [];
    const costs: number[] = [];
    for (const column of near(job)) {
      const driver = drivers[column] as PlanDriver;
      if (!mayTake(driver, job)) continue;
      const cost = pairCost(world, tuning, now, driver, job);
      if (cost === Number.POSITIVE_INFINITY) continue;
      columns.push(column);
      costs.push(cost);
    }
    return {
      columns,
      costs,
      leave: future ? (tuning.futureLeave ?? 200) : leaveCost(tuning, now, job),
    };
  };

  const rows = jobs.map((job) => rowOf(job));
  const base = emptyMatching(drivers.length);
  for (const row of rows) addRow(base, row);
  const price = new Float64Array(drivers.length);
  const count = tuning.futures ?? 0;
  if (count > 0 && jobs.length > 0) {
    const rate = arrivalRate(tuning, now, problem.seen);
    const uniform = random(Math.imul(problem.seed + 1, 2654435761) + Math.floor(now));
    for (let i = 0; i < count; i++) {
      const fork = forkMatching(base);
      for (const job of drawFuture(tuning, now, problem.seen, rate, uniform))
        addRow(fork, rowOf(job, true));
      for (let d = 0; d < price.length; d++)
        price[d] = (price[d] as number) + (fork.price[d] as number) / count;
    }
  }
  const final = emptyMatching(drivers.length);
  for (const row of rows)
    addRow(final, {
      ...row,
      leave: row.leave + (tuning.leaveMore ?? 0),
      costs: row.costs.map(
        (cost, at) =>
          cost + (tuning.priceWeight ?? 1) * (price[row.columns[at] as number] as number),
      ),
    });

  const trips: Trip[] = [];
  const left = new Set(problem.orders.map(({ id }) => id));
  final.columnOf.forEach((column, row) => {
    if (column < 0) return;
    const job = jobs[row] as Job;
    const driver = drivers[column] as PlanDriver;
    const start = Math.max(now, driver.freeAt);
    const way = wayMinutes(world, driver.at, job.pickup, job.detour, driver.metresPerMinute);
    const pickup = pickupAt(world, driver, driver.at, start, job);
    const doors = doorsAt(world, driver.metresPerMinute, job, pickup);
    trips.push({
      driver: driver.id,
      orders: job.orders.map(({ id }) => id),
      leaveAt: Math.max(start, job.readyAt - tuning.early - way - world.pickupService / 2),
      pickupAt: pickup,
      doorsAt: doors,
      endsAt: (doors.at(-1) as number) + world.doorService / 2,
    });
    for (const { id } of job.orders) left.delete(id);
  });
  const freeAt = new Map(drivers.map(({ id, freeAt }) => [id, freeAt]));
  return {
    trips,
    due: trips.filter(
      ({ driver, leaveAt }) => leaveAt <= now && (freeAt.get(driver) as number) <= now,
    ),
    left: [...left],
    prices: new Map(drivers.map(({ id }, at) => [id, price[at] as number])),
  };
}

function nearest(problem: PlanProblem, tuning: Tuning, drivers: readonly PlanDriver[]) {
  const all = drivers.map((_, at) => at);
  const known = new Map<string, number[]>();
  return (job: Job): number[] => {
    if (drivers.length <= tuning.nearest) return all;
    if (job.pinned !== null)
      return all.filter((at) => (drivers[at] as PlanDriver).id === job.pinned);
    const key = `${job.pickup.x} ${job.pickup.y} ${job.region}`;
    let list = known.get(key);
    if (!list) {
      const arrive = drivers.map(
        (d) => Math.max(problem.now, d.freeAt) + metres(d.at, job.pickup) / d.metresPerMinute,
      );
      list = all
        .slice()
        .sort((a, b) => (arrive[a] as number) - (arrive[b] as number))
        .slice(0, tuning.nearest);
      known.set(key, list);
    }
    return list;
  };
}
