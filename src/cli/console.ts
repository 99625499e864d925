import { once } from 'node:events';
import type { ActionContext } from '../actions/context.ts';
import { showNotes } from '../actions/handover.ts';
import { rerunWhenBack } from '../actions/report.ts';
import { consoleMessages } from '../i18n/console.ts';
import { messages } from '../i18n/index.ts';
import { promptScroll } from '../screens/frame.ts';
import { listRows, scrollEnd } from '../screens/screens.ts';
import { formatRedisNodes } from '../services/config/address.ts';
import type { Config } from '../services/config/config.ts';
import { inZone } from '../services/config/schema.ts';
import { lastLogFile, openLog } from '../services/log/log.ts';
import { type Platform, whenReady } from '../services/redis/connect.ts';
import { answered } from '../store/acts.ts';
import { startLive } from '../store/live.ts';
import { sizeOf } from '../store/size.ts';
import { createConsoleStore } from '../store/store.ts';
import type { Call } from './call.ts';
import { type Child, superviseChild } from './children.ts';
import { refuseClusterMember } from './connect.ts';
import { complain, EXIT, UsageError } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { stopSignal } from './stop.ts';
import { jobControl } from './suspend.ts';

export interface ConsoleOptions {
  /** Ends the console as `q` does. */
  readonly signal: AbortSignal;
  /** Hands out a way to put a sentence on the last line. */
  readonly onNotices?: (show: (sentence: string) => void) => void;
}

/** What a dispatcher has chosen for this console, whatever its zone. */
type Chosen = Pick<Config, 'theme' | 'bell'>;

/** Runs the console in this terminal until it is left; the exit code. */
export async function runConsole(config: Config, options: ConsoleOptions): Promise<number> {
  const { stdout, stdin } = process;
  if (!stdout.isTTY || !stdin.isTTY) throw new UsageError(messages(config.lang).cli.noTerminal);
  const log = await openLog(config, 'console');
  const m = consoleMessages(config.lang);
  keepHeapSmall();
  const { renderConsole } = await import('../screens/render.tsx');

  const leave = new AbortController();
  const workers = new Map<string | null, Child>();
  const notesHere: ActionContext['notesHere'] = new Map();

  /** Everything of one zone: its store, fed until `close`, and what its keys do. */
  const open = (own: Config, words: string, { theme, bell }: Chosen) => {
    const closing = new AbortController();
    const { columns, rows } = sizeOf(stdout);
    const store = createConsoleStore({
      ...{ zone: own.zone, operator: own.operator, lang: own.lang, ascii: own.ascii },
      timeZone: own.timeZone,
      readonly: own.readonly,
      theme,
      ...{ columns, rows, now: Math.floor(Date.now() / 10_000) * 10_000, welcome: words },
    });
    store.setState(({ alerts }) => ({ alerts: { ...alerts, bell } }));
    // A bell moves nothing on the screen: it passes beside what is drawn.
    store.subscribe((state, before) => {
      if (state.alerts.rung !== before.alerts.rung) stdout.write('\u0007');
    });
    const live = startLive(store, own, log, AbortSignal.any([leave.signal, closing.signal]));
    const context: ActionContext = {
      store,
      live,
      m,
      rows: () => listRows(store.getState()),
      scrollEnd: () => scrollEnd(store.getState()),
      promptScroll: (prompt) => promptScroll(store.getState(), prompt),
      copy: copyToClipboard,
      startWorker: () => {
        if (!workers.has(own.zone)) workers.set(own.zone, startWorker(own));
      },
      showZone: (zone) => {
        if (!leave.signal.aborted && room.context === context) change(zone);
      },
      notesHere,
      redraw: () => shown.redraw(),
      suspend: () => jobs.suspend(),
      quit: () => leave.abort(),
    };
    rerunWhenBack(context);
    const settled = store.subscribe(({ redis }) => {
      if (redis.state !== 'up') return;
      settled();
      showNotes(context).catch((error) => log.warn({ error }, 'the notes were not read'));
    });
    return { context, close: () => closing.abort() };
  };
  const change = (zone: string | null) => {
    log.info({ zone }, 'zone');
    const before = room;
    const { theme, alerts } = before.context.store.getState();
    room = open(inZone(config, zone), m.said.zone(zone), { theme, bell: alerts.bell });
    shown.show(room.context);
    before.close();
  };

  let room = open(config, m.said.welcome, config);
  options.onNotices?.((sentence) => {
    log.warn(sentence);
    room.context.store.setState((state) => answered(state, sentence));
  });
  const shown = renderConsole(room.context);
  const jobs = jobControl(shown.handOver);
  let crash: unknown;
  const onCrash = (error: unknown) => {
    crash ??= error;
    leave.abort();
  };
  refuseCluster(room.context.live.platform, config).catch(onCrash);
  process.on('uncaughtException', onCrash);
  process.on('unhandledRejection', onCrash);
  shown.ended.catch(onCrash);
  if (options.signal.aborted) leave.abort();
  options.signal.addEventListener('abort', () => leave.abort(), { once: true });

  if (!leave.signal.aborted) await once(leave.signal, 'abort');
  jobs.end();
  await shown.leave();
  // Where drawing is broken, what is still to be drawn breaks too: once is enough to be told.
  if (crash === undefined) {
    process.off('uncaughtException', onCrash);
    process.off('unhandledRejection', onCrash);
  }
  await Promise.all([...workers.values()].map((worker) => worker.stop()));
  // A dead terminal keeps its handles open; nothing of ours is left to be done.
  setTimeout(() => process.exit(), 5_000).unref();
  if (crash === undefined) return EXIT.ok;
  if (crash instanceof UsageError) throw crash;
  log.error({ error: crash }, 'the console crashed');
  const reason = crash instanceof Error ? crash.message : String(crash);
  const file = lastLogFile(config, 'console') ?? config.log.file;
  complain(messages(config.lang).cli.unexpected(reason, file));
  return EXIT.failed;
}

/** A single connection to a Cluster would show nothing: what to set is said instead, once Redis answers. */
async function refuseCluster(platform: Platform, config: Config): Promise<void> {
  const ready = await whenReady(platform.redis, config.redis.timeoutMs).then(
    () => true,
    () => false,
  );
  if (ready) await refuseClusterMember(platform, config, messages(config.lang));
}

/** Hands a text to the clipboard of the terminal (OSC 52), which works over SSH too. */
function copyToClipboard(text: string): void {
  process.stdout.write(`\u001b]52;c;${Buffer.from(text).toString('base64')}\u0007`);
}

/** A worker on the same servers and in the same zone. */
function startWorker(config: Config): Child {
  const { redis, zone } = config;
  // An empty flag is an empty value, an empty variable is not: then `.env` would have its say.
  const args = ['worker', '--zone', zone ?? '', '--redis-nodes', formatRedisNodes(redis.nodes)];
  return superviseChild(args, workerEnv(config), {
    onRestart: () => undefined,
    onGivenUp: () => undefined,
  });
}

/** The servers of this console, for a child. */
function workerEnv({ redis, mongo, log }: Config): NodeJS.ProcessEnv {
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
    // Without the zone, which the child adds itself.
    MONGO_DB: mongo.baseDb,
    MONGO_COLLECTION: mongo.collection,
    VIGIE_LOG_FILE: log.file,
    VIGIE_LOG_LEVEL: log.level,
  };
}

/** `vigie console`. */
export async function consoleCommand({ config }: Call): Promise<number> {
  return runConsole(config, { signal: stopSignal() });
}
