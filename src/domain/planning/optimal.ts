/** The strategy `optimal`: one assignment problem over all that waits and all who are free now or soon. */
import { leaveCost, mayTake, pairCost } from './cost.ts';
import { arrivalRate, drawFuture, random } from './futures.ts';
import { type Job, jobOf } from './job.ts';
import { addRow, emptyMatching, forkMatching, type Row } from './matching.ts';
import type { Plan, PlanDriver, PlanProblem, Trip } from './problem.ts';
import { doorsAt, metres, pickupAt, wayMinutes } from './travel.ts';
import { TUNING, type Tuning } from './tuning.ts';
import { bundle } from './bundles.ts';
import { improve, type Route } from './improve.ts';

/** Plans all that waits. Pure: the same problem and seed give the same plan. */
export function planRound(problem: PlanProblem, tuning: Tuning = TUNING): Plan {
  const { now, world } = problem;
  const orders = problem.orders.filter(({ readyAt }) => readyAt <= now + tuning.horizon);
  const drivers = problem.drivers.filter(
    ({ freeAt, until }) => freeAt <= now + tuning.horizon && until > now,
  );
  const jobs = tuning.bundle ? bundle(tuning, world, now, orders, drivers) : orders.map((order) => jobOf([order]));

  const load = loadOf(problem, tuning, orders, drivers);
  const minute = Math.min(tuning.minuteMost ?? 5, (tuning.minuteSlope ?? 1) * Math.max(0, load - (tuning.loadFrom ?? 1)));
  const near = nearest(problem, tuning, drivers);
  const rowOf = (job: Job, future = false): Row => {
    const columns: number[] = [];
    const costs: number[] = [];
    for (const column of near(job)) {
      const driver = drivers[column] as PlanDriver;
      if (!mayTake(driver, job)) continue;
      const cost = pairCost(world, tuning, now, driver, job, minute);
      if (cost === Number.POSITIVE_INFINITY) continue;
      columns.push(column);
      costs.push(cost);
    }
    return { columns, costs, leave: future ? tuning.futureLeave ?? 200 : leaveCost(tuning, now, job) };
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
      for (const job of drawFuture(tuning, now, problem.seen, rate, uniform)) addRow(fork, rowOf(job, true));
      for (let d = 0; d < price.length; d++) price[d] = (price[d] as number) + (fork.price[d] as number) / count;
    }
  }
  const final = emptyMatching(drivers.length);
  for (const row of rows)
    addRow(final, {
      ...row, leave: row.leave + (tuning.leaveMore ?? 0),
      costs: row.costs.map((cost, at) => cost + (tuning.priceWeight ?? 1) * (price[row.columns[at] as number] as number)),
    });

  const routes: Route[] = drivers.map((driver, at) => ({ driver, price: (tuning.priceWeight ?? 1) * (price[at] as number), trips: [], cost: 0 }));
  final.columnOf.forEach((column, row) => {
    if (column >= 0) (routes[column] as Route).trips.push([...(jobs[row] as Job).orders]);
  });
  const anyLeft = final.columnOf.some((column) => column < 0);
  if (tuning.passes && (tuning.lsLeft ? anyLeft : load >= (tuning.lsLoad ?? 0))) {
    const setting = { world, tuning, now, bundling: tuning.bundling ?? 0, minute };
    improve(setting, routes, orders, (order) => near(jobOf([order])), (order) => leaveCost(tuning, now, jobOf([order])) + (tuning.leaveMore ?? 0));
  }
  const trips: Trip[] = [];
  const left = new Set(problem.orders.map(({ id }) => id));
  for (const { driver, trips: planned } of routes) {
    let start = Math.max(now, driver.freeAt);
    let at = driver.at;
    for (const trip of planned) {
      const job = jobOf(trip);
      const way = wayMinutes(world, at, job.pickup, job.detour, driver.metresPerMinute);
      const pickup = pickupAt(world, driver, at, start, job);
      const doors = doorsAt(world, driver.metresPerMinute, job, pickup);
      trips.push({
        driver: driver.id,
        orders: trip.map(({ id }) => id),
        leaveAt: Math.max(start, job.readyAt - tuning.early - way - world.pickupService / 2),
        pickupAt: pickup,
        doorsAt: doors,
        endsAt: (doors.at(-1) as number) + world.doorService / 2,
      });
      for (const { id } of trip) left.delete(id);
      start = (doors.at(-1) as number) + world.doorService / 2;
      at = job.doors.at(-1) as typeof at;
    }
  }
  const freeAt = new Map(drivers.map(({ id, freeAt }) => [id, freeAt]));
  return {
    trips,
    due: trips.filter(({ driver, leaveAt }) => leaveAt <= now && (freeAt.get(driver) as number) <= now),
    left: [...left],
    prices: new Map(drivers.map(({ id }, at) => [id, price[at] as number])),
  };
}

function nearest(problem: PlanProblem, tuning: Tuning, drivers: readonly PlanDriver[]) {
  const all = drivers.map((_, at) => at);
  const known = new Map<string, number[]>();
  return (job: Job): number[] => {
    if (drivers.length <= tuning.nearest) return all;
    if (job.pinned !== null) return all.filter((at) => (drivers[at] as PlanDriver).id === job.pinned);
    const key = `${job.pickup.x} ${job.pickup.y} ${job.region}`;
    let list = known.get(key);
    if (!list) {
      const arrive = drivers.map((d) => Math.max(problem.now, d.freeAt) + metres(d.at, job.pickup) / d.metresPerMinute);
      list = all.slice().sort((a, b) => (arrive[a] as number) - (arrive[b] as number)).slice(0, tuning.nearest);
      known.set(key, list);
    }
    return list;
  };
}

function loadOf(problem: PlanProblem, tuning: Tuning, orders: readonly PlanProblem['orders'][number][], drivers: readonly PlanDriver[]): number {
  const { now, world, seen } = problem;
  const span = tuning.loadSpan ?? 30;
  const end = now + span;
  let supply = 0;
  for (const { freeAt, until } of drivers) supply += Math.max(0, Math.min(end, until) - Math.max(now, freeAt));
  const soon = orders.filter(({ readyAt }) => readyAt <= end).length;
  const coming = arrivalRate(tuning, now, seen) * (tuning.loadComing ?? 15);
  const speed = drivers[0]?.metresPerMinute ?? 300;
  let way = 0;
  const from = Math.max(0, seen.length - 50);
  for (let i = from; i < seen.length; i++) { const o = seen[i] as PlanProblem['seen'][number]; way += wayMinutes(world, o.pickup, o.door, o.detour, speed); }
  const mean = (seen.length ? way / (seen.length - from) : 10) + world.pickupService + world.doorService + (tuning.loadWay ?? 5);
  return ((soon + coming) * mean) / Math.max(1, supply);
}
