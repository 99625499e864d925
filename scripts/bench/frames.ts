/** What the console costs the terminal and the machine at 120×40: bytes, frames, time, memory. */
import { execFileSync } from 'node:child_process';
import { setTimeout as pause } from 'node:timers/promises';
import { percentile } from '../../src/domain/percentile.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { type App, buildApps } from './apps.ts';
import { type Bench, type BenchContext, configOf, inTurns, median, platformOf } from './bench.ts';
import { populate } from './city.ts';
import { startDrawing } from './drawn.ts';
import { addOrders, orderIds } from './orders.ts';
import { openScreen, type Screen } from './screen.ts';
import { addTrafficDrivers, makeTraffic } from './traffic.ts';

const DRIVERS = 200;
const ORDERS = 500;
const EVENTS_PER_S = 1_000;
const IDLE_MS = 10_000;
/** Frames of one turn, on each side. */
const FRAMES = 50;
/** After so many the heap has the size that it keeps. */
const WARM_FRAMES = 150;
/** Over so many memory must not grow. */
const MANY_FRAMES = 10_000;
const KEYS = 10;
/** Between two keys: a person who goes down a list in a hurry. */
const KEY_EVERY_MS = 60;
/** A screen that was still for so long has drawn what it had to draw. */
const STILL_MS = 300;
const MINUTE_MS = 60_000;
/** The first order on the screen, and one below it that another program changes. */
const SEEN = 'c10000';
const CHANGED = 'c10005';
/** Both servers answer: nothing more will be said of them. */
const BOTH_UP = /redis ●.*mongo ●/;
/** The row that keys move. */
const MARKED = /▸ +(\S+)/;

export const frames: Bench = async (context) => {
  const [app, servers] = await Promise.all([
    buildApps(context),
    context.startServers({ redis: { appendfsync: 'everysec' } }),
  ]);
  const platform = await platformOf(servers);
  await populate(platform, DRIVERS);
  await addTrafficDrivers(platform);
  // Whole minutes: then all that tells a time moves at the same moment.
  await addOrders(platform, orderIds(ORDERS), Math.floor(Date.now() / MINUTE_MS) * MINUTE_MS);
  const { redis, mongo } = configOf(servers);
  const env = { REDIS_URL: `unix://${redis.path}`, MONGO_URI: mongo.uri, VIGIE_LANG: 'en' };
  const screen = openScreen(context, [app('main')], env);
  await screen.shows((text) => text.includes(SEEN) && BOTH_UP.test(text), 20_000);
  await screen.rests(STILL_MS);

  // A still console needs nearly nothing: frames can be drawn and timed meanwhile.
  const still = async () => {
    await Promise.all([idle(context, screen), times(context, app)]);
  };
  if (untilMinute() < IDLE_MS + 2_000) await oneRow(context, platform, screen).then(still);
  else await still().then(() => oneRow(context, platform, screen));
  // At the end: the little bars of the counts go on moving for two minutes.
  await keys(context, platform, screen, app);
  memory(context, screen);
};

/** Milliseconds until the clock shows another minute. */
const untilMinute = () => MINUTE_MS - (Date.now() % MINUTE_MS);

/** One row of the screen changes: another program has written a name. */
async function oneRow(
  { quick, report }: BenchContext,
  { redis, keys: names }: Platform,
  screen: Screen,
): Promise<void> {
  const costs: number[] = [];
  for (let change = 0; change < (quick ? 3 : 12); change += 1) {
    const client = `Client ${change}`;
    const before = screen.bytes();
    const shown = screen.shows((text) => text.includes(client));
    await redis.hset(names.order(CHANGED), { client });
    await shown;
    await screen.rests(STILL_MS);
    costs.push(screen.bytes() - before);
  }
  report({
    ...{ metric: 'bytes_one_row', value: median(costs), unit: 'B', ceiling: null },
    n: costs.length,
  });
}

/** Nothing happens, within a minute. */
async function idle({ report }: BenchContext, screen: Screen): Promise<void> {
  if (untilMinute() < IDLE_MS) await pause(untilMinute() + STILL_MS);
  await screen.rests(STILL_MS);
  const before = screen.writes();
  await pause(IDLE_MS);
  report({
    ...{ metric: 'idle_frames', value: screen.writes() - before, unit: '', ceiling: null },
    ...{ n: 1, seconds: IDLE_MS / 1_000 },
  });
}

/** Keys go down the list while the city is busy, and in a bare app that changes as often. */
async function keys(
  context: BenchContext,
  platform: Platform,
  screen: Screen,
  app: (name: App) => string,
): Promise<void> {
  const bare = openScreen(context, [app('bare'), 'rows']);
  await bare.shows((text) => MARKED.test(text));
  const ours: number[] = [];
  const theirs: number[] = [];
  let first = 0;
  await inTurns(context.quick ? 4_000 : 30_000, async (counts) => {
    const over = new AbortController();
    const traffic = makeTraffic(platform, EVENTS_PER_S, over.signal, first);
    // Both are troubled alike by what makes the traffic.
    const turn = [await press(screen), await press(bare)] as const;
    over.abort();
    first = await traffic;
    if (!counts) return;
    ours.push(...turn[0]);
    theirs.push(...turn[1]);
  });
  await bare.close();
  context.report({
    ...{ metric: 'key_to_frame_p95_ms', value: percentile(ours, 0.95), unit: 'ms' },
    ...{ ceiling: percentile(theirs, 0.95), n: ours.length, events_per_s: EVENTS_PER_S },
  });
}

/** Milliseconds from each key to the frame in which the mark has moved. */
async function press(screen: Screen): Promise<number[]> {
  const waits: number[] = [];
  const marked = (text: string) => MARKED.exec(text)?.[1];
  for (let key = 0; key < KEYS; key += 1) {
    const before = marked(screen.text());
    const since = performance.now();
    const moved = screen.shows((text) => marked(text) !== before);
    screen.press('j');
    waits.push((await moved) - since);
    await pause(KEY_EVERY_MS);
  }
  return waits;
}

/** A busy evening, frame by frame, and the same letters from rows that are made already. */
async function times(context: BenchContext, app: (name: App) => string): Promise<void> {
  const ours = startDrawing(context, app, 'frames-console');
  const bare = startDrawing(context, app, 'frames-bare');
  const waits = { ours: [] as number[], bare: [] as number[] };
  let { rss } = await ours.draw(WARM_FRAMES);
  const warm = rss;
  await inTurns(context.quick ? 6_000 : 30_000, async (counts) => {
    const drawn = { ours: await ours.draw(FRAMES), bare: await bare.draw(FRAMES) };
    rss = drawn.ours.rss;
    if (!counts) return;
    waits.ours.push(...drawn.ours.times);
    waits.bare.push(...drawn.bare.times);
  });
  context.report({
    ...{ metric: 'frame_p95_ms', value: percentile(waits.ours, 0.95), unit: 'ms' },
    ...{ ceiling: percentile(waits.bare, 0.95), n: waits.ours.length },
  });
  let drawn = waits.ours.length;
  for (; !context.quick && drawn < MANY_FRAMES; drawn += FRAMES)
    rss = (await ours.draw(FRAMES)).rss;
  context.report({
    ...{ metric: 'rss_growth_mb', value: (rss - warm) / 1e6, unit: 'MB', ceiling: null },
    n: drawn,
  });
}

/** What the console takes of the machine's memory after all that. */
function memory({ report }: BenchContext, { pid }: Screen): void {
  const kib = Number(execFileSync('ps', ['-o', 'rss=', '-p', String(pid)], { encoding: 'utf8' }));
  report({ metric: 'rss_mb', value: (kib * 1_024) / 1e6, unit: 'MB', ceiling: null, n: 1 });
}
