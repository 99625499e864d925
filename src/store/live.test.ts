import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aContext, pressing } from '../../test/helpers/context.ts';
import { aDriver, anOrder, desk } from '../../test/helpers/life.ts';
import { aPlan, aWorkerLives, writePlan } from '../../test/helpers/plans.ts';
import { mongoProxy } from '../../test/helpers/scene.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../test/helpers/servers.ts';
import type { Config } from '../services/config/config.ts';
import { openLog } from '../services/log/log.ts';
import type { Platform } from '../services/redis/connect.ts';
import { assignOrder } from '../services/redis/transitions/assignments.ts';
import { createOrder } from '../services/redis/transitions/orders.ts';
import { setMode } from '../services/redis/transitions/plans.ts';
import type { Servers } from '../services/servers/start.ts';
import { startLive } from './live.ts';
import { isPlanning } from './plans/state.ts';
import { createConsoleStore } from './store.ts';

let servers: Servers;
let config: Config;
let platform: Platform;

beforeAll(async () => {
  servers = await ownRedis();
  config = testConfig(servers);
  platform = await ownPlatform(config);
  await ownHistory(config);
});

beforeEach(async () => {
  await platform.redis.flushdb();
});

/** A console without a screen: the store fed by both servers, and its keys. */
async function aConsole(own = config) {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const start = {
    zone: null,
    operator: 'desk1',
    lang: 'en',
    timeZone: 'Europe/Paris',
    ascii: false,
    theme: 'default',
    readonly: false,
  } as const;
  const size = { columns: 120, rows: 40, now: Date.now(), welcome: '' };
  const store = createConsoleStore({ ...start, ...size });
  const live = startLive(store, own, await openLog(own, 'console'), leave.signal);
  const context = aContext({ store, live });
  await until('the board', () => store.getState().board !== null);
  await until('MongoDB', () => store.getState().mongo.state === 'up');
  return {
    state: store.getState,
    press: pressing(() => context),
  };
}

describe('a console on real servers', () => {
  it('shows what others do, from the feed and from plain writes', async () => {
    const { state } = await aConsole();
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c1'), desk);
    await until('the order', () => state().board?.counts.waiting === 1);
    await until('its driver', () => state().candidates?.eligible[0]?.driverId === 'd1');
    await until('its event', () => state().feed[0]?.order === 'c1');
    expect(state().feed[0]).toMatchObject({ type: 'order_created', order: 'c1' });
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    await until('nothing waits', () => state().selected === null && state().candidates === null);
    await platform.redis.sadd(platform.keys.ordersStatus('cancelled'), 'x1');
    await until('a plain write', () => state().board?.counts.cancelled === 1);
  });

  it('shows the drivers of the order that is selected now, without waiting for the next look', async () => {
    await aDriver(platform, 'd1');
    for (let i = 0; i < 30; i += 1) await createOrder(platform, anOrder(`c${i}`), desk);
    const { state, press } = await aConsole();
    await until('the first', () => state().candidates?.orderId === state().selected);
    for (const key of ['j', 'j', 'G', 'k', 'pageup', 'g']) {
      press(key);
      const { selected } = state();
      await until(`drivers after ${key}`, () => state().candidates?.orderId === selected, 1_000);
    }
  });

  it('shows what the engine plans for what is on screen, and its mode at once', async () => {
    await aDriver(platform, 'd1');
    await aWorkerLives(platform);
    for (const id of ['c1', 'c2']) await createOrder(platform, anOrder(id), desk);
    const now = Date.now();
    await writePlan(platform, aPlan('c2', ['d1', 'Alice'], { now }));
    const { state, press } = await aConsole();
    await until('the plan', () => state().plans.byOrder.get('c2')?.driver === 'd1');
    expect(state().plans).toMatchObject({ mode: { mode: 'suggest', by: '' }, total: 1 });
    await setMode(platform, { mode: 'off' }, desk);
    await until('the mode', () => state().plans.mode?.mode === 'off');
    expect(isPlanning(state())).toBe(false);
    press('3');
    await until('the driver', () => state().drivers.live !== null);
    await until('what leaves next', () => state().plans.byOrder.has('c2'));
    press('2');
    await writePlan(platform, aPlan('c1', ['d1', 'Alice'], { now, together: ['c2'] }));
    await until('both', () => state().plans.byOrder.size === 2);
    expect(state().plans.byOrder.get('c1')).toEqual(
      aPlan('c1', ['d1', 'Alice'], { now, together: ['c2'] }),
    );
    press('4');
    await until('the map', () => state().map.content !== null && state().plans.byOrder.size === 0);
  });

  it('shows a new order while MongoDB keeps a screen waiting', async () => {
    await createOrder(platform, anOrder('c1'), desk);
    const [proxy, own] = await mongoProxy({ config });
    const { state, press } = await aConsole(own);
    proxy.mute();
    press('2');
    await until('the order', () => state().orders.book?.orders.has('c1'));
    await createOrder(platform, anOrder('c2'), desk);
    await until('the next', () => state().board?.counts.waiting === 2, 1_000);
    await until('its neighbours', () => state().orders.detail?.candidates !== undefined, 1_000);
  });

  it('reads no order and looks for no driver for Live while another screen is shown', async () => {
    await aDriver(platform, 'd1');
    await createOrder(platform, anOrder('c1'), desk);
    const { state, press } = await aConsole();
    await until('its driver', () => state().candidates?.eligible[0]?.driverId === 'd1');
    press('7');
    // The round under way may still be one for Live.
    for (let round = 0; round < 2; round += 1) {
      const { boardAt } = state();
      await until('a round', () => state().boardAt > boardAt);
    }
    await createOrder(platform, anOrder('c2'), desk);
    await until('the count', () => state().board?.counts.waiting === 2);
    expect(state().board?.waiting.map(({ id }) => id)).toEqual(['c1']);
    expect(state().selected).toBe('c1');
    press('1');
    await until('both', () => state().board?.waiting.length === 2, 1_000);
  });

  it('lands on the last of many orders, beyond what was read', async () => {
    for (let i = 0; i < 400; i += 1) {
      await createOrder(platform, anOrder(`c${1000 + i}`), desk);
    }
    const { state, press } = await aConsole();
    await until('all of them', () => state().board?.counts.waiting === 400);
    for (let round = 0; round < 10; round += 1) {
      press('G');
      await until('the last', () => state().selected === 'c1399', 1_000);
      expect(state().selectedIndex).toBe(399);
      press('g');
      await until('the first', () => state().selected === 'c1000', 1_000);
    }
  });
});
