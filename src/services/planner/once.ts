import type { Order } from '../../domain/order.ts';
import { planRound } from '../../domain/planning/optimal.ts';
import type { Why } from '../../domain/why.ts';
import type { Platform } from '../redis/connect.ts';
import { asDown } from '../redis/scripts.ts';
import { shardTime } from '../redis/shard.ts';
import { readDrivers } from './drivers.ts';
import { MOST_ORDERS, readWaiting } from './orders.ts';
import { leftPlans, tentativeOf } from './publish.ts';
import { simulatedPace } from './run.ts';
import { look, nothingSeen, type Seen } from './seen.ts';
import { situationOf } from './situation.ts';
import { waysOf } from './ways.ts';
import { reasons } from './why.ts';

/** Whom the engine would give an order to. */
export interface OncePlanned {
  readonly order: Order;
  readonly driver: string;
  readonly name: string;
  /** null: not told. */
  readonly why: Why | null;
}

/** One round of the engine, planned here and now. */
export interface OnceRound {
  /** What was planned for: the oldest MOST_ORDERS that wait. */
  readonly waiting: readonly Order[];
  /** Each driver's first way first. */
  readonly planned: readonly OncePlanned[];
}

/**
 * Plans one round as a worker would, without one, its ways not learned. Nothing is shown or given.
 * Throws RedisDown.
 */
export async function planOnce(platform: Platform): Promise<OnceRound> {
  const now = await shardTime(platform).catch(down);
  const waiting = await readWaiting(platform).catch(down);
  if (waiting.length === 0) return { waiting, planned: [] };
  const [drivers, seen, shown, pace] = await Promise.all([
    readDrivers(platform, waiting, now, new Map()),
    seenUntilNow(platform, now),
    leftPlans(platform, MOST_ORDERS),
    simulatedPace(platform, now),
  ]).catch(down);
  const ways = waysOf(new Map(), pace);
  const live = { now, waiting, drivers, seen: seen.orders, shown, ways };
  const { problem, msOf, minutesOf } = situationOf(live);
  const plan = planRound(problem);
  const orders = new Map(waiting.map((order) => [order.id, order]));
  const names = new Map(drivers.map(({ id, name }) => [id, name]));
  const nameOf = (driver: string) => names.get(driver) ?? driver;
  const told = tentativeOf(plan, { now, msOf, nameOf, shown });
  const tentative = new Map(told.map((each) => [each.order, each]));
  const why = reasons({ problem, plan, now, minutesOf, nameOf, tentative });
  const planned = told.flatMap(({ order: id, driver, driverName: name }) => {
    const order = orders.get(id);
    return order ? [{ order, driver, name, why: why(id) }] : [];
  });
  return { waiting, planned };
}

const down = (error: unknown): never => {
  throw asDown(error);
};

/** All that the stream tells of the last hours. */
async function seenUntilNow(platform: Platform, now: number): Promise<Seen> {
  const seen = nothingSeen(now);
  for (let last = ''; last !== seen.last; ) {
    last = seen.last;
    await look(platform, seen, now);
  }
  return seen;
}
