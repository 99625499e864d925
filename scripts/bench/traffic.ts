/** A busy city: new orders and assignments in turn, so that as many wait at the end as at the start. */
import { setTimeout as pause } from 'node:timers/promises';
import type { Platform } from '../../src/services/redis/connect.ts';
import { runMany } from '../../src/services/redis/scripts.ts';
import { callOf, outcomeOf } from '../../src/services/redis/transitions/act.ts';
import { assignment } from '../../src/services/redis/transitions/assignments.ts';
import { creation } from '../../src/services/redis/transitions/orders.ts';
import { addDrivers, anOrder } from './orders.ts';

/** Drivers of the traffic's own, who can carry any number. */
const DRIVERS = Array.from({ length: 20 }, (_, i) => `t${i + 1}`);
/** Transitions go out this often; Redis does them one by one. */
const EVERY_MS = 10;
/** So many orders of the traffic wait before each is assigned. */
const BEHIND = 20;

export const addTrafficDrivers = (platform: Platform) => addDrivers(platform, DRIVERS);

/** The number of the newest of the traffic's orders in a text; -1 when it has none. */
export function newestIn(text: string): number {
  return Math.max(-1, ...Array.from(text.matchAll(/\bev(\d+)\b/g), ([, number]) => Number(number)));
}

/**
 * Makes `perSecond` events until the signal aborts; half of them are orders `ev<number>`, from `first`
 * on, and `sent` hears when each was sent. The first number that is free afterwards.
 */
export async function makeTraffic(
  platform: Platform,
  perSecond: number,
  signal: AbortSignal,
  first = 0,
  sent: (number: number, at: number) => void = () => undefined,
): Promise<number> {
  const since = performance.now();
  let next = first;
  while (!signal.aborted) {
    const wanted = first + ((performance.now() - since) / 1_000) * (perSecond / 2);
    const transitions = [];
    for (; next < wanted; next += 1) {
      transitions.push(creation(platform, anOrder(`ev${next}`)));
      const driver = DRIVERS[next % DRIVERS.length] ?? '';
      if (next - BEHIND >= first)
        transitions.push(assignment(platform, { order: `ev${next - BEHIND}`, driver }));
      sent(next, performance.now());
    }
    const calls = transitions.flatMap((each) =>
      'ok' in each ? [] : [callOf(platform, each, { by: 'bench', via: 'closest' })],
    );
    for (const reply of await runMany(platform.redis, calls)) {
      const outcome = outcomeOf(reply);
      if (!outcome.ok) throw new Error(`refused: ${outcome.refusal}`);
    }
    await pause(EVERY_MS);
  }
  return next;
}
