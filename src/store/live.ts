import { setTimeout as pause } from 'node:timers/promises';
import type { VigieEvent } from '../domain/event.ts';
import { consoleMessages } from '../i18n/console.ts';
import { findCandidates } from '../services/board/candidates.ts';
import { driverDistance } from '../services/board/distance.ts';
import { readBoardFromHistory } from '../services/board/history.ts';
import { readPlans, type WantedPlans } from '../services/board/plans.ts';
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
import { bellRung } from './alerts/bell.ts';
import { createPings, SAMPLE_MS as HEALTH_SAMPLE_MS } from './health/history.ts';
import { healthPlaces, healthSampled, mongoFaultTold } from './health/reducers.ts';
import { type MongoLink, watchMongo, watchRedis } from './links.ts';
import { isLateShown } from './panels.ts';
import { plansRead } from './plans/state.ts';
import {
  boardRead,
  candidatesRead,
  countsRead,
  eventsArrived,
  linkChanged,
  sampled,
} from './reducers.ts';
import { SCREEN_STORES } from './screens.ts';
import { type ConsoleState, SCREENS, selectedOrder } from './state.ts';
import type { ConsoleStore } from './store.ts';

/** Events are drawn together at most this often; keys do not wait for it. */
const COALESCE_MS = 100;
/** Other programs write without events: their work shows after this at the latest. */
const REREAD_MS = 2_000;
const SAMPLE_MS = 10_000;
/** Drivers near the same order are looked for at most this often: it is what costs Redis most. */
const SEARCH_MS = 2_000;
/** The same plans are read at most this often: the engine makes new ones every few seconds. */
const PLANS_MS = 1_000;
/** The board comes first, for so long: to load the driver of MongoDB would hold it up. */
const BOARD_FIRST_MS = 1_000;
/** Rows read beyond the window, so that scrolling does not wait for Redis. */
const AHEAD = 40;

type Step = (state: ConsoleState) => Partial<ConsoleState>;

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
  let searchedAt = 0;
  let plansAsked = { what: '', at: Number.NEGATIVE_INFINITY };
  /** Events that the next round takes in. */
  const arrived: VigieEvent[] = [];
  const refresh = coalesced(() => readAll(), COALESCE_MS, signal);
  const sources = { store, platform, history: () => history, signal };
  // A screen that waits for MongoDB holds up neither the board nor another screen.
  const readers = SCREENS.map((screen) =>
    coalesced(async () => SCREEN_STORES[screen].read?.(sources), COALESCE_MS, signal),
  );

  /** One round: what happened and what was read is put into the store at once, and so drawn once. */
  async function readAll(): Promise<void> {
    const events = arrived.splice(0);
    const steps: Step[] =
      events.length > 0
        ? [(state) => followed(state, events), (state) => bellRung(state, events)]
        : [];
    try {
      if (store.getState().redis.state === 'up') steps.push(...(await readBoardSteps()));
      else if (history) {
        const past = await readBoardFromHistory(history);
        steps.push(({ redis }) => (redis.state === 'up' ? {} : { past }));
      }
    } finally {
      if (steps.length > 0) set((state) => through(state, steps));
    }
    // A screen decides by itself what it can still read while a server is away.
    readers[SCREENS.indexOf(store.getState().screen)]?.();
  }

  async function readBoardSteps(): Promise<Step[]> {
    const before = store.getState();
    const isLive = before.screen === 'live';
    const first = Math.min(before.waitingOffset, before.selectedIndex);
    const view = {
      waitingOffset: Math.max(0, first - AHEAD),
      waitingLimit: isLive ? before.rows + 2 * AHEAD : 0,
      urgentLimit: isLive && isLateShown(before) ? before.rows + AHEAD : 0,
    };
    const board = await readBoard(platform, view);
    const at = Date.now();
    const read = isLive ? boardRead : countsRead;
    const steps: Step[] = [
      (state) => read(state, board, at),
      (state) => (state.samples.length === 0 ? sampled(state) : {}),
    ];
    const state = through(store.getState(), steps);
    const planned = readPlans(platform, duePlans(state));
    // Awaited below: what else is asked meanwhile may fail first.
    planned.catch(() => undefined);
    const plansStep = async (): Promise<Step> => {
      const read = await planned;
      return (now) => plansRead(now, read);
    };
    if (!isLive) return [...steps, await plansStep()];
    const order = selectedOrder(state);
    const { candidates: known, radiusM } = state;
    const asked = known?.orderId !== order?.id || known?.radiusM !== radiusM;
    if (order && (asked || performance.now() - searchedAt >= SEARCH_MS)) {
      searchedAt = performance.now();
      const candidates = await findCandidates(platform, order, radiusM);
      steps.push((now) => candidatesRead(now, candidates));
    }
    steps.push(await plansStep());
    const [a, b] = state.marks;
    if (a !== undefined && b !== undefined) {
      const marksDistanceM = await driverDistance(platform, a, b);
      steps.push(({ marks }) => (marks[0] === a && marks[1] === b ? { marksDistanceM } : {}));
    }
    return steps;
  }

  /** The orders whose plans are on screen, when they are due to be read; null when they are not. */
  function duePlans(state: ConsoleState): WantedPlans | null {
    const wanted = SCREEN_STORES[state.screen].planned?.(state) ?? [];
    const what = wanted === 'next' ? wanted : wanted.join();
    if (what === plansAsked.what && performance.now() - plansAsked.at < PLANS_MS) return null;
    plansAsked = { what, at: performance.now() };
    return wanted;
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
        set((state) => through(state, [() => ({ feed: [] }), (now) => followed(now, recent)]));
        refresh();
        const onEvents = async (events: readonly VigieEvent[]) => {
          arrived.push(...events);
          refresh();
          // What comes meanwhile is read together, and in time for the next round.
          await pause(COALESCE_MS - 10, undefined, { signal }).catch(() => undefined);
        };
        await followEvents(stream, platform.keys.events, from, onEvents, signal);
      } catch (error) {
        log.debug({ error }, 'waiting for the events');
        await pause(200, undefined, { signal }).catch(() => undefined);
      }
    }
  }

  async function boardFirst(): Promise<void> {
    const since = performance.now();
    while (store.getState().board === null && performance.now() - since < BOARD_FIRST_MS) {
      await pause(20, undefined, { signal }).catch(() => undefined);
    }
  }

  async function again(everyMs: number, round: () => void): Promise<void> {
    while (!signal.aborted) {
      await pause(everyMs, undefined, { signal }).catch(() => undefined);
      if (!signal.aborted) round();
    }
  }

  void watchRedis(platform, onRedis, signal);
  void boardFirst().then(() => watchMongo(config, onMongo, signal));
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

/** Changes, one after the other, each to what the one before has made. */
function through(state: ConsoleState, steps: readonly Step[]): ConsoleState {
  let now = state;
  for (const step of steps) now = { ...now, ...step(now) };
  return now;
}

/** What events mean for the feed, and for every screen, shown or not. */
function followed(state: ConsoleState, events: readonly VigieEvent[]): Partial<ConsoleState> {
  const changes = Object.values(SCREEN_STORES).map(
    (screen) => screen.followed?.(state, events) ?? {},
  );
  return Object.assign(eventsArrived(state, events), ...changes);
}

/** The clock moves when what it shows may change: every ten seconds, every second while data grows old. */
function tickClock(store: ConsoleStore): void {
  const { now, redis } = store.getState();
  const step = redis.state === 'up' ? 10_000 : 1_000;
  const next = Math.floor(Date.now() / step) * step;
  if (next !== now) store.setState({ now: next });
}

/**
 * A call that runs at once, and again `ms` after it began if it was asked for meanwhile; never twice at a
 * time. A call that takes long leaves the keys their share.
 */
function coalesced(run: () => Promise<void>, ms: number, signal: AbortSignal): () => void {
  let busy = false;
  let wanted = false;
  const go = async () => {
    busy = true;
    wanted = false;
    const since = performance.now();
    // What failed is told by the watch of the links; the next round reads again.
    await run().catch(() => undefined);
    const left = Math.max(ms - (performance.now() - since), ms / 4);
    await pause(left, undefined, { signal }).catch(() => undefined);
    busy = false;
    if (wanted && !signal.aborted) void go();
  };
  return () => {
    wanted = true;
    if (!busy && !signal.aborted) void go();
  };
}
