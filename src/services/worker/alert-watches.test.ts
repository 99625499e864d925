import pino from 'pino';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aDriver, anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { type Alert, alertId } from '../../domain/alert.ts';
import { alertsEn } from '../../i18n/alerts.ts';
import { readOpenAlerts } from '../board/alerts.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../redis/connect.ts';
import { recentEvents } from '../redis/events.ts';
import { acknowledgeAlert, muteAlert, openAlert } from '../redis/transitions/alerts.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { driverOffDuty, driverOnDuty, moveDriver } from '../redis/transitions/drivers.ts';
import { correctOrder, createOrder } from '../redis/transitions/orders.ts';
import { watchAnswers } from './alert-answers.ts';
import { MOST } from './alert-follow.ts';
import type { Job, WorkerContext } from './context.ts';
import { watchOrders } from './order-watch.ts';
import { createProgress } from './progress.ts';
import { watchSilence } from './silence-watch.ts';
import { watchStores } from './store-watch.ts';
import { watchZone } from './zone-watch.ts';

const MINUTE = 60_000;
const FAR = { lon: 2.4392, lat: 48.8474 };

let config: Config;
let platform: Platform;
let context: WorkerContext;

beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  const log = pino({ level: 'silent' });
  context = { config, platform, name: 'me', log, progress: createProgress() };
});
beforeEach(async () => void (await platform.redis.flushdb()));

const checks = async (job: Job, n: number) => {
  for (let i = 0; i < n; i += 1) await job(context);
};
const alerts = () => readOpenAlerts(platform);
const ids = async () => (await alerts()).map(alertId);
const ago = (minutes: number) => Date.now() - minutes * MINUTE;
const create = (id: string, minutes: number, due = minutes - 40) =>
  createOrder(platform, anOrder(id, { dueAt: ago(due) }), { ...desk, at: ago(minutes) });
const say = ({ kind, subject, details }: Alert) => alertsEn.sentence({ kind, subject, details });

describe('an order', () => {
  it('is told when nobody takes it, and no more once somebody does', async () => {
    await aDriver(platform, 'd1');
    await create('c1', 11);
    await create('fresh', 2);
    await checks(watchOrders, 1);
    expect(await ids()).toEqual([]);
    await checks(watchOrders, 1);
    expect(await ids()).toEqual(['order_unassigned:c1']);
    await assignOrder(platform, { order: 'c1', driver: 'd1' }, desk);
    await checks(watchOrders, 1);
    expect(await ids()).toEqual([]);
  });

  it('grows worse: without a driver, at risk, late, each in place of the one before', async () => {
    await create('c1', 12);
    await checks(watchOrders, 2);
    await correctOrder(platform, { order: 'c1', dueAt: Date.now() + 5 * MINUTE }, desk);
    await checks(watchOrders, 2);
    expect(await ids()).toEqual(['order_at_risk:c1']);
    await correctOrder(platform, { order: 'c1', dueAt: ago(3) }, desk);
    await checks(watchOrders, 2);
    const [late] = await alerts();
    expect(late && say(late)).toMatch(/^c1 late since \d\d:\d\d, no driver$/);
    expect(await ids()).toEqual(['order_late:c1']);
  });

  it('that is picked up is not at risk; late it names who has it, until it is at the door', async () => {
    await aDriver(platform, 'd1');
    for (const [id, due] of [['soon', -5] as const, ['late', 5] as const]) {
      await create(id, 35, due);
      await assignOrder(platform, { order: id, driver: 'd1' }, desk);
      await pickUpOrder(platform, id, desk);
    }
    await checks(watchOrders, 2);
    const [late] = await alerts();
    expect(await ids()).toEqual(['order_late:late']);
    expect(late && say(late)).toMatch(/^late late since \d\d:\d\d, d1 Name d1$/);
    await deliverOrder(platform, 'late', desk);
    await checks(watchOrders, 1);
    expect(await ids()).toEqual([]);
  });

  it('is one of a number when everything is late, and the events stay few', async () => {
    const all = Array.from({ length: MOST + 30 }, (_, i) => `c${i}`);
    await Promise.all(all.map((id, i) => create(id, 60 + i)));
    const before = Number(await platform.redis.get(platform.keys.eventsSeq));
    await checks(watchOrders, 4);
    const open = await alerts();
    expect(open).toHaveLength(MOST + 1);
    expect(open.map(say)).toContain('30 more orders late');
    expect(Number(await platform.redis.get(platform.keys.eventsSeq)) - before).toBe(MOST + 1);
    // The latest ones are told one by one.
    expect(open.map(({ subject }) => subject)).toContain(`c${MOST + 29}`);
    await correctOrder(platform, { order: `c${MOST + 29}`, dueAt: Date.now() + 30 * MINUTE }, desk);
    await checks(watchOrders, 3);
    const next = (await alerts()).filter(({ kind }) => kind === 'order_late');
    expect(next.map(say)).toContain('29 more orders late');
  });

  it('that somebody has in hand leaves its place to the next', async () => {
    const all = Array.from({ length: MOST + 30 }, (_, i) => `c${i}`);
    await Promise.all(all.map((id, i) => create(id, 60 + i)));
    await checks(watchOrders, 3);
    for (const alert of await alerts())
      if (alert.subject !== '+') await acknowledgeAlert(platform, alert, desk);
    await checks(watchOrders, 3);
    const open = (await alerts()).filter(({ state }) => state === 'open');
    expect(open).toHaveLength(MOST + 1);
    expect(open.map(say)).toContain('10 more orders late');
  });

  it('that is one too many now and then makes one alert of them all the same', async () => {
    const all = Array.from({ length: MOST + 1 }, (_, i) => `c${i}`);
    await Promise.all(all.map((id, i) => create(id, 60 + i)));
    await checks(watchOrders, 3);
    for (let i = 0; i < 4; i += 1) {
      // The one that has been late for the least time is the one that is not told by itself.
      const dueAt = i % 2 === 0 ? Date.now() + 30 * MINUTE : ago(5);
      await correctOrder(platform, { order: 'c0', dueAt }, desk);
      await checks(watchOrders, 3);
    }
    const events = await recentEvents(platform, 200);
    const many = events.filter(
      ({ type, record }) => type.startsWith('alert_') && record.subject === '+',
    );
    expect(many.map(({ type, record }) => `${type} ${record.kind}`)).toEqual([
      'alert_opened order_late',
    ]);
  });
});

describe('a driver', () => {
  it('who is put back on duty and sends no position is told as silent', async () => {
    await aDriver(platform, 'd1');
    await driverOffDuty(platform, 'd1', desk);
    await driverOnDuty(platform, { driver: 'd1' }, desk);
    const { redis, keys } = platform;
    expect(Number(await redis.zscore(keys.driversLastSeen, 'd1'))).toBeGreaterThan(ago(1));
    await redis.zincrby(keys.driversLastSeen, -8 * MINUTE, 'd1');
    await checks(watchSilence, 2);
    expect(await ids()).toEqual(['position_silent:d1']);
  });

  it('who is silent is told, heard again only after a while, and not off duty', async () => {
    for (const id of ['d1', 'd2']) await aDriver(platform, id);
    const { redis, keys } = platform;
    for (const id of ['d1', 'd2']) await redis.zadd(keys.driversLastSeen, ago(8), id);
    await checks(watchSilence, 2);
    const open = await alerts();
    expect(open.map(say)).toEqual([
      ...[expect.stringMatching(/^d[12] Name d[12] silent since \d\d:\d\d$/)],
      ...[expect.stringMatching(/^d[12] Name d[12] silent since \d\d:\d\d$/)],
    ]);
    await moveDriver(platform, { driver: 'd1', position: OPERA });
    await driverOffDuty(platform, 'd2', desk);
    await checks(watchSilence, 1);
    expect(await ids()).toEqual(['position_silent:d1']);
    await checks(watchSilence, 11);
    expect(await ids()).toEqual([]);
  });

  it('who crosses the border ten times makes one alert', async () => {
    await aDriver(platform, 'd1');
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await checks(watchZone, 2);
    for (let i = 0; i < 10; i += 1) {
      await moveDriver(platform, { driver: 'd1', position: i % 2 === 0 ? BASTILLE : FAR });
      await checks(watchZone, 2);
    }
    const events = await recentEvents(platform, 100);
    expect(events.filter(({ type }) => type.startsWith('alert_'))).toHaveLength(1);
  });

  it('counts that were forgotten leave nothing behind', async () => {
    const { redis, keys } = platform;
    await aDriver(platform, 'd1');
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await checks(watchZone, 1);
    await redis.del(keys.alert('out_of_zone', 'd1'));
    await driverOffDuty(platform, 'd1', desk);
    await checks(watchZone, 1);
    expect(await redis.exists(keys.alertsPending, keys.alert('out_of_zone', 'd1'))).toBe(0);
  });
});

describe('a server', () => {
  it('that can lose what it holds is told with its setting, until that is safe', async () => {
    const { redis } = platform;
    await redis.config('SET', 'maxmemory-policy', 'allkeys-lru');
    await checks(watchStores, 6);
    const said = (await alerts()).map(say);
    expect(said).toContain('Redis may drop keys when it is full (allkeys-lru)');
    // A private Redis of the tests writes to disk when it likes.
    expect(said).toContain('Redis writes to disk "no": the last seconds can be lost');
    await redis.config('SET', 'maxmemory-policy', 'noeviction');
    await checks(watchStores, 3);
    expect(await ids()).toEqual(['store_unsafe:appendfsync']);
  });

  it('MongoDB that is away is told, and what waits for it is not told beside it', async () => {
    const away = {
      ...config,
      mongo: {
        ...config.mongo,
        uri: 'mongodb://127.0.0.1:1/?directConnection=true',
        timeoutMs: 50,
      },
    };
    await aDriver(platform, 'd1');
    const gone = { ...context, config: away };
    for (let i = 0; i < 2; i += 1) await watchStores(gone);
    expect(await ids()).toEqual(['store_down:mongodb']);
    await checks(watchStores, 3);
    expect(await ids()).toEqual([]);
  });

  it('an event that waits for half a minute is told as MongoDB being behind', async () => {
    const { redis, keys } = platform;
    const fields = ['seq', '1', 'epoch', '0'];
    await redis.xadd(keys.events, `${ago(5)}-0`, ...fields);
    await redis.set(keys.eventsSeq, '1');
    await checks(watchStores, 2);
    const behind = (await alerts()).find(({ kind }) => kind === 'sync_behind');
    expect(behind && say(behind)).toMatch(/^MongoDB is behind since \d\d:\d\d, \d+ events$/);
  });
});

describe('an answer', () => {
  const LÉA = { kind: 'out_of_zone', subject: 'd1' } as const;
  const open = (at: number) =>
    openAlert(
      platform,
      { ...LÉA, driver: 'd1', severity: 'critical', details: { name: 'Léa' } },
      { by: 'worker', at },
    );
  const types = async () => (await recentEvents(platform, 50)).map(({ type }) => type);

  it('that nobody gives makes it escalate, once', async () => {
    await open(ago(6));
    await checks(watchAnswers, 3);
    expect(await types()).toEqual(['alert_opened', 'alert_escalated']);
  });

  it('that somebody gives in time lets it be', async () => {
    await open(ago(6));
    await acknowledgeAlert(platform, LÉA, desk);
    await checks(watchAnswers, 1);
    expect(await types()).toEqual(['alert_opened', 'alert_acknowledged']);
  });

  it('that was a mute ends with its time: the alert comes back while its cause is there', async () => {
    await aDriver(platform, 'd1');
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await checks(watchZone, 2);
    await muteAlert(platform, { ...LÉA, minutes: 5 }, { ...desk, at: ago(4) });
    await checks(watchAnswers, 1);
    expect((await alerts())[0]?.state).toBe('muted');
    await muteAlert(platform, { ...LÉA, minutes: 5 }, { ...desk, at: ago(6) });
    await checks(watchAnswers, 1);
    expect((await alerts())[0]?.state).toBe('open');
    expect((await types()).at(-1)).toBe('alert_reopened');
  });

  it('that was a mute ends in silence when its cause went meanwhile', async () => {
    await aDriver(platform, 'd1');
    await moveDriver(platform, { driver: 'd1', position: FAR });
    await checks(watchZone, 2);
    await muteAlert(platform, { ...LÉA, minutes: 5 }, { ...desk, at: ago(6) });
    await moveDriver(platform, { driver: 'd1', position: OPERA });
    await checks(watchZone, 8);
    expect((await alerts())[0]?.state).toBe('muted');
    await checks(watchAnswers, 1);
    expect(await ids()).toEqual([]);
    expect((await types()).at(-1)).toBe('alert_resolved');
  });

  it('to events that are lost closes the alert an hour later', async () => {
    const lost = { kind: 'events_lost', subject: 'epoch1' } as const;
    const details = { from_seq: '12', to_seq: '40' };
    await openAlert(platform, { ...lost, driver: null, severity: 'critical', details }, desk);
    await acknowledgeAlert(platform, lost, { ...desk, at: ago(59) });
    await checks(watchAnswers, 1);
    expect(await ids()).toEqual(['events_lost:epoch1']);
    await platform.redis.flushdb();
    await openAlert(platform, { ...lost, driver: null, severity: 'critical', details }, desk);
    await acknowledgeAlert(platform, lost, { ...desk, at: ago(61) });
    await checks(watchAnswers, 1);
    expect(await ids()).toEqual([]);
  });
});
