/** The engine's hardest moment: all orders in one hot spot, and a city full of drivers. */

import { percentile } from '../../../src/domain/percentile.ts';
import { planRound } from '../../../src/domain/planning/optimal.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from '../../../src/domain/planning/problem.ts';
import { normalOf, seriesOf } from '../../../src/domain/series.ts';
import type { Figure } from '../bench.ts';

export const HOT_SPOT = { orders: 500, drivers: 2_000 } as const;
const PLACES = 40;
const HALF_CITY_M = 5_000;
const SPOT_M = 300;
const RUNS = { full: 20, quick: 5 } as const;

/** 500 orders of the last half hour from 40 restaurants within 300 m; 2,000 drivers free within half an hour. */
export function hotSpot(seed: number): PlanProblem {
  const next = seriesOf(seed);
  const now = 600;
  const near = (sd: number) => ({ x: sd * normalOf(next), y: sd * normalOf(next) });
  const anywhere = () => ({ x: HALF_CITY_M * (2 * next() - 1), y: HALF_CITY_M * (2 * next() - 1) });
  const places = Array.from({ length: PLACES }, () => near(SPOT_M));
  const orders = Array.from({ length: HOT_SPOT.orders }, (_, i): PlanOrder => {
    const place = Math.floor(next() * PLACES);
    const placedAt = now - 30 * next();
    return {
      ...{ id: `o${i}`, place: `r${place}`, pickup: places[place] ?? near(SPOT_M) },
      ...{ door: near(HALF_CITY_M / 3), region: '', detour: 1.3 },
      ...{ placedAt, readyAt: placedAt + 5 + 25 * next() },
      ...{ pinned: null, refused: new Set<string>() },
    };
  });
  const drivers = Array.from({ length: HOT_SPOT.drivers }, (_, i): PlanDriver => {
    const freeAt = next() < 0.5 ? now : now + 30 * next();
    return {
      ...{ id: `d${i}`, at: anywhere(), freeAt, until: Number.POSITIVE_INFINITY },
      ...{ metresPerMinute: 300, capacity: 3, regions: null },
    };
  });
  const world = { pickupService: 4, doorService: 4, wholeMinutes: false };
  const seen = [...orders].sort((a, b) => a.placedAt - b.placedAt);
  return { now, world, orders, drivers, seen, seed };
}

/** How long the engine plans it, warm as a planner that runs is. */
export function solveHotSpot(quick: boolean): Figure[] {
  const times: number[] = [];
  for (let run = 0; run <= (quick ? RUNS.quick : RUNS.full); run += 1) {
    const problem = hotSpot(run + 1);
    const since = performance.now();
    planRound(problem);
    if (run > 0) times.push(performance.now() - since);
  }
  const more = { unit: 'ms', ceiling: null, n: times.length, policy: 'optimal', ...HOT_SPOT };
  return [
    { metric: 'solve_ms', value: percentile(times, 0.5), ...more },
    { metric: 'solve_worst_ms', value: percentile(times, 1), ...more },
  ];
}
