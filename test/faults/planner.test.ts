import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { VigieEvent } from '../../src/domain/event.ts';
import type { Config } from '../../src/services/config/config.ts';
import { readMode } from '../../src/services/planner/read.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { type Entry, parseEvents } from '../../src/services/redis/events.ts';
import { addDriver } from '../../src/services/redis/transitions/drivers.ts';
import { setMode } from '../../src/services/redis/transitions/plans.ts';
import { makeDriver, startSeries } from '../../src/services/seed/people.ts';
import { runSimulator } from '../../src/services/simulator/run.ts';
import { desk } from '../helpers/life.ts';
import { driverAt, waits } from '../helpers/planner.ts';
import { isAlive } from '../helpers/processes.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../helpers/servers.ts';
import { startWorker, type WorkerProcess } from '../helpers/worker.ts';

/** So often the planner is killed, and so many orders an hour of the city has. */
const KILLS = 4;
const HOUR = 60;
const NO_MONGO = { MONGO_URI: 'mongodb://127.0.0.1:1/' };

async function aZone(): Promise<{ config: Config; platform: Platform }> {
  const config = testConfig(await ownRedis());
  return { config, platform: await ownPlatform(config) };
}

async function eventsOf({ redis, keys }: Platform): Promise<VigieEvent[]> {
  return parseEvents((await redis.xrange(keys.events, '-', '+')) as Entry[]);
}

const GIVES = new Set(['order_assigned', 'order_reassigned']);
const TAKES = new Set(['order_unassigned', 'order_failed', 'order_delivered', 'order_cancelled']);

/** The orders as the events tell them: whoever is given one that somebody has is a double assignment. */
function doubles(events: readonly VigieEvent[]): string[] {
  const holder = new Map<string, string>();
  const found: string[] = [];
  for (const { type, order, driver } of events) {
    if (order === null) continue;
    if (type === 'order_assigned' && holder.has(order)) found.push(`${order}: ${driver}`);
    if (GIVES.has(type)) holder.set(order, driver ?? '');
    if (TAKES.has(type)) holder.delete(order);
  }
  return found;
}

/** How many events of a type there are by now; each entry is read once. */
function counting({ redis, keys }: Platform, type: VigieEvent['type']): () => Promise<number> {
  let last = '-';
  let count = 0;
  return async () => {
    const entries = (await redis.xrange(keys.events, last, '+')) as Entry[];
    count += parseEvents(entries).filter((event) => event.type === type).length;
    const newest = entries.at(-1)?.[0];
    if (newest) last = `(${newest}`;
    return count;
  };
}

/** Who plans now: the process behind `host:pid:random`. */
async function plannerPid({ redis, keys }: Platform): Promise<number | null> {
  const owner = await redis.get(keys.lease('planner'));
  return owner === null ? null : Number(owner.split(':').at(-2));
}

describe('automatic mode', () => {
  it('through a simulated hour gives every order once, though its worker is killed again and again', async () => {
    const { config, platform } = await aZone();
    startSeries(7);
    for (let i = 1; i <= 30; i += 1) {
      const driver = makeDriver(i);
      await addDriver(platform, { ...driver, regions: ['Paris', 'Banlieue'] }, desk);
    }
    await setMode(platform, { mode: 'automatic' }, desk);

    // An hour of the city in a minute of the clock, on a machine that keeps up with it.
    const city = new AbortController();
    onTestFinished(() => city.abort());
    const log = pino({ level: 'silent' });
    const options = { rate: 1, speed: 60, seed: 7, still: false };
    const living = runSimulator(platform, options, log, city.signal);

    const workers: WorkerProcess[] = [startWorker(config), startWorker(config)];
    const [created, given] = (['order_created', 'order_assigned'] as const).map((type) =>
      counting(platform, type),
    );
    if (!created || !given) throw new Error('nothing to count');
    for (let killed = 0; killed < KILLS; killed += 1) {
      const before = await given();
      // In the middle of its work: it has just given something out.
      const holder = await until(
        `the planner gives orders after ${killed} were killed`,
        async () => {
          if ((await given()) < before + 3) return null;
          const pid = await plannerPid(platform);
          return workers.find((each) => each.pid === pid && isAlive(each.pid));
        },
        90_000,
      );
      await holder.end('SIGKILL');
      workers.push(startWorker(config));
    }
    await until('an hour of orders came', async () => (await created()) >= HOUR, 180_000);
    city.abort();
    await living;

    // No more orders come; drivers go on riding, so that all get their turn.
    const rest = new AbortController();
    onTestFinished(() => rest.abort());
    const riding = runSimulator(platform, { ...options, rate: 0 }, log, rest.signal);
    const { redis, keys } = platform;
    await until('nothing waits', async () => (await redis.zcard(keys.ordersWaiting)) === 0, 90_000);
    rest.abort();
    await riding;

    expect(await readMode(platform)).toMatchObject({ mode: 'automatic', by: 'desk1' });
    const events = await eventsOf(platform);
    const placed = events.filter(({ type }) => type === 'order_created');
    const assigned = events.filter(({ type }) => type === 'order_assigned');
    expect(doubles(events)).toEqual([]);
    expect(new Set(assigned.map(({ by }) => by))).toEqual(new Set(['engine']));
    const ended = new Set(
      events.flatMap(({ type, order }) => (type === 'order_cancelled' ? [order] : [])),
    );
    const got = new Set(assigned.map(({ order }) => order));
    expect(placed.filter(({ order }) => !got.has(order) && !ended.has(order))).toEqual([]);
    for (const worker of workers) await worker.end('SIGTERM');
  }, 600_000);

  it('goes on where a worker was killed between two commitments of a round', async () => {
    const { config, platform } = await aZone();
    const ids = Array.from({ length: 6 }, (_, i) => `c${i}`);
    // Each order has a driver who stands at its pick-up: all are due at once.
    for (const [i, id] of ids.entries()) {
      await driverAt(platform, `d${i}`, 500 * i);
      const lon = 2.3316 + (500 * i) / 73_200;
      await waits(platform, id, { pickup: { lon, lat: 48.8708 } });
    }
    await setMode(platform, { mode: 'automatic' }, desk);
    const doomed = [1, 2, 3].map(() => startWorker(config, { VIGIE_FAULT: 'mid-commit' }));
    // Each gives one order out and dies.
    await until('all three are dead', () => doomed.every(({ pid }) => !isAlive(pid)), 60_000);
    const { redis, keys } = platform;
    expect(await redis.zcard(keys.ordersWaiting)).toBe(3);
    const heir = startWorker(config);
    await until('nothing waits', async () => (await redis.zcard(keys.ordersWaiting)) === 0, 60_000);
    const events = await eventsOf(platform);
    expect(doubles(events)).toEqual([]);
    expect(events.filter(({ type }) => type === 'order_assigned')).toHaveLength(6);
    await heir.end('SIGTERM');
  });

  it('has one planner among two workers, and needs no MongoDB', async () => {
    const { config, platform } = await aZone();
    for (let i = 0; i < 4; i += 1) {
      await driverAt(platform, `d${i}`, 300 * i);
      await waits(platform, `c${i}`, { readyAt: Date.now() + 1_800_000 });
    }
    const workers = [startWorker(config, NO_MONGO), startWorker(config, NO_MONGO)];
    const { redis, keys } = platform;
    await until('a plan', async () => (await redis.zcard(keys.plans)) === 4, 60_000);
    const first = await plannerPid(platform);
    const owners = new Set<number | null>();
    let left = Number.POSITIVE_INFINITY;
    let rounds = 0;
    await until(
      'three rounds more',
      async () => {
        owners.add(await plannerPid(platform));
        // A round begins with the lease held anew.
        const now = await redis.pttl(keys.lease('planner'));
        if (now > left) rounds += 1;
        left = now;
        return rounds >= 3;
      },
      60_000,
    );
    expect([...owners]).toEqual([first]);
    const other = workers.find(({ pid }) => pid !== first);
    // Who ends in order gives the lease back at once.
    await workers.find(({ pid }) => pid === first)?.end('SIGTERM');
    await until('the other one plans', async () => (await plannerPid(platform)) === other?.pid);
    await other?.end('SIGTERM');
  });

  it('stops at once when a person turns it off in the middle of its work', async () => {
    const { config, platform } = await aZone();
    const worker = startWorker(config, NO_MONGO);
    for (let i = 0; i < 20; i += 1) await driverAt(platform, `d${i}`, 100 * i);
    const { redis, keys } = platform;
    const given = counting(platform, 'order_assigned');
    for (let turn = 0; turn < 5; turn += 1) {
      const before = await given();
      for (let i = 0; i < 3; i += 1) await waits(platform, `c${turn}-${i}`);
      await setMode(platform, { mode: 'automatic' }, desk);
      await until('it gives the first of them', async () => (await given()) > before, 30_000);
      await setMode(platform, { mode: turn < 4 ? 'suggest' : 'off' }, desk);
    }
    await until('no plan is left', async () => (await redis.exists(keys.plans)) === 0);
    const events = await eventsOf(platform);
    let mode = 'suggest';
    for (const { type, record } of events) {
      if (type === 'mode_changed') mode = record.mode ?? '';
      if (type === 'order_assigned') expect(mode).toBe('automatic');
    }
    expect(doubles(events)).toEqual([]);
    await worker.end('SIGTERM');
  });
});
