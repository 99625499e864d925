/** The drivers who are first at a place. */
import type { Job } from './job.ts';
import type { PlanDriver, PlanProblem } from './problem.ts';
import { wayMinutes } from './travel.ts';

/** Gives for each job the indexes of the drivers who enter, the first there first. */
export type Near = (job: Job) => readonly number[];

/** The `most` drivers of each job who work in its region and are first at its place; of a pinned one its driver. */
export function nearOf(
  { now, world }: PlanProblem,
  drivers: readonly PlanDriver[],
  most: number,
): Near {
  const known = new Map<string, readonly number[]>();
  const indexOf = new Map(drivers.map(({ id }, at) => [id, at]));
  return (job) => {
    if (job.pinned !== null) {
      const at = indexOf.get(job.pinned);
      return at === undefined ? [] : [at];
    }
    const { pickup, region, detour } = job;
    const key = `${pickup.x} ${pickup.y} ${detour} ${region}`;
    let list = known.get(key);
    if (!list) {
      const arrivals = drivers.map((driver) =>
        region !== '' && driver.regions !== null && !driver.regions.has(region)
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
