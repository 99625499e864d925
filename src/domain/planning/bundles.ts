/** Orders of one place that go together when drivers are scarce. */
import { type Job, jobOf } from './job.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from './problem.ts';
import { wayMinutes } from './travel.ts';
import type { Tuning } from './tuning.ts';

/** The orders as jobs: each alone, or, when more come ready than drivers are free soon, those of a place together. */
export function bundle(
  { now, world }: PlanProblem,
  tuning: Tuning,
  orders: readonly PlanOrder[],
  drivers: readonly PlanDriver[],
): Job[] {
  const soon = now + tuning.bundleSoon;
  const ready = orders.filter(({ readyAt }) => readyAt <= soon).length;
  const free = drivers.filter(({ freeAt }) => freeAt <= soon).length;
  const [someone] = drivers;
  if (!someone || ready <= tuning.bundleLoad * free) return orders.map((order) => jobOf([order]));

  const readyOf = ({ readyAt }: PlanOrder) => Math.max(readyAt, now + tuning.bundleReach);
  const minutes = (from: PlanOrder['door'], to: PlanOrder) =>
    wayMinutes(world, from, to.door, to.detour, someone.metresPerMinute);
  const groups = new Map<string, PlanOrder[][]>();
  for (const order of orders.toSorted((a, b) => a.readyAt - b.readyAt)) {
    const ofPlace = groups.get(order.place) ?? [];
    groups.set(order.place, ofPlace);
    let shortest = minutes(order.pickup, order) + tuning.bundleExtra;
    let joined: PlanOrder[] | null = null;
    for (const group of ofPlace) {
      const first = group[0];
      const last = group.at(-1);
      if (!first || !last || group.length >= tuning.bundleMost) continue;
      if (readyOf(order) - readyOf(first) > tuning.bundleApart || !alike(first, order)) continue;
      const leg = minutes(last.door, order);
      if (leg > shortest || (joined && leg === shortest)) continue;
      shortest = leg;
      joined = group;
    }
    if (joined) joined.push(order);
    else ofPlace.push([order]);
  }
  return [...groups.values()].flat().map(jobOf);
}

/** Whether whoever takes the one may take the other: the same region, and no person's word on either. */
function alike(a: PlanOrder, b: PlanOrder): boolean {
  const free = ({ pinned, refused }: PlanOrder) => pinned === null && refused.size === 0;
  return a.region === b.region && free(a) && free(b);
}
