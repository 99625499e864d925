import { describe, expect, it, onTestFinished } from 'vitest';
import { BOARD } from '../../../test/helpers/board.ts';
import { aContext, aStart, pressing } from '../../../test/helpers/context.ts';
import { HEALTH } from '../../../test/helpers/health.ts';
import { aScene, connectScene, type Scene } from '../../../test/helpers/scene.ts';
import { until } from '../../../test/helpers/servers.ts';
import { problemsOf } from '../../domain/problems.ts';
import { openLog } from '../../services/log/log.ts';
import { startLive } from '../live.ts';
import { type ConsoleState, initialState } from '../state.ts';
import { createConsoleStore } from '../store.ts';
import { createPings, remembered, type Sample } from './history.ts';
import { healthNow } from './now.ts';
import {
  healthBack,
  healthFocusMoved,
  healthRead,
  healthSampled,
  healthScrolled,
} from './reducers.ts';
import { HEALTH_PANELS } from './state.ts';

/** A console without a screen, on the servers of a scene. */
async function aConsole({ config }: Scene) {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const store = createConsoleStore(aStart());
  const log = await openLog(config, 'console');
  const live = startLive(store, config, log, leave.signal);
  const context = aContext({ store, live });
  await until('both servers', () => {
    const { redis, mongo } = store.getState();
    return redis.state === 'up' && mongo.state === 'up';
  });
  return { store, health: () => store.getState().health, press: pressing(() => context) };
}

describe('the health of two servers', () => {
  it('is read when the screen is opened; a server that is killed is told, and that it is back', async () => {
    const scene = await aScene();
    const { store, health, press } = await aConsole(scene);
    expect(health().read).toBeNull();
    press('7');
    const kinds = () => {
      const { read } = health();
      return read ? problemsOf(read).map(({ kind }) => kind) : null;
    };
    const statuses = () => {
      const services = health().read?.services;
      return services && `${services.redis.status} ${services.mongodb.status}`;
    };
    await until('both up', () => statuses() === 'up up');
    expect(kinds()).toContain('no_worker');
    expect(health().log.some(({ text }) => text.includes('"mongo":"up"'))).toBe(true);

    // A server that only falls silent is told too, and nothing that it said before.
    const { redis } = scene.servers;
    redis?.signal('SIGSTOP');
    const now = () => healthNow(store.getState())?.services.redis;
    await until('a silent Redis is told down', () => now()?.status === 'down', 4_000);
    expect(now()).toMatchObject({ error: 'timeout', used_memory: null });
    redis?.signal('SIGCONT');
    await until('it is told back', () => now()?.status === 'up');

    redis?.signal('SIGKILL');
    await until('Redis is told down', () => statuses() === 'down up', 4_000);
    expect(kinds()?.[0]).toBe('redis_down');
    await redis?.start();
    await until('Redis is told back', () => statuses() === 'up up');

    scene.servers.mongo?.signal('SIGKILL');
    await until('MongoDB is told down', () => statuses() === 'up down', 6_000);
    await until('why', () =>
      /ECONNREFUSED|closed|timed? ?out/i.test(health().read?.services.mongodb.error ?? ''),
    );
    await scene.servers.mongo?.start();
    await until('MongoDB is told back', () => statuses() === 'up up');
  }, 60_000);

  it('is looked at again at once when asked; in the background only round trips are kept', async () => {
    const scene = await aScene();
    const admin = await connectScene(scene.config);
    const { store, health, press } = await aConsole(scene);
    const asked = async () => {
      const stats = await admin.redis.info('commandstats');
      return Number(/cmdstat_config\|get:calls=(\d+)/.exec(stats)?.[1] ?? 0);
    };
    await until('a sample', () => (health().history.at(-1)?.redisMs ?? 0) > 0);
    await until('the board', () => store.getState().board !== null);
    expect(health().history.at(-1)).toMatchObject({ memory: null });
    expect(await asked()).toBe(0);

    press('7');
    const first = await until('a look', () => health().read?.timestamp);
    await admin.redis.config('SET', 'appendfsync', 'everysec');
    press('n');
    await until('another look', () => health().read?.timestamp !== first);
    expect(health().read?.services.redis.appendfsync).toBe('everysec');
    await until('memory is kept too', () => (health().history.at(-1)?.memory ?? 0) > 0);
  }, 60_000);
});

describe('ten minutes of figures', () => {
  const sample = (redisMs: number): Sample => ({
    ...{ redisMs, mongoMs: null, memory: null, lag: null, perSecond: null },
  });

  it('do not grow over eight hours', () => {
    let history: readonly Sample[] = [];
    for (let i = 0; i < (8 * 3_600) / 5; i += 1) history = remembered(history, sample(i));
    expect(history).toHaveLength(120);
    expect(history.at(-1)?.redisMs).toBe(5_759);
    expect(history[0]?.redisMs).toBe(5_640);
  });

  it('are the median of what came back, and say when nothing did', () => {
    const pings = createPings();
    for (const ms of [9, 1, 5, null]) pings.note('redis', ms);
    pings.note('mongo', null);
    expect(pings.take()).toEqual({ redis: 5, mongo: null });
    expect(pings.take()).toEqual({ redis: null, mongo: null });
  });

  it('do not go on telling what was known before a server went', () => {
    const up: ConsoleState = {
      ...initialState(aStart()),
      board: BOARD,
      redis: { state: 'up', since: 0 },
    };
    const read: ConsoleState = { ...up, ...healthRead(up, HEALTH, 1_000) };
    const at = (state: ConsoleState, ms: number) =>
      healthSampled(state, { redis: null, mongo: null }, ms).health?.history.at(-1);
    expect(at(read, 2_000)).toMatchObject({ memory: 48_300_000, lag: BOARD.lag });
    expect(at(read, 60_000)).toMatchObject({ memory: null });
    const down: ConsoleState = { ...read, redis: { state: 'down', since: 0 } };
    expect(at(down, 2_000)).toMatchObject({ lag: null, perSecond: null });
  });
});

describe('the keys of Health', () => {
  it('go round the panels both ways; Esc takes a scrolled one back, and then leaves', () => {
    let state = initialState(aStart());
    const seen = HEALTH_PANELS.map(() => {
      state = { ...state, ...healthFocusMoved(state, 1) };
      return state.health.focus;
    });
    expect(new Set(seen)).toEqual(new Set(HEALTH_PANELS));
    expect(state.health.focus).toBe('redis');
    expect(healthFocusMoved(state, -1).health?.focus).toBe('problems');
    expect(healthBack(state)).toBeNull();
    state = { ...state, ...healthScrolled(state, 99, 7) };
    expect(state.health.offset).toBe(7);
    expect(healthBack(state)?.health?.offset).toBe(0);
  });
});
