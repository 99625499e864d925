/** How soon an event is on the screen, and what one console costs Redis. */
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../src/domain/percentile.ts';
import { connectRedis, type Platform, whenReady } from '../../src/services/redis/connect.ts';
import type { Entry } from '../../src/services/redis/events.ts';
import { type App, buildApps } from './apps.ts';
import { type Bench, type BenchContext, configOf, inTurns, platformOf } from './bench.ts';
import { populate } from './city.ts';
import { startDrawing } from './drawn.ts';
import { addOrders, orderIds } from './orders.ts';
import { openScreen, type Screen } from './screen.ts';
import { addTrafficDrivers, makeTraffic, newestIn } from './traffic.ts';

const DRIVERS = 5_000;
const ORDERS = 20_000;
const EVENTS_PER_S = 1_000;
/** What a console draws together, and so what an event may have to wait. */
const COALESCE_MS = 100;
/** Events of one turn, and how many bare frames go with them. */
const TURN_MS = 2_000;
const FRAMES = 20;
/** The cities whose cost is compared, and how busy they are meanwhile. */
const CITIES = [1_000, 100_000] as const;
const CALM_EVENTS_PER_S = 100;

type Env = Readonly<Record<string, string>>;

export const live: Bench = async (context) => {
  const app = await buildApps(context);
  await eventToScreen(context, app);
  await costToRedis(context, app);
};

/** A city with its orders on servers of its own. */
async function cityOf(context: BenchContext, drivers: number, orders: number) {
  const servers = await context.startServers({
    redis: { appendfsync: 'everysec' },
    mongo: false,
  });
  const platform = await platformOf(servers);
  await populate(platform, drivers);
  await addTrafficDrivers(platform);
  await addOrders(platform, orderIds(orders));
  const { redis } = configOf(servers);
  const env: Env = { REDIS_URL: `unix://${redis.path}`, VIGIE_LANG: 'en' };
  return { servers, platform, env };
}

async function openConsole(
  context: BenchContext,
  app: (name: App) => string,
  env: Env,
): Promise<Screen> {
  const screen = openScreen(context, [app('main')], env);
  await screen.shows((text) => text.includes('c10000'));
  return screen;
}

async function eventToScreen(context: BenchContext, app: (name: App) => string): Promise<void> {
  const { servers, platform, env } = await cityOf(context, DRIVERS, ORDERS);
  const screen = await openConsole(context, app, env);
  const drawing = startDrawing(context, app, 'frames-bare');
  const blocking = connectRedis(configOf(servers).redis, 'bench-stream');
  await whenReady(blocking, 5_000);

  const seen = { screen: [] as number[], bare: [] as number[], frame: [] as number[] };
  /** When each order was sent, by its number, and the first that is not on the screen yet. */
  const sentAt = new Map<number, number>();
  let next = 0;
  let waits: number[] = [];
  screen.onChange((text, at) => {
    const newest = newestIn(text);
    for (; next <= newest; next += 1) waits.push(at - (sentAt.get(next) ?? Number.NaN));
  });
  let first = 0;
  await inTurns(context.quick ? 6_000 : 40_000, async (counts) => {
    waits = [];
    const over = new AbortController();
    const bare: number[] = [];
    const reading = readBare(platform, blocking, sentAt, bare, over.signal);
    const traffic = makeTraffic(platform, EVENTS_PER_S, over.signal, first, (number, at) =>
      sentAt.set(number, at),
    );
    await pause(TURN_MS);
    over.abort();
    first = await traffic;
    await reading;
    const { times } = await drawing.draw(FRAMES);
    if (!counts) return;
    seen.screen.push(...waits);
    seen.bare.push(...bare);
    seen.frame.push(...times);
  });
  for (const [metric, share] of [
    ['event_to_screen_p50_ms', 0.5],
    ['event_to_screen_p99_ms', 0.99],
  ] as const) {
    const bare = percentile(seen.bare, share) + percentile(seen.frame, share);
    context.report({
      ...{ metric, value: percentile(seen.screen, share), unit: 'ms' },
      ...{ ceiling: COALESCE_MS + bare, n: seen.screen.length, events_per_s: EVENTS_PER_S },
    });
  }
  await screen.close();
  blocking.disconnect();
  platform.redis.disconnect();
  await servers.stop();
}

/** Milliseconds until each of the traffic's orders comes out of a blocking read. */
async function readBare(
  { keys }: Platform,
  blocking: ReturnType<typeof connectRedis>,
  sentAt: ReadonlyMap<number, number>,
  waits: number[],
  signal: AbortSignal,
): Promise<void> {
  let last = '$';
  while (!signal.aborted) {
    const reply = await blocking.xread('BLOCK', 200, 'STREAMS', keys.events, last);
    const at = performance.now();
    const entries = (reply?.[0]?.[1] ?? []) as Entry[];
    last = entries.at(-1)?.[0] ?? last;
    for (const [, fields] of entries) {
      if (!fields.includes('order_created')) continue;
      const number = newestIn(fields[fields.indexOf('order') + 1] ?? '');
      waits.push(at - (sentAt.get(number) ?? Number.NaN));
    }
  }
}

async function costToRedis(context: BenchContext, app: (name: App) => string): Promise<void> {
  const forMs = context.quick ? 2_000 : 10_000;
  let small: Cost | null = null;
  for (const drivers of CITIES) {
    const { servers, platform, env } = await cityOf(context, drivers, drivers / 10);
    const without = await costOf(platform, forMs);
    const screen = await openConsole(context, app, env);
    const along = await costOf(platform, forMs);
    await screen.close();
    const cost = {
      commands: along.commands - without.commands,
      bytes: along.bytes - without.bytes,
    };
    const more = { n: drivers, events_per_s: CALM_EVENTS_PER_S };
    context.report({
      ...{ metric: 'redis_commands_per_s', value: cost.commands, unit: '1/s' },
      ...{ ceiling: small?.commands ?? null, ...more },
    });
    context.report({
      ...{ metric: 'redis_bytes_per_s', value: cost.bytes, unit: 'B/s' },
      ...{ ceiling: small?.bytes ?? null, ...more },
    });
    small ??= cost;
    platform.redis.disconnect();
    await servers.stop();
  }
}

interface Cost {
  readonly commands: number;
  readonly bytes: number;
}

/** What Redis does in a second, in and out, while the city is as busy as on a calm day. */
async function costOf(platform: Platform, forMs: number): Promise<Cost> {
  const over = new AbortController();
  const free = (await platform.redis.zcard(platform.keys.ordersWaiting)) * 1_000;
  const traffic = makeTraffic(platform, CALM_EVENTS_PER_S, over.signal, free);
  await pause(500);
  const before = await counters(platform);
  await pause(forMs);
  const after = await counters(platform);
  over.abort();
  await traffic;
  const seconds = (after.at - before.at) / 1_000;
  return {
    commands: (after.commands - before.commands) / seconds,
    bytes: (after.bytes - before.bytes) / seconds,
  };
}

async function counters({ redis }: Platform): Promise<Cost & { at: number }> {
  const info = await redis.info('stats');
  const field = (name: string) => Number(new RegExp(`^${name}:(\\d+)`, 'm').exec(info)?.[1]);
  return {
    at: performance.now(),
    commands: field('total_commands_processed'),
    bytes: field('total_net_input_bytes') + field('total_net_output_bytes'),
  };
}
