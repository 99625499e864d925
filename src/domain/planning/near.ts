/** The drivers who are first at a place. */
import { hasRoom } from './cost.ts';
import type { Job } from './job.ts';
import type { PlanDriver, PlanProblem } from './problem.ts';
import { wayMinutes } from './travel.ts';

/** Gives for each job the indexes of the drivers who enter, the first there first. */
export type Near = (job: Job) => readonly number[];

/**
 * The `most` drivers of each job who may take it and are first at its place; of a pinned one its driver.
 * Who works elsewhere, has too little room or was refused takes nobody's place among them.
 */
export function nearOf(
  { now, world }: PlanProblem,
  drivers: readonly PlanDriver[],
  most: number,
): Near {
  const known = new Map<string, readonly number[]>();
  const indexOf = new Map(drivers.map(({ id }, at) => [id, at]));
  // As many orders as everybody can carry ask nothing of anybody: such jobs share a list.
  const commonRoom = drivers.reduce(
    (least, { capacity }) => Math.min(least, capacity),
    Number.POSITIVE_INFINITY,
  );
  return (job) => {
    if (job.pinned !== null) {
      const at = indexOf.get(job.pinned);
      return at === undefined ? [] : [at];
    }
    const { pickup, region, detour, orders } = job;
    const room = orders.length <= commonRoom ? 0 : orders.length;
    const refused = refusedFor(job);
    const words = refused.length === 0 ? region : JSON.stringify([region, ...refused]);
    const key = `${pickup.x} ${pickup.y} ${detour} ${room} ${words}`;
    let list = known.get(key);
    if (!list) {
      const out = new Set(refused);
      const arrivals = drivers.map((driver) =>
        (region !== '' && driver.regions !== null && !driver.regions.has(region)) ||
        !hasRoom(driver, room) ||
        out.has(driver.id)
          ? Number.POSITIVE_INFINITY
          : Math.max(now, driver.freeAt) +
            wayMinutes(world, driver.at, pickup, detour, driver.metresPerMinute),
      );
      list = leastOf(arrivals, most);
      known.set(key, list);
    }
    return list;
  };
}

/** Whom a person refused for one of its orders; the same drivers in the same order. */
function refusedFor({ orders }: Job): string[] {
  if (orders.every(({ refused }) => refused.size === 0)) return [];
  return [...new Set(orders.flatMap(({ refused }) => [...refused]))].sort();
}

/** The indexes of the `most` least finite values, the least first; ties by index. */
function leastOf(values: readonly number[], most: number): number[] {
  const least: number[] = [];
  let limit = Number.POSITIVE_INFINITY;
  for (let at = 0; at < values.length; at++) {
    const value = values[at] as number;
    if (!(value < limit)) continue;
    let place = least.length;
    while (place > 0 && (values[least[place - 1] as number] as number) > value) place--;
    least.splice(place, 0, at);
    if (least.length > most) least.pop();
    if (least.length === most) limit = values[least[most - 1] as number] as number;
  }
  return least;
}
