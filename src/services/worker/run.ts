import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import type { Config } from '../config/config.ts';
import { hasSomething, hydrate, isEmpty, wasCutOff } from '../hydrate/hydrate.ts';
import type { Log } from '../log/log.ts';
import { connectMongo, type History } from '../mongo/connect.ts';
import { ensureIndexes } from '../mongo/indexes.ts';
import { watchEngine } from '../planner/breaker.ts';
import { createPlanner, PLAN_EVERY_MS, type Planner } from '../planner/planner.ts';
import { connectPlatform, connectRedis, endRedis, whenReady } from '../redis/connect.ts';
import { checkEpoch } from '../sync/epoch.ts';
import { leaveGroup, type RelayContext, relay } from '../sync/relay.ts';
import { trimEvents } from '../sync/trim.ts';
import { registerZone } from '../zones/registry.ts';
import { adopt } from './adopt.ts';
import { watchAnswers } from './alert-answers.ts';
import type { Job, WorkerContext } from './context.ts';
import { watchFailover } from './failover-watch.ts';
import { beat, stopBeating } from './heartbeat.ts';
import { refreshLeaderboard } from './leaderboard.ts';
import { holdLease, type JobName, releaseLease } from './lease.ts';
import { watchOrders } from './order-watch.ts';
import { createProgress } from './progress.ts';
import { prune } from './prune.ts';
import { watchSilence } from './silence-watch.ts';
import { watchStores } from './store-watch.ts';
import { watchZone } from './zone-watch.ts';

/** Groups of other programs that were told to be silent: once is enough. */
const silent = new Set<string>();

async function trim({ platform, log }: WorkerContext): Promise<void> {
  await trimEvents(platform, (group) => {
    if (!silent.has(group))
      log.warn({ group }, 'a group has read no event for a day: not waited for');
    silent.add(group);
  });
}

interface SingleJob {
  readonly name: JobName;
  readonly job: Job;
  readonly everyMs: number;
}

/** What one worker does for all, and how often, ms. The planner is one more: it remembers. */
const SINGLE_JOBS: readonly SingleJob[] = [
  { name: 'adoption', job: adopt, everyMs: 3_000 },
  { name: 'zone', job: watchZone, everyMs: 10_000 },
  { name: 'orders', job: watchOrders, everyMs: 5_000 },
  { name: 'silence', job: watchSilence, everyMs: 5_000 },
  { name: 'answers', job: watchAnswers, everyMs: 5_000 },
  { name: 'stores', job: watchStores, everyMs: 10_000 },
  { name: 'failover', job: watchFailover, everyMs: 1_000 },
  { name: 'leaderboard', job: refreshLeaderboard, everyMs: 25_000 },
  { name: 'trim', job: trim, everyMs: 10_000 },
  { name: 'retention', job: prune, everyMs: 10_000 },
  { name: 'engine', job: watchEngine, everyMs: 3_000 },
  { name: 'registry', job: ({ platform }) => registerZone(platform), everyMs: 10_000 },
];

/**
 * A worker: carries events to MongoDB, and does the single jobs it holds the lease of, until the signal
 * aborts. Either server may be away at the start or at any moment; it goes on when that is back.
 */
export async function runWorker(config: Config, log: Log, signal: AbortSignal): Promise<void> {
  const name = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;
  const platform = connectPlatform(config.redis, config.zone, 'worker');
  // Every job waits for the connection.
  platform.redis.setMaxListeners(30);
  const context: WorkerContext = { config, platform, name, log, progress: createProgress() };
  const planner = createPlanner(config, log);
  const singleJobs: readonly SingleJob[] = [
    ...SINGLE_JOBS,
    { name: 'planner', job: (each) => plan(planner, each), everyMs: PLAN_EVERY_MS },
  ];
  log.info({ name }, 'worker started');

  await Promise.all([
    relayLoop(context, signal),
    every(context, 'heartbeat', beat, 1_000, signal),
    ...singleJobs.map(({ name: job, job: round, everyMs }) =>
      every(context, job, underLease(job, round, everyMs), everyMs, signal),
    ),
  ]);

  await Promise.allSettled([
    stopBeating(context),
    planner.close(),
    ...singleJobs.map(({ name: job }) => releaseLease(platform, job, name)),
  ]);
  endRedis(platform.redis);
  log.info('worker stopped');
}

/** One round of the engine; what it took is told where somebody looks closely. */
async function plan(planner: Planner, context: WorkerContext): Promise<void> {
  const { figures, committed } = await planner.round(context.name);
  if (figures) context.log.debug({ ...figures, committed: committed.length }, 'planned');
}

function underLease(name: JobName, job: Job, everyMs: number): Job {
  return async (context) => {
    // A little longer than the pause, so that the same worker keeps it from round to round.
    if (await holdLease(context.platform, name, context.name, everyMs + 5_000)) await job(context);
  };
}

/** Runs a job again and again; a round that fails is logged, the next one comes. */
async function every(
  context: WorkerContext,
  name: string,
  job: Job,
  everyMs: number,
  signal: AbortSignal,
): Promise<void> {
  while (!signal.aborted) {
    const ready = await whenReady(context.platform.redis, 2_000).then(
      () => true,
      () => false,
    );
    if (ready) {
      await job(context).catch((error: Error) =>
        context.log.warn({ job: name, error }, 'a round failed'),
      );
    }
    await pause(ready ? everyMs : 0, undefined, { signal }).catch(() => undefined);
  }
}

/** Longest that the answer to a batch is waited for; a batch written twice changes nothing. */
const SILENCE_MS = 10_000;

/** A connection whose indexes are there: without them two writes of one order could be two documents. */
async function openHistory(config: Config): Promise<History> {
  const history = await connectMongo(config.mongo, 'worker', SILENCE_MS);
  await ensureIndexes(history).catch(async (error) => {
    await history.close().catch(() => undefined);
    throw error;
  });
  return history;
}

/** Relays until the signal aborts or a server is lost: which one answers next may be older. */
async function relayOn(relayed: RelayContext, signal: AbortSignal): Promise<void> {
  const round = new AbortController();
  const lost = () => round.abort();
  const { redis } = relayed.platform;
  for (const event of ['close', '-node']) redis.on(event, lost);
  try {
    await relay(relayed, AbortSignal.any([signal, round.signal]));
  } finally {
    for (const event of ['close', '-node']) redis.off(event, lost);
  }
}

/** Fills a Redis that came up empty from what MongoDB has; whatever hinders it, the worker goes on. */
async function fillIfEmpty(
  { platform, log }: WorkerContext,
  history: History,
  signal: AbortSignal,
) {
  try {
    const needed = (await wasCutOff(platform)) || (await isEmpty(platform));
    if (!needed || !(await hasSomething(history))) return;
    log.warn('Redis is empty and MongoDB is not: loading what was open');
    const onProgress = () => undefined;
    const done = await hydrate(platform, history, { force: false, signal, onProgress });
    log.warn(done, 'Redis is filled from MongoDB');
  } catch (error) {
    log.error({ error }, 'Redis could not be filled from MongoDB: vigie hydrate tries again');
  }
}

/** Keeps the relay running over servers that go and come back. */
async function relayLoop(context: WorkerContext, signal: AbortSignal): Promise<void> {
  const { config, platform, log, name } = context;
  const onCarried = context.progress.carried;
  const blocking = connectRedis(config.redis, 'worker-stream');
  let history: History | null = null;
  let failures = 0;
  while (!signal.aborted) {
    try {
      await whenReady(platform.redis, 2_000);
      await whenReady(blocking, 2_000);
      if (!history) {
        history = await openHistory(config);
      }
      const lost = await checkEpoch(platform, history);
      if (lost) log.error(lost, 'Redis came back older than MongoDB: events are lost');
      await fillIfEmpty(context, history, signal);
      failures = 0;
      await relayOn({ platform, blocking, history, consumer: name, log, onCarried }, signal);
    } catch (error) {
      failures += 1;
      context.progress.failed(error);
      log.warn({ error, failures }, 'the way to MongoDB is interrupted');
      const wait = Math.min(100 * 2 ** failures, 2_000);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  }
  await leaveGroup(platform, name).catch(() => undefined);
  endRedis(blocking);
  await history?.close().catch(() => undefined);
}
