/** Orders of one place that go together when drivers are scarce. */
import { type Job, jobOf } from './job.ts';
import type { PlanDriver, PlanOrder, World } from './problem.ts';
import { wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

export function bundle(
  tuning: Tuning,
  world: World,
  now: number,
  orders: readonly PlanOrder[],
  drivers: readonly PlanDriver[],
): Job[] {
  const look = now + (tuning.bundleLook ?? 10);
  const soon = orders.filter(({ readyAt }) => readyAt <= look).length;
  const free = drivers.filter(({ freeAt, until }) => freeAt <= look && until > now).length;
  if (soon <= (tuning.bundleLoad ?? 0.7) * free) return orders.map((order) => jobOf([order]));
  const mpm = drivers[0]?.metresPerMinute ?? 300;
  const groups: PlanOrder[][] = [];
  for (const order of [...orders].sort((a, b) => a.readyAt - b.readyAt)) {
    let best: PlanOrder[] | null = null;
    let bestLeg = Number.POSITIVE_INFINITY;
    const direct = wayMinutes(world, order.pickup, order.door, order.detour, mpm);
    for (const group of groups) {
      const first = group[0] as PlanOrder;
      if (first.place !== order.place || group.length >= (tuning.bundleMax ?? 3)) continue;
      const floor = tuning.effective ? now + tuning.effective - 1 : -1e9;
      if (Math.max(floor, order.readyAt) - Math.max(floor, first.readyAt) > (tuning.bundleReady ?? 8)) continue;
      const leg = wayMinutes(world, (group.at(-1) as PlanOrder).door, order.door, order.detour, mpm);
      if (leg <= direct + (tuning.bundleExtra ?? 2) && leg < bestLeg) { best = group; bestLeg = leg; }
    }
    if (best) best.push(order);
    else groups.push([order]);
  }
  return groups.map((group) => jobOf(group));
}
