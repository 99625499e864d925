/** How long a person waits for an answer, and for the first frame with the board in it. */
import { execFile } from 'node:child_process';
import { buildApps } from './apps.ts';
import {
  type Bench,
  type BenchContext,
  configOf,
  inTurns,
  median,
  platformOf,
  timed,
} from './bench.ts';
import { addOrders } from './orders.ts';
import { openScreen } from './screen.ts';

const ORDERS = 40;

export const startup: Bench = async (context) => {
  const [app, servers] = await Promise.all([buildApps(context), context.startServers({})]);
  const platform = await platformOf(servers);
  await addOrders(
    platform,
    Array.from({ length: ORDERS }, (_, i) => `c${1_000 + i}`),
  );
  const { redis, mongo } = configOf(servers);
  const env = { REDIS_URL: `unix://${redis.path}`, MONGO_URI: mongo.uri, VIGIE_LANG: 'en' };
  const main = app('main');
  const node = (...args: string[]) => timed(() => run(args, env));

  const ours = { version: [] as number[], status: [] as number[], frame: [] as number[] };
  const bare = { node: [] as number[], hello: [] as number[] };
  await inTurns(context.quick ? 12_000 : 60_000, async (counts) => {
    const turn = {
      version: await node(main, '--version'),
      node: await node('-e', '0'),
      status: await node(main, 'status', '--json'),
      frame: await firstFrame(context, [main], env, 'c1000'),
      hello: await firstFrame(context, [app('bare'), 'hello'], env, 'hello'),
    };
    if (!counts) return;
    for (const name of ['version', 'status', 'frame'] as const) ours[name].push(turn[name]);
    for (const name of ['node', 'hello'] as const) bare[name].push(turn[name]);
  });
  const report = (metric: string, values: readonly number[], ceiling: readonly number[]) =>
    context.report({
      ...{ metric, value: median(values), unit: 'ms' },
      ...{ ceiling: median(ceiling), n: values.length },
    });
  report('version_ms', ours.version, bare.node);
  report('status_ms', ours.status, bare.node);
  report('first_frame_ms', ours.frame, bare.hello);
};

/** A status in which both servers answer; no worker runs, which is none of our business. */
const BOTH_OK = /"redis":\{"ok":true.*"mongo":\{"ok":true/;

/** Runs Node to its end; a status that did not reach both servers measured something else. */
function run(args: readonly string[], env: NodeJS.ProcessEnv): Promise<void> {
  return new Promise((resolve, reject) => {
    execFile(process.execPath, [...args], { env: { ...process.env, ...env } }, (error, out) => {
      const failed = args.includes('status') ? !BOTH_OK.test(out) : error !== null;
      if (failed) reject(error ?? new Error(out));
      else resolve();
    });
  });
}

/** Milliseconds from the start of a program to the screen that has a text in it. */
async function firstFrame(
  context: BenchContext,
  args: readonly string[],
  env: NodeJS.ProcessEnv,
  text: string,
): Promise<number> {
  const screen = openScreen(context, args, env);
  const at = await screen.shows((shown) => shown.includes(text));
  await screen.close();
  return at - screen.since;
}
