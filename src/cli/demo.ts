import type { Step } from '../domain/servers.ts';
import type { Messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import { loadConfig } from '../services/config/load.ts';
import { connectMongo } from '../services/mongo/connect.ts';
import { endRedis } from '../services/redis/connect.ts';
import { DEFAULT_SIZE } from '../services/seed/generate.ts';
import { seed } from '../services/seed/seed.ts';
import { type Servers, startServers } from '../services/servers/start.ts';
import { FolderInUse, ServerNotFound, ServerNotReady } from '../services/servers/steps.ts';
import type { Call } from './call.ts';
import { type Child, superviseChild } from './children.ts';
import { needPlatform } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { stopSignal } from './stop.ts';

/** Pace of the demo: lively, and every ride can still be followed. */
const DEMO_RATE = '0.25';
const DEMO_SPEED = '20';

/** The archive can wait: the first frame comes sooner without a further program that starts. */
const ARCHIVER_MS = 10_000;

/** A child that is started some ms from now, unless it is stopped before. */
function later(ms: number, start: () => Child): Child {
  let child: Child | null = null;
  const timer = setTimeout(() => {
    child = start();
  }, ms);
  return {
    stop: async () => {
      clearTimeout(timer);
      await child?.stop();
    },
  };
}

/**
 * `vigie demo`: private servers, seed, worker, simulator and console in one command; everything goes
 * with this process.
 */
export async function demoCommand({ options, config, m }: Call): Promise<number> {
  // Before the seed fills it: a young space that has grown does not shrink.
  keepHeapSmall();
  if (!options.headless && !process.stdout.isTTY) throw new UsageError(m.cli.noTerminal);
  const signal = stopSignal();
  // Until there is something to stop in order, Ctrl-C just ends: the guardian cleans up.
  const leave = () => process.exit(EXIT.failed);
  signal.addEventListener('abort', leave);
  // What happens to servers and children is told where the user looks: the console, or standard error.
  let tell: (sentence: string) => void = complain;
  const servers = await startPrivateServers(options, m, (sentence) => tell(sentence));
  const env = {
    ...process.env,
    REDIS_URL: servers.redisUrl ?? '',
    MONGO_URI: servers.mongoUri ?? 'mongodb://127.0.0.1:1/',
    // A Cluster of the user's is none of this.
    REDIS_NODES: '',
  };
  const own = ownConfig(config, env);
  try {
    await fill(own, m, servers, signal);
    signal.removeEventListener('abort', leave);
    const ownServers = ['--redis-nodes', '', '--zone', config.zone ?? ''];
    const child = (name: string, args: readonly string[]) =>
      superviseChild([...args, ...ownServers], childEnv(env, config), {
        onRestart: (attempt) => tell(m.cli.demo.workerRestarted(name, attempt)),
        onGivenUp: () => tell(m.cli.demo.workerGivenUp(name)),
      });
    const simulate = ['simulate', '--rate', DEMO_RATE, '--speed', DEMO_SPEED];
    const children = [
      child('worker', ['worker']),
      child('simulator', options.simulator === false ? [...simulate, '--still'] : simulate),
      ...(servers.mongoUri === null
        ? []
        : [later(ARCHIVER_MS, () => child('archiver', ['archive', 'watch']))]),
    ];
    try {
      if (options.headless) return await stay(servers, m, signal);
      const { runConsole } = await import('./console.ts');
      return await runConsole(own, {
        signal,
        onNotices: (show) => {
          tell = show;
        },
      });
    } finally {
      await Promise.all(children.map((each) => each.stop()));
    }
  } finally {
    await servers.stop();
  }
}

async function startPrivateServers(
  options: Call['options'],
  m: Messages,
  tell: (sentence: string) => void,
): Promise<Servers> {
  try {
    return await startServers({
      mongo: 'optional',
      supervise: true,
      ...(typeof options.keep === 'string' ? { keep: options.keep } : {}),
      onStep: stepLines(m),
      onNotice: (notice) => tell(m.servers.notice(notice)),
    });
  } catch (error) {
    if (error instanceof ServerNotFound) throw new Failure(m.servers.notFound(error.server));
    if (error instanceof ServerNotReady)
      throw new Failure(m.servers.notReady(error.server, error.log));
    if (error instanceof FolderInUse)
      throw new Failure(m.servers.folderInUse(error.folder, error.pid));
    throw error;
  }
}

/** A line a step on standard error; a download rewrites its line in a terminal. */
function stepLines(m: Messages): (step: Step) => void {
  let open = false;
  return (step) => {
    const line = m.servers.step(step);
    if (step.kind === 'progress') {
      if (!process.stderr.isTTY) return;
      process.stderr.write(`\r${line}\x1b[K`);
      open = true;
      return;
    }
    process.stderr.write(`${open ? '\n' : ''}${line}\n`);
    open = false;
  };
}

/** The user's settings on the demo's own servers; its worker and simulator log in the same place. */
function ownConfig(config: Config, env: NodeJS.ProcessEnv): Config {
  const { redis, mongo } = loadConfig({}, env, []).config;
  return { ...config, redis, mongo: { ...config.mongo, uri: mongo.uri } };
}

function childEnv(env: NodeJS.ProcessEnv, config: Config): NodeJS.ProcessEnv {
  return {
    ...env,
    VIGIE_LANG: config.lang,
    VIGIE_LOG_LEVEL: config.log.level,
    VIGIE_LOG_FILE: config.log.file,
    MONGO_DB: config.mongo.baseDb,
    MONGO_COLLECTION: config.mongo.collection,
  };
}

/** The platform's own figures; data of an earlier `--keep` is left as it is. */
async function fill(
  config: Config,
  m: Messages,
  servers: Servers,
  signal: AbortSignal,
): Promise<void> {
  const platform = await needPlatform(config, m, 'seed');
  try {
    if ((await platform.redis.exists(platform.keys.eventsSeq)) > 0) return;
    const history = servers.mongoUri ? await connectMongo(config.mongo, 'seed') : null;
    await seed(platform, history, DEFAULT_SIZE, {
      at: Date.now(),
      force: true,
      onProgress: () => undefined,
      signal,
    });
    await history?.close();
  } finally {
    endRedis(platform.redis);
  }
}

/** Prints where the servers are, and stays until it is stopped. */
async function stay(servers: Servers, m: Messages, signal: AbortSignal): Promise<number> {
  process.stdout.write(
    `REDIS_URL=${servers.redisUrl ?? ''}\nMONGO_URI=${servers.mongoUri ?? ''}\n`,
  );
  process.stderr.write(`${m.cli.demo.stopHint}\n`);
  const awake = setInterval(() => undefined, 60_000);
  await new Promise<void>((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
  clearInterval(awake);
  return EXIT.ok;
}
