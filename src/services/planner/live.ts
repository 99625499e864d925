import type { Tentative } from '../../domain/planned.ts';
import { mayTake } from '../../domain/planning/cost.ts';
import type { Plan } from '../../domain/planning/problem.ts';
import type { Why } from '../../domain/why.ts';
import type { Platform } from '../redis/connect.ts';
import { type FactsCache, readDrivers } from './drivers.ts';
import { type Aside, MOST_ORDERS, nothingAside, readWaiting } from './orders.ts';
import { leftPlans, type ShownPlans, tentativeOf } from './publish.ts';
import { look, type Seen } from './seen.ts';
import { seenLately } from './seen-lately.ts';
import type { Live, Situation } from './situation.ts';
import { type Detours, waysOf } from './ways.ts';
import { reasons } from './why.ts';

/** A simulator that has not been heard of for so long is gone, ms. */
const SIMULATED_MS = 5_000;

/** What is remembered of the platform between two rounds. All of it can be lost. */
export interface LiveMemory {
  shown: ShownPlans | null;
  seen: Seen | null;
  readonly facts: FactsCache;
  readonly aside: Aside;
}

export const nothingKnown = (): LiveMemory => ({
  ...{ shown: null, seen: null, facts: new Map(), aside: nothingAside() },
});

/** All that a round is planned on, for a worker and for a command alike. `now`: ms. */
export async function readLive(
  platform: Platform,
  memory: LiveMemory,
  detours: Detours,
  now: number,
): Promise<Live> {
  memory.shown ??= await leftPlans(platform, MOST_ORDERS);
  memory.seen ??= await seenLately(platform, now);
  await look(platform, memory.seen, now);
  for (const driver of memory.seen.changed) memory.facts.delete(driver);
  const waiting = await readWaiting(platform, memory.aside, now);
  const all = await platform.redis.zcard(platform.keys.ordersWaiting);
  // What comes and goes between two readings is not left out.
  const some = waiting.length >= MOST_ORDERS || memory.aside.unplaced.size > 0;
  const leftOut = some ? Math.max(0, all - waiting.length) : 0;
  const drivers =
    waiting.length === 0 ? [] : await readDrivers(platform, waiting, now, memory.facts);
  const pace = await simulatedPace(platform, now);
  // A simulated city's ways teach nothing of real ones.
  if (pace === 1) await detours.refresh([...new Set(waiting.map(({ region }) => region))], now);
  const ways = waysOf(pace === 1 ? detours.known : new Map(), 1);
  const seen = memory.seen.orders;
  return { now, waiting, leftOut, drivers, seen, shown: memory.shown, ways, pace };
}

/** How many times faster than the clock the city is: 1 but where a simulator moves it. */
async function simulatedPace({ redis, keys }: Platform, now: number): Promise<number> {
  const [seen, speed] = await redis.hmget(keys.simulator, 'seen', 'speed');
  const lives = seen != null && now - Number(seen) < SIMULATED_MS;
  return lives ? Math.max(1, Number(speed) || 1) : 1;
}

/** A plan in people's words: who goes when, and why. Pure. */
export function told(
  { now, drivers }: Live,
  shown: ReadonlyMap<string, Tentative>,
  { problem, msOf, minutesOf }: Situation,
  plan: Plan,
): { tentative: Tentative[]; why: (order: string) => Why | null } {
  const names = new Map(drivers.map(({ id, name }) => [id, name]));
  const nameOf = (driver: string) => names.get(driver) ?? driver;
  const tentative = tentativeOf(plan, { now, msOf, nameOf, shown });
  const byOrder = new Map(tentative.map((each) => [each.order, each]));
  const why = reasons({ problem, plan, now, minutesOf, nameOf, tentative: byOrder });
  return { tentative, why };
}

/**
 * Sets aside what no driver may take, so that others have their turn; gives how many were not aside before.
 * What was left because all drivers have enough to do keeps its place.
 */
export function setAside(
  memory: LiveMemory,
  { now }: Live,
  { problem }: Situation,
  plan: Plan,
): number {
  const { untaken } = memory.aside;
  let found = 0;
  const left = new Set(plan.left);
  const anybody = new Map<string, boolean>();
  for (const order of problem.orders) {
    if (!left.has(order.id)) {
      untaken.delete(order.id);
      continue;
    }
    const someone = () => problem.drivers.some((driver) => mayTake(driver, order));
    const plain = order.pinned === null && order.refused.size === 0;
    const may = plain ? (anybody.get(order.region) ?? someone()) : someone();
    if (plain) anybody.set(order.region, may);
    // What was looked at last comes last.
    const known = untaken.delete(order.id);
    if (may) continue;
    untaken.set(order.id, now);
    if (!known) found += 1;
  }
  return found;
}
