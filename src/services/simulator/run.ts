import { setTimeout as pause } from 'node:timers/promises';
import { explain } from '../../domain/explain.ts';
import { moveTowards, type Position } from '../../domain/geo.ts';
import { findCandidates } from '../board/candidates.ts';
import type { Log } from '../log/log.ts';
import { readMode } from '../planner/read.ts';
import { type Platform, whenReady } from '../redis/connect.ts';
import { parseDriver, parseOrder } from '../redis/parse.ts';
import { runMany } from '../redis/scripts.ts';
import { shardTime } from '../redis/shard.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { driverOffDuty, driverOnDuty, movement } from '../redis/transitions/drivers.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { between, makeOrder, oneOf, startSeries } from '../seed/people.ts';
import { PLACES } from '../seed/places.ts';
import { isAt, nextStop, reach, SERVICE_MS, type Stop } from './travel.ts';

export interface SimulatorOptions {
  /** Orders a minute of the simulated clock. */
  readonly rate: number;
  /** How many times faster than the clock. */
  readonly speed: number;
  readonly seed: number;
  /** Drivers report where they stand; nothing else happens. */
  readonly still: boolean;
}

interface SimulatedDriver {
  readonly id: string;
  readonly vehicle: string;
  position: Position;
  /** Simulated ms spent at the stop he stands at. */
  atStopMs: number;
  reportedAt: number;
}

/** One step of the city. */
interface Tick {
  /** The zone's clock, ms. */
  readonly now: number;
  readonly speed: number;
  /** Simulated ms since the last one. */
  readonly elapsedMs: number;
  readonly rate: number;
}

const TICK_MS = 1_000;
const STEP_MS = 30_000;
/** Phones report where they are, also when standing. */
const REPORT_MS = 20_000;
const ACT = { by: 'simulator' };
/** With more orders waiting than this a simulated colleague helps: the rest is left to the dispatcher. */
const LEFT_TO_DISPATCHER = 10;
const CENTRAL = PLACES.filter((place) => !place.far);

/**
 * A city that lives: orders arrive, drivers ride to pick-up and door, some leave the zone, some end
 * their shift. Reads the truth from Redis on each tick, so dispatchers may do what they like meanwhile.
 * Runs until the signal aborts; Redis may go and come back.
 */
export async function runSimulator(
  platform: Platform,
  options: SimulatorOptions,
  log: Log,
  signal: AbortSignal,
): Promise<void> {
  startSeries(options.seed);
  const drivers = new Map<string, SimulatedDriver>();
  let steps: number | null = null;
  let begun = false;
  while (!signal.aborted) {
    try {
      await whenReady(platform.redis, 2_000);
      if (!begun) {
        await platform.redis.hset(platform.keys.simulator, {
          paused: options.still ? 1 : 0,
          speed: options.speed,
        });
        begun = true;
      }
      const control = await readControl(platform);
      const stepped = steps !== null && control.steps > steps;
      steps = control.steps;
      await refreshDrivers(platform, drivers);
      if (!options.still && (stepped || !control.paused)) {
        const elapsed = stepped ? STEP_MS : TICK_MS * control.speed;
        await tick(platform, drivers, { ...control, elapsedMs: elapsed, rate: options.rate });
      }
      await report(platform, drivers);
    } catch (error) {
      log.warn({ error }, 'a tick failed');
    }
    await pause(TICK_MS, undefined, { signal }).catch(() => undefined);
  }
  await platform.redis.hdel(platform.keys.simulator, 'seen').catch(() => undefined);
}

/** Reads how it is steered, and says that it lives. */
async function readControl(platform: Platform) {
  const { redis, keys } = platform;
  const now = await shardTime(platform);
  await redis.hset(keys.simulator, 'seen', now);
  const [paused, speed, steps] = await redis.hmget(keys.simulator, 'paused', 'speed', 'steps');
  return { now, paused: paused === '1', speed: Number(speed ?? 1) || 1, steps: Number(steps ?? 0) };
}

/** Follows who is on duty; where a driver stands is ours to say once we know him. */
async function refreshDrivers({ redis, keys }: Platform, drivers: Map<string, SimulatedDriver>) {
  const onDuty = await redis.sunion(keys.driversStatus('free'), keys.driversStatus('busy'));
  const here = new Set(onDuty);
  for (const id of drivers.keys()) if (!here.has(id)) drivers.delete(id);
  const fresh = onDuty.filter((id) => !drivers.has(id));
  if (fresh.length === 0) return;
  const positions = await redis.geopos(keys.driversLocations, ...fresh);
  for (const [index, id] of fresh.entries()) {
    const [lon, lat] = (positions[index] ?? []).map(Number);
    const driver = parseDriver(id, await redis.hgetall(keys.driver(id)));
    if (!driver || lon === undefined || lat === undefined) continue;
    drivers.set(id, {
      id,
      vehicle: driver.vehicle,
      position: { lon, lat },
      atStopMs: 0,
      reportedAt: 0,
    });
  }
}

async function tick(
  platform: Platform,
  drivers: ReadonlyMap<string, SimulatedDriver>,
  { now, speed, elapsedMs, rate }: Tick,
): Promise<void> {
  const minutes = elapsedMs / 60_000;
  for (let due = rate * minutes; due > 0; due -= 1) {
    if (between(0, 1) < due) await newOrder(platform, now, speed);
  }
  const carried = await readStops(platform, [...drivers.keys()]);
  for (const driver of drivers.values()) {
    await ride(platform, driver, carried.get(driver.id) ?? [], { now, elapsedMs });
  }
  if (between(0, 1) < minutes * 3) await helpOut(platform);
  if (between(0, 1) < minutes / 15) await changeShift(platform, drivers);
  if (between(0, 1) < minutes / 25) await loseAnOrder(platform);
}

/** How long a kitchen takes, simulated ms: from 5 to 15 minutes. */
const preparation = (number: number) => (5 + ((number * 7) % 11)) * 60_000;

async function newOrder(platform: Platform, now: number, speed: number): Promise<void> {
  const { redis, keys } = platform;
  const marker = JSON.parse((await redis.hget(keys.settings, 'seed')) ?? '[]') as number[];
  const number = await redis.hincrby(keys.simulator, 'orders', 1);
  const order = makeOrder(`c${1000 + (marker[2] ?? 0) + number}`);
  const readyAt = Math.round(now + preparation(number) / speed);
  await createOrder(platform, { ...order, readyAt }, ACT);
}

/** Pick-ups and doors of everything that drivers carry. */
async function readStops(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<Map<string, Stop[]>> {
  const hands = redis.pipeline();
  for (const id of ids) hands.smembers(keys.driverOrders(id));
  const carried = ((await hands.exec()) ?? []).map(([, reply]) => (reply ?? []) as string[]);
  const orders = redis.pipeline();
  for (const id of carried.flat()) orders.hgetall(keys.order(id));
  const hashes = ((await orders.exec()) ?? []).map(
    ([, reply]) => (reply ?? {}) as Record<string, string>,
  );
  const stops = new Map<string, Stop[]>();
  for (const [index, id] of ids.entries()) {
    const mine = (carried[index] ?? []).flatMap((order): Stop[] => {
      const parsed = parseOrder(order, hashes.shift() ?? {});
      if (parsed?.status === 'assigned' && parsed.pickup) {
        return [{ order, kind: 'pickup', position: parsed.pickup, readyAt: parsed.readyAt }];
      }
      if (parsed?.status === 'pickedUp' && parsed.dropoff) {
        return [{ order, kind: 'door', position: parsed.dropoff }];
      }
      return [];
    });
    stops.set(id, mine);
  }
  return stops;
}

/** Rides on, or does what is to be done where he stands. An idle driver drifts back to a central place. */
async function ride(
  platform: Platform,
  driver: SimulatedDriver,
  stops: readonly Stop[],
  { now, elapsedMs }: Pick<Tick, 'now' | 'elapsedMs'>,
) {
  const stop = nextStop(driver.position, stops);
  if (!stop) {
    const home = CENTRAL[Number(driver.id.replace(/\D/g, '')) % CENTRAL.length] ?? driver.position;
    driver.position = moveTowards(driver.position, home, reach(driver.vehicle, elapsedMs) / 2);
    driver.atStopMs = 0;
    return;
  }
  if (!isAt(driver.position, stop)) {
    driver.position = moveTowards(driver.position, stop.position, reach(driver.vehicle, elapsedMs));
    driver.atStopMs = 0;
    return;
  }
  driver.atStopMs += elapsedMs;
  if (driver.atStopMs < SERVICE_MS || (stop.readyAt ?? 0) > now) return;
  driver.atStopMs = 0;
  if (stop.kind === 'pickup') await pickUpOrder(platform, stop.order, ACT);
  else await deliverOrder(platform, stop.order, ACT);
}

/** The simulated colleague assigns the order that waits longest, when many wait. */
async function helpOut(platform: Platform): Promise<void> {
  const { redis, keys } = platform;
  if ((await redis.zcard(keys.ordersWaiting)) <= LEFT_TO_DISPATCHER) return;
  // The engine gives out what can be given: what waits longer waits for a reason.
  if ((await readMode(platform)).mode === 'automatic') return;
  for (const id of await redis.zrange(keys.ordersWaiting, '0', '4')) {
    const order = parseOrder(id, await redis.hgetall(keys.order(id)));
    // What somebody pinned is in his hands.
    if (!order || order.pinned) continue;
    const why = explain('balanced', await findCandidates(platform, order), { at: Date.now() });
    if (why.chosen === null) continue;
    await assignOrder(
      platform,
      { order: id, driver: why.chosen, why },
      { ...ACT, via: 'balanced' },
    );
    return;
  }
}

/** Somebody goes home, somebody comes. */
async function changeShift(
  platform: Platform,
  drivers: ReadonlyMap<string, SimulatedDriver>,
): Promise<void> {
  const { redis, keys } = platform;
  const off = await redis.srandmember(keys.driversStatus('offDuty'));
  if (off) await driverOnDuty(platform, { driver: off, position: oneOf(CENTRAL) }, ACT);
  const free = await redis.srandmember(keys.driversStatus('free'));
  if (free && drivers.size > 4) await driverOffDuty(platform, free, ACT);
}

/** A client does not want to wait any more. */
async function loseAnOrder(platform: Platform): Promise<void> {
  const [order] = await platform.redis.zrange(platform.keys.ordersWaiting, '3', '3');
  if (order) await cancelOrder(platform, order, { ...ACT, via: 'client absent' });
}

/** Sends the positions of who moved, and of who has not reported for a while. */
async function report(
  platform: Platform,
  drivers: ReadonlyMap<string, SimulatedDriver>,
): Promise<void> {
  const now = Date.now();
  const { redis, keys } = platform;
  const ids = [...drivers.keys()];
  const known = ids.length > 0 ? await redis.geopos(keys.driversLocations, ...ids) : [];
  const due = ids.flatMap((id, index) => {
    const driver = drivers.get(id);
    const [lon = 0, lat = 0] = (known[index] ?? []).map(Number);
    if (!driver) return [];
    const moved =
      Math.abs(lon - driver.position.lon) > 1e-5 || Math.abs(lat - driver.position.lat) > 1e-5;
    return moved || now - driver.reportedAt > REPORT_MS ? [driver] : [];
  });
  await runMany(
    redis,
    due.map((driver) => movement(platform, driver.id, driver.position)),
  );
  for (const driver of due) driver.reportedAt = now;
}
