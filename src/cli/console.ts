import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { consoleMessages } from '../i18n/console.ts';
import { messages } from '../i18n/index.ts';
import { waitingRows } from '../screens/layout.ts';
import type { Config } from '../services/config/config.ts';
import { openLog } from '../services/log/log.ts';
import { startLive } from '../store/live.ts';
import { said } from '../store/reducers.ts';
import { createConsoleStore } from '../store/store.ts';
import type { Call } from './call.ts';
import { type Child, superviseChild } from './children.ts';
import { complain, EXIT, UsageError } from './exit.ts';
import { stopSignal } from './stop.ts';

export interface ConsoleOptions {
  /** Ends the console as `q` does. */
  readonly signal: AbortSignal;
  /** Hands out a way to put a sentence on the last line. */
  readonly onNotices?: (show: (sentence: string) => void) => void;
}

/** Runs the console in this terminal until it is left; the exit code. */
export async function runConsole(config: Config, options: ConsoleOptions): Promise<number> {
  const { stdout, stdin } = process;
  if (!stdout.isTTY || !stdin.isTTY) throw new UsageError(messages(config.lang).cli.noTerminal);
  const log = await openLog(config, 'console');
  const m = consoleMessages(config.lang);
  const { renderConsole } = await import('../screens/render.tsx');

  const leave = new AbortController();
  const store = createConsoleStore({
    zone: config.zone,
    operator: config.operator,
    lang: config.lang,
    ascii: config.ascii,
    columns: stdout.columns,
    rows: stdout.rows,
    now: Math.floor(Date.now() / 10_000) * 10_000,
    welcome: m.said.welcome,
  });
  options.onNotices?.((sentence) => {
    log.warn(sentence);
    store.setState(said(sentence));
  });
  const live = startLive(store, config, log, leave.signal);
  let worker: Child | undefined;
  const context = {
    store,
    live,
    m,
    rows: () => waitingRows(store.getState().columns, store.getState().rows),
    startWorker: () => {
      worker ??= superviseChild(['worker'], workerEnv(config), {
        onRestart: () => undefined,
        onGivenUp: () => undefined,
      });
    },
    quit: () => leave.abort(),
  };

  const app = renderConsole(context);
  let crash: unknown;
  const onCrash = (error: unknown) => {
    crash = error;
    leave.abort();
  };
  process.once('uncaughtException', onCrash);
  process.once('unhandledRejection', onCrash);
  app.waitUntilExit().catch(onCrash);
  if (options.signal.aborted) leave.abort();
  options.signal.addEventListener('abort', () => leave.abort(), { once: true });

  if (!leave.signal.aborted) await once(leave.signal, 'abort');
  app.unmount();
  // A terminal that is gone (lost SSH) takes no last frame: do not wait for it.
  await Promise.race([app.waitUntilExit().catch(() => undefined), pause(500)]);
  process.off('uncaughtException', onCrash);
  process.off('unhandledRejection', onCrash);
  await worker?.stop();
  // A dead terminal keeps its handles open; nothing of ours is left to be done.
  setTimeout(() => process.exit(), 5_000).unref();
  if (crash === undefined) return EXIT.ok;
  log.error({ error: crash }, 'the console crashed');
  const reason = crash instanceof Error ? crash.message : String(crash);
  complain(messages(config.lang).cli.unexpected(reason, config.log.file));
  return EXIT.failed;
}

/** A worker on the same servers as this console. */
function workerEnv({ redis, mongo, zone, log }: Config): NodeJS.ProcessEnv {
  const auth = redis.password
    ? `${encodeURIComponent(redis.username ?? '')}:${encodeURIComponent(redis.password)}@`
    : '';
  const host = redis.host.includes(':') ? `[${redis.host}]` : redis.host;
  const url = redis.path
    ? `unix://${auth}${encodeURI(redis.path)}?db=${redis.db}`
    : `redis${redis.tls ? 's' : ''}://${auth}${host}:${redis.port}/${redis.db}`;
  return {
    ...process.env,
    REDIS_URL: url,
    MONGO_URI: mongo.uri,
    MONGO_DB: mongo.db,
    MONGO_COLLECTION: mongo.collection,
    VIGIE_ZONE: zone ?? '',
    VIGIE_LOG_FILE: log.file,
    VIGIE_LOG_LEVEL: log.level,
  };
}

/** `vigie console`. */
export async function consoleCommand({ config }: Call): Promise<number> {
  return runConsole(config, { signal: stopSignal() });
}
