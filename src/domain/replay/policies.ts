/** The policies that a day can be run again under. */
import { DEFAULT_RADIUS_M, MAX_DRIVERS, nearest } from '../board.ts';
import { hasRoom, mayTake } from '../planning/cost.ts';
import { planRound } from '../planning/optimal.ts';
import type { PlanDriver, PlanOrder, PlanProblem } from '../planning/problem.ts';
import { type Candidate, rank, STRATEGIES, type StrategyName } from '../strategy.ts';
import type { Day } from './day.ts';
import type { Departure, Policy } from './simulate.ts';
import { loadOf, wayOf } from './way.ts';

export const POLICIES = [...STRATEGIES, 'optimal'] as const;
export type PolicyName = (typeof POLICIES)[number];

/** A policy for a day: the strategies rank by the ratings of its drivers; `optimal` is the engine's plan. */
export function policyOf(name: PolicyName, day: Day): Policy {
  if (name === 'optimal') return planRound;
  const ratings = new Map(day.drivers.map(({ id, rating }) => [id, rating]));
  return (problem) => ({ due: assignNow(name, problem, ratings) });
}

/**
 * What a dispatcher does who assigns by a strategy's key as soon as he can: each waiting order, the
 * oldest first, goes alone to the best of the drivers near it who are idle now and can pick it up
 * before their shift ends; he leaves at once. An order that nobody is idle for waits.
 */
function assignNow(
  strategy: StrategyName,
  problem: PlanProblem,
  ratings: ReadonlyMap<string, number>,
): Departure[] {
  const { now } = problem;
  const orders = [...problem.orders].sort((a, b) => a.placedAt - b.placedAt);
  const idle = new Set(problem.drivers.filter(({ freeAt }) => freeAt <= now));
  const due: Departure[] = [];
  for (const order of orders) {
    if (idle.size === 0) break;
    const able = [...idle].filter((driver) => canTake(problem, driver, order));
    const candidates = near(order, able, ratings);
    const [best] = rank(strategy, candidates);
    const driver = able.find(({ id }) => id === best?.driverId);
    if (!driver) continue;
    idle.delete(driver);
    due.push({ driver: driver.id, orders: [order.id] });
  }
  return due;
}

function canTake({ world, now }: PlanProblem, driver: PlanDriver, order: PlanOrder): boolean {
  if (!hasRoom(driver, 1) || !mayTake(driver, order)) return false;
  const load = loadOf([order], order.readyAt);
  return wayOf(world, driver, now, load).pickupAt <= driver.until;
}

/**
 * The list that every strategy ranks, as a console shows it. Where it is empty a dispatcher asks again
 * with a wider radius (`--radius`): here with twice as wide a one, until somebody is in it.
 */
function near(
  { pickup }: PlanOrder,
  drivers: readonly PlanDriver[],
  ratings: ReadonlyMap<string, number>,
): Candidate[] {
  const all = drivers.map(({ id, at, capacity }) => ({
    ...{ driverId: id, name: id, load: 0, capacity, rating: ratings.get(id) ?? 0 },
    distanceM: Math.hypot(at.x - pickup.x, at.y - pickup.y),
  }));
  const list = nearest(all, MAX_DRIVERS);
  let radius = DEFAULT_RADIUS_M;
  while (radius < (list[0]?.distanceM ?? 0)) radius *= 2;
  return list.filter(({ distanceM }) => distanceM <= radius);
}
