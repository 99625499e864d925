import { setTimeout as pause } from 'node:timers/promises';
import type { VigieEvent } from '../domain/event.ts';
import { consoleMessages } from '../i18n/console.ts';
import { findCandidates } from '../services/board/candidates.ts';
import { driverDistance } from '../services/board/distance.ts';
import { readBoardFromHistory } from '../services/board/history.ts';
import { readBoard } from '../services/board/snapshot.ts';
import type { Config } from '../services/config/config.ts';
import type { Log } from '../services/log/log.ts';
import type { History } from '../services/mongo/connect.ts';
import {
  connectPlatform,
  connectRedis,
  endRedis,
  type Platform,
  whenReady,
} from '../services/redis/connect.ts';
import { followEvents, latestEventId, recentEvents } from '../services/redis/events.ts';
import { placesOf } from '../services/status/health.ts';
import { answered } from './acts.ts';
import { createPings, SAMPLE_MS as HEALTH_SAMPLE_MS } from './health/history.ts';
import { healthPlaces, healthSampled, mongoFaultTold } from './health/reducers.ts';
import { type MongoLink, watchMongo, watchRedis } from './links.ts';
import { isLateShown } from './panels.ts';
import { boardRead, candidatesRead, eventsArrived, linkChanged, sampled } from './reducers.ts';
import { SCREEN_STORES } from './screens.ts';
import { type ConsoleState, selectedOrder } from './state.ts';
import type { ConsoleStore } from './store.ts';

/** Events are drawn together at most this often; keys do not wait for it. */
const COALESCE_MS = 100;
/** Other programs write without events: their work shows after this at the latest. */
const REREAD_MS = 2_000;
const SAMPLE_MS = 10_000;
/** Rows read beyond the window, so that scrolling does not wait for Redis. */
const AHEAD = 40;

/** What actions need of the live side. */
export interface Live {
  readonly platform: Platform;
  /** null while MongoDB is away. */
  readonly history: () => History | null;
  /** Reads board and candidates again at once. */
  readonly refresh: () => void;
}

/**
 * Feeds the store from both servers until the signal aborts: snapshot, then events, then a snapshot
 * again after each batch of them; what Redis can't say comes from history.
 */
export function startLive(
  store: ConsoleStore,
  config: Config,
  log: Log,
  signal: AbortSignal,
): Live {
  const platform = connectPlatform(config.redis, config.zone, 'console');
  const stream = connectRedis(config.redis, 'console-stream');
  let history: History | null = null;
  const set = store.setState;
  const begun = { state: 'connecting', since: Date.now() } as const;
  set({ redis: begun, mongo: begun });
  set((state) => healthPlaces(state, placesOf(config)));
  const pings = createPings();
  const refresh = coalesced(() => readAll(), COALESCE_MS, signal);
  const sources = { store, platform, history: () => history, signal };

  async function readAll(): Promise<void> {
    const before = store.getState();
    if (before.redis.state === 'up') {
      const first = Math.min(before.waitingOffset, before.selectedIndex);
      const view = {
        waitingOffset: Math.max(0, first - AHEAD),
        waitingLimit: before.rows + 2 * AHEAD,
        urgentLimit: isLateShown(before) ? before.rows + AHEAD : 0,
      };
      const board = await readBoard(platform, view);
      set((state) => boardRead(state, board, Date.now()));
      if (store.getState().samples.length === 0) set(sampled);
      await readCandidates();
    } else if (history) {
      const past = await readBoardFromHistory(history);
      if (store.getState().redis.state !== 'up') set({ past });
    }
    // A screen decides by itself what it can still read while a server is away.
    await SCREEN_STORES[store.getState().screen].read?.(sources);
  }

  async function readCandidates(): Promise<void> {
    const state = store.getState();
    const order = selectedOrder(state);
    if (order) {
      const candidates = await findCandidates(platform, order, state.radiusM);
      set((now) => candidatesRead(now, candidates));
    }
    const [a, b] = state.marks;
    if (a !== undefined && b !== undefined) {
      const marksDistanceM = await driverDistance(platform, a, b);
      set((now) => (now.marks[0] === a && now.marks[1] === b ? { marksDistanceM } : {}));
    }
  }

  function onRedis(ms: number | null): void {
    pings.note('redis', ms);
    const up = ms !== null;
    const { redis, lang } = store.getState();
    const link = linkChanged(redis, up, Date.now());
    if (link === redis) return;
    const back = up && redis.state === 'down';
    set({
      redis: link,
      ...(up ? { past: null } : {}),
      ...(back ? answered(store.getState(), consoleMessages(lang).said.redisBack) : {}),
    });
    log.info({ redis: link.state }, 'redis');
    refresh();
  }

  function onMongo(found: MongoLink): void {
    const next = found.history;
    history = next;
    pings.note('mongo', found.history ? found.ms : null);
    set((state) => mongoFaultTold(state, found.history ? '' : found.fault));
    const { mongo, lang } = store.getState();
    const link = linkChanged(mongo, next !== null, Date.now());
    if (link === mongo) return;
    const back = next !== null && mongo.state === 'down';
    const told = back ? answered(store.getState(), consoleMessages(lang).said.mongoBack) : {};
    set({ mongo: link, ...told });
    log.info({ mongo: link.state }, 'mongo');
    refresh();
  }

  /** First the newest id, then the past, then what follows: nothing falls between. */
  async function follow(): Promise<void> {
    while (!signal.aborted) {
      try {
        await whenReady(platform.redis, 2_000);
        await whenReady(stream, 2_000);
        const from = await latestEventId(platform);
        const recent = await recentEvents(platform, 50);
        set((state) => ({
          ...followed(state, recent),
          ...eventsArrived({ ...state, feed: [] }, recent),
        }));
        refresh();
        const arrived = (events: readonly VigieEvent[]) => {
          set((state) => ({ ...followed(state, events), ...eventsArrived(state, events) }));
          refresh();
        };
        await followEvents(stream, platform.keys.events, from, arrived, signal);
      } catch (error) {
        log.debug({ error }, 'waiting for the events');
        await pause(200, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async function again(everyMs: number, round: () => void): Promise<void> {
    while (!signal.aborted) {
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) round();
    }
  }

  void watchRedis(platform, onRedis, signal);
  void watchMongo(config, onMongo, signal);
  void follow();
  void again(REREAD_MS, refresh);
  void again(SAMPLE_MS, () => set(sampled));
  void again(HEALTH_SAMPLE_MS, () =>
    set((state) => healthSampled(state, pings.take(), Date.now())),
  );
  void again(1_000, () => tickClock(store));
  void again(1_000, () => {
    if (SCREEN_STORES[store.getState().screen].moves) refresh();
  });
  signal.addEventListener('abort', () => {
    endRedis(platform.redis);
    endRedis(stream);
  });

  return { platform, history: () => history, refresh };
}

/** What events mean for every screen, shown or not. */
function followed(state: ConsoleState, events: readonly VigieEvent[]): Partial<ConsoleState> {
  const changes = Object.values(SCREEN_STORES).map(
    (screen) => screen.followed?.(state, events) ?? {},
  );
  return Object.assign({}, ...changes);
}

/** The clock moves when what it shows may change: every ten seconds, every second while data grows old. */
function tickClock(store: ConsoleStore): void {
  const { now, redis } = store.getState();
  const step = redis.state === 'up' ? 10_000 : 1_000;
  const next = Math.floor(Date.now() / step) * step;
  if (next !== now) store.setState({ now: next });
}

/** A call that runs at once, and again after `ms` if it was asked for meanwhile; never twice at a time. */
function coalesced(run: () => Promise<void>, ms: number, signal: AbortSignal): () => void {
  let busy = false;
  let wanted = false;
  const go = async () => {
    busy = true;
    wanted = false;
    // What failed is told by the watch of the links; the next round reads again.
    await run().catch(() => undefined);
    await pause(ms, undefined, { signal }).catch(() => undefined);
    busy = false;
    if (wanted && !signal.aborted) void go();
  };
  return () => {
    wanted = true;
    if (!busy && !signal.aborted) void go();
  };
}
