import { setTimeout as pause } from 'node:timers/promises';
import { alertId } from '../../domain/alert.ts';
import { outboxLag } from '../board/lag.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { scoresOf } from '../redis/scan.ts';
import { leftAlerts } from '../sync/left-alerts.ts';
import { type Difference, keyOf } from './difference.ts';
import { compareDriverIndexes } from './drivers.ts';
import { compareDrivers, compareOrders } from './history.ts';
import { compareOrderIndexes } from './orders.ts';
import { repair } from './repair.ts';

/** What a comparison found. */
export interface Compared {
  readonly orders: number;
  readonly drivers: number;
  readonly differences: readonly Difference[];
}

/** What was repaired, and what still differs after it. */
export interface Reconciled extends Compared {
  readonly repaired: readonly Difference[];
  /** Events that MongoDB does not have yet. */
  readonly behind: number;
}

/** Between two looks: what differs in both is no transition under way. */
const LOOK_AGAIN_MS = 300;
/** A repair may show the next thing that is wrong, such as a hand that an order left. */
const ROUNDS = 4;

async function look(platform: Platform, history: History): Promise<Compared> {
  // One after the other: side by side they would take Redis' one thread from the dispatchers.
  const orders = await compareOrderIndexes(platform);
  const drivers = await compareDriverIndexes(platform);
  const differences = [
    ...orders.differences,
    ...drivers.differences,
    ...(await compareAlerts(platform, history)),
    ...(await compareOrders(platform, history)),
    ...(await compareDrivers(platform, history)),
  ];
  return { orders: orders.count, drivers: drivers.count, differences };
}

/** Alerts on a list of which they are not, and those that MongoDB takes for open and Redis does not know. */
async function compareAlerts(platform: Platform, history: History): Promise<Difference[]> {
  const { redis, keys } = platform;
  const differences: Difference[] = [];
  const lists: [key: string, states: readonly string[]][] = [
    [keys.alertsOpen, ['open', 'acknowledged']],
    [keys.alertsMuted, ['muted']],
  ];
  for (const [list, states] of lists) {
    for (const subject of (await scoresOf(platform, list)).keys()) {
      const colon = subject.indexOf(':');
      const key = keys.alert(subject.slice(0, colon), subject.slice(colon + 1));
      const state = await redis.hget(key, 'state');
      if (state === null || !states.includes(state))
        differences.push({ kind: 'alert_stray', subject, where: '' });
    }
  }
  for (const { alert } of await leftAlerts(platform, history))
    differences.push({ kind: 'alert_left', subject: alertId(alert), where: '' });
  return differences;
}

/**
 * Compares Redis with MongoDB and every index with its hashes. A platform that works moves while it is
 * read: what differs is looked at again, and told when it still does. Throws RedisDown, MongoDB's error.
 */
export async function compare(platform: Platform, history: History): Promise<Compared> {
  let found = await look(platform, history);
  for (let again = 0; again < 2 && found.differences.length > 0; again += 1) {
    await pause(LOOK_AGAIN_MS);
    const next = await look(platform, history);
    const before = new Set(found.differences.map(keyOf));
    found = { ...next, differences: next.differences.filter((each) => before.has(keyOf(each))) };
  }
  return found;
}

export interface RepairOptions {
  readonly by: string;
  /** Carries to MongoDB what waits in Redis, as the worker does. */
  readonly carry: () => Promise<void>;
  readonly onRepair: (difference: Difference) => void;
  readonly signal: AbortSignal;
}

/** What is put back from MongoDB goes first, and its indexes with it: they are looked at again after it. */
function inOrder(differences: readonly Difference[]): Difference[] {
  const back = differences.filter(({ kind }) => ['order_older', 'order_missing'].includes(kind));
  const subjects = new Set(back.map(({ subject }) => subject));
  const others = differences.filter(({ subject }) => !subjects.has(subject));
  return [...back, ...others];
}

/** Compares, and repairs what differs until nothing does or nothing more can be done. */
export async function reconcile(
  platform: Platform,
  history: History,
  options: RepairOptions,
): Promise<Reconciled> {
  const repaired = new Map<string, Difference>();
  await options.carry();
  let found = await compare(platform, history);
  for (let round = 0; round < ROUNDS && found.differences.length > 0; round += 1) {
    for (const difference of inOrder(found.differences)) {
      options.signal.throwIfAborted();
      await repair(platform, history, difference, options.by);
      if (!repaired.has(keyOf(difference))) options.onRepair(difference);
      repaired.set(keyOf(difference), difference);
    }
    await options.carry();
    found = await compare(platform, history);
  }
  const left = new Set(found.differences.map(keyOf));
  const mended = [...repaired].filter(([key]) => !left.has(key)).map(([, each]) => each);
  return { ...found, repaired: mended, behind: (await outboxLag(platform)).lag };
}
