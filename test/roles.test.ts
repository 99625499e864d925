import pino from 'pino';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { messages } from '../src/i18n/index.ts';
import { findCandidates } from '../src/services/board/candidates.ts';
import { driverDistance } from '../src/services/board/distance.ts';
import { readBoardFromHistory } from '../src/services/board/history.ts';
import { outboxLag } from '../src/services/board/lag.ts';
import { readBoard } from '../src/services/board/snapshot.ts';
import type { AclRole } from '../src/services/config/acl.ts';
import { openLog } from '../src/services/log/log.ts';
import { connectMongo, type History } from '../src/services/mongo/connect.ts';
import type { Platform } from '../src/services/redis/connect.ts';
import { recentEvents } from '../src/services/redis/events.ts';
import * as alerts from '../src/services/redis/transitions/alerts.ts';
import * as assignments from '../src/services/redis/transitions/assignments.ts';
import * as deliveries from '../src/services/redis/transitions/deliveries.ts';
import * as drivers from '../src/services/redis/transitions/drivers.ts';
import * as creations from '../src/services/redis/transitions/orders.ts';
import { explainReport } from '../src/services/reports/explain.ts';
import { isKnown } from '../src/services/reports/known.ts';
import { REPORTS } from '../src/services/reports/list.ts';
import { liveReport } from '../src/services/reports/live.ts';
import { regions } from '../src/services/reports/regions.ts';
import { steerSimulator } from '../src/services/simulator/control.ts';
import { runSimulator } from '../src/services/simulator/run.ts';
import { readHealth } from '../src/services/status/health.ts';
import { readStatus } from '../src/services/status/status.ts';
import { trimEvents } from '../src/services/sync/trim.ts';
import { createProgress } from '../src/services/worker/progress.ts';
import { runWorker } from '../src/services/worker/run.ts';
import { watchZone } from '../src/services/worker/zone-watch.ts';
import { startLive } from '../src/store/live.ts';
import { createConsoleStore } from '../src/store/store.ts';
import { startArchiver } from './helpers/archiver.ts';
import { vigie } from './helpers/binary.ts';
import { aDriver, anOrder, BASTILLE, deliver, desk, OPERA } from './helpers/life.ts';
import { aScope, askedNow, endless, ever } from './helpers/reports.ts';
import { type Roles, startRoles } from './helpers/roles.ts';
import { ownPlatform, until } from './helpers/servers.ts';

const orders = { ...creations, ...assignments, ...deliveries };

/** A log whose lines the test reads. */
function aLog() {
  const lines: string[] = [];
  const log = pino({ level: 'debug' }, { write: (line: string) => void lines.push(line) });
  return { lines, log };
}

const VIEW = { waitingOffset: 0, waitingLimit: 20 };
const alert = { kind: 'out_of_zone', subject: 'd1', driver: 'd1' } as const;

/** Every transition there is, each on its own order or driver; in this order all of them succeed. */
const life = (platform: Platform): [string, () => Promise<{ ok: boolean }>][] => {
  const order = (id: string) => () => orders.createOrder(platform, anOrder(id), desk);
  const assign = (id: string) => () =>
    orders.assignOrder(platform, { order: id, driver: 'd1' }, { ...desk, via: 'closest' });
  const driver = { id: 'd1', name: 'Léa', rating: 4.5, regions: ['Paris'], position: OPERA };
  const opened = { ...alert, severity: 'critical', details: { name: 'Léa' } } as const;
  return [
    ['add a driver', () => drivers.addDriver(platform, { ...driver, capacity: 9 }, desk)],
    ['create', order('c1')],
    ['create another', order('c2')],
    ['assign', assign('c1')],
    ['unassign', () => orders.unassignOrder(platform, { order: 'c1' }, desk)],
    ['assign again', assign('c1')],
    ['pick up', () => orders.pickUpOrder(platform, 'c1', desk)],
    ['move', () => drivers.moveDriver(platform, { driver: 'd1', position: BASTILLE })],
    ['deliver', () => orders.deliverOrder(platform, 'c1', desk)],
    ['cancel', () => orders.cancelOrder(platform, 'c2', { ...desk, via: 'client absent' })],
    ['rate', () => orders.rateOrder(platform, { order: 'c1', stars: 5, text: 'Bien' }, desk)],
    ['create a third', order('c3')],
    ['assign the third', assign('c3')],
    ['add another driver', () => drivers.addDriver(platform, { ...driver, id: 'd9' }, desk)],
    ['reassign', () => orders.reassignOrder(platform, { order: 'c3', driver: 'd9' }, desk)],
    ['pick up the third', () => orders.pickUpOrder(platform, 'c3', desk)],
    ['fail', () => orders.failOrder(platform, 'c3', { ...desk, via: 'client absent' })],
    ['correct', () => orders.correctOrder(platform, { order: 'c3', note: 'Code 12' }, desk)],
    ['delete', () => orders.deleteOrder(platform, 'c3', desk)],
    [
      'change regions',
      () => drivers.setDriverRegions(platform, { driver: 'd9', regions: ['Banlieue'] }, desk),
    ],
    ['remove', () => drivers.removeDriver(platform, 'd9', desk)],
    ['off duty', () => drivers.driverOffDuty(platform, 'd1', desk)],
    ['on duty', () => drivers.driverOnDuty(platform, { driver: 'd1', position: OPERA }, desk)],
    ['open an alert', () => alerts.openAlert(platform, opened, desk)],
    ['escalate it', () => alerts.escalateAlert(platform, alert, desk)],
    ['acknowledge it', () => alerts.acknowledgeAlert(platform, alert, desk)],
    ['mute it', () => alerts.muteAlert(platform, { ...alert, minutes: 5 }, desk)],
    ['reopen it', () => alerts.reopenAlert(platform, { ...alert, from: 'muted' }, desk)],
    ['resolve it', () => alerts.resolveAlert(platform, alert, desk)],
  ];
};

describe.each([
  ['6.2', null],
  ['7', null],
  ['7', 'paris'],
] as const)('under the users of vigie config acl, on Redis %s, zone %s', (version, zone) => {
  let roles: Roles;

  beforeAll(async () => {
    roles = await startRoles(version, zone);
  });

  const platformOf = (role: AclRole) => ownPlatform(roles.config(role));
  const historyOf = async (role: AclRole): Promise<History> => {
    const history = await connectMongo(roles.config(role).mongo, 'test');
    onTestFinished(() => history.close());
    return history;
  };
  /** Nobody was refused anything, by neither server. */
  const nothingRefused = async () => expect(await roles.refusals()).toEqual([]);
  /** What the console shows and reports, read as one role. */
  const readAll = async (role: AclRole) => {
    const [platform, history] = [await platformOf(role), await historyOf(role)];
    const waiting = { id: 'w1', region: 'Paris', pickup: OPERA };
    return {
      board: await readBoard(platform, VIEW),
      candidates: await findCandidates(platform, waiting),
      distance: await driverDistance(platform, 'd1', 'd1'),
      events: await recentEvents(platform, 50),
      past: await readBoardFromHistory(history),
      regions: await askedNow(history, regions, ever),
      reports: await readReports(platform, history),
      status: await readStatus(roles.config(role)),
      health: await readHealth(roles.config(role)),
    };
  };
  /** Every report, also live, and explained: how many there are. */
  const readReports = async (platform: Platform, history: History) => {
    const scope = aScope(ever, { deliveries: history.deliveries, subject: 'c1' });
    const { signal } = new AbortController();
    for (const report of REPORTS) {
      await askedNow(history, report, ever, { subject: 'c1' });
      await explainReport(history, report, scope, { signal, maxTimeMs: 10_000 });
      if (report.live) await liveReport(platform, history, report, scope);
    }
    for (const kind of ['driver', 'client', 'order', 'region'] as const)
      await isKnown(history, kind, 'c1');
    return REPORTS.length;
  };
  /** A console without a screen, until its board and both links are there. */
  const aConsole = async (role: AclRole) => {
    const leave = new AbortController();
    onTestFinished(() => leave.abort());
    const start = {
      zone,
      operator: 'desk1',
      lang: 'en',
      timeZone: 'Europe/Paris',
      ascii: false,
      theme: 'default',
      readonly: false,
    } as const;
    const size = { columns: 120, rows: 40, now: Date.now(), welcome: '' };
    const store = createConsoleStore({ ...start, ...size });
    const config = roles.config(role);
    startLive(store, config, await openLog(config, 'console'), leave.signal);
    await until('the board', () => store.getState().board !== null);
    await until('MongoDB', () => store.getState().mongo.state === 'up');
    await until('the feed', () => store.getState().feed.length > 0);
  };

  it('a console does every transition, reads every screen, and steers the simulator', async () => {
    const platform = await platformOf('console');
    for (const [name, run] of life(platform)) {
      expect([name, await run()]).toMatchObject([name, { ok: true }]);
    }
    await orders.createOrder(platform, anOrder('w1'), desk);
    await steerSimulator(platform, { paused: true });
    await steerSimulator(platform, { step: true });
    const all = await readAll('console');
    expect(all.board).toMatchObject({ counts: { waiting: 1, delivered: 1, cancelled: 1 } });
    expect(all.candidates.eligible).toMatchObject([{ driverId: 'd1' }]);
    expect(all.health.services).toMatchObject({
      redis: { status: 'up', appendfsync: 'always', maxmemory_policy: 'noeviction' },
      mongodb: { status: 'up', replica_set: 'vigie', members: [{ state: 'PRIMARY', up: true }] },
    });
    expect(all.health.services.mongodb.oplog_hours).not.toBeNull();
    expect(all.health.services.redis.memory?.headroom).toBeGreaterThan(0);
    await aConsole('console');
    await nothingRefused();
  });

  it('a worker carries, adopts, watches, caches and trims, and is refused nothing', async () => {
    const desk1 = await platformOf('console');
    const { keys } = desk1;
    const { lines, log } = aLog();
    const stop = new AbortController();
    const config = roles.config('worker');
    const done = runWorker(config, log, stop.signal);
    onTestFinished(async () => {
      stop.abort();
      await done;
    });
    const history = await historyOf('worker');
    await aDriver(desk1, 'd2');
    await deliver(desk1, 'c9', 'd2');

    // Another program's order and driver, and a driver far outside.
    await roles.admin(
      'HSET',
      keys.order('x1'),
      'status',
      'en_attente',
      'client',
      'Zoé',
      'amount',
      '12.5',
    );
    await roles.admin('SADD', keys.ordersStatus('waiting'), 'x1');
    await roles.admin(
      'HSET',
      keys.driver('x2'),
      'name',
      'Ugo',
      'status',
      'disponible',
      'rating',
      '4.1',
      'region',
      'Paris',
    );
    await roles.admin('SADD', keys.driversAll, 'x2');
    await until(
      'the order is adopted',
      async () => (await desk1.redis.hget(keys.order('x1'), 'version')) !== null,
    );
    await until('the driver is adopted', async () =>
      desk1.redis.sismember(keys.driversStatus('free'), 'x2'),
    );
    await until('the leaderboard', async () => desk1.redis.exists(keys.topDrivers));
    await until('all carried', async () => (await outboxLag(desk1)).lag === 0);
    expect(await history.db.collection('deliveries').findOne({ command_id: 'c9' })).not.toBeNull();
    expect(await history.db.collection('orders').findOne({ command_id: 'x1' })).not.toBeNull();

    // What can't be read as an event goes to the dead letters.
    await roles.admin('XADD', keys.events, '*', 'type', 'nonsense');
    await until('the dead letter', () => history.db.collection('dead_letters').findOne());

    // The round that comes every ten seconds, at once.
    const progress = createProgress();
    const context = { config, platform: await platformOf('worker'), name: 'w', log, progress };
    const open = () => desk1.redis.zscore(keys.alertsOpen, 'out_of_zone:d2');
    await drivers.moveDriver(desk1, { driver: 'd2', position: { lon: 2.6, lat: 49.2 } });
    await until('the alert', async () => {
      await watchZone(context);
      return open();
    });
    await drivers.driverOffDuty(desk1, 'd2', desk);
    await watchZone(context);
    expect(await open()).toBeNull();
    stop.abort();
    await done;
    expect(
      lines.filter((line) => /NOPERM|not authorized|a round failed|interrupted/i.test(line)),
    ).toEqual([]);
    await nothingRefused();
  }, 60_000);

  it('who only looks reads every screen and the reports', async () => {
    const all = await readAll('readonly');
    expect(all.board.counts.delivered).toBe(2);
    expect(all.regions.counted).toBe(2);
    expect(all.reports).toBe(REPORTS.length);
    // What is given up is ended by who asked for it.
    const mine = await historyOf('readonly');
    const soon = { signal: AbortSignal.timeout(200), maxTimeMs: 10_000 };
    const given = explainReport(mine, endless, aScope(ever, { deliveries: mine.deliveries }), soon);
    await expect(given).rejects.toThrow('aborted');
    expect(all.events.length).toBeGreaterThan(0);
    expect(all.status).toMatchObject({ redis: { ok: true }, mongo: { ok: true } });
    // CONFIG GET tells passwords too: what INFO does not say is not told.
    expect(all.health.services.redis).toMatchObject({
      ...{ status: 'up', appendonly: 'yes', appendfsync: null, maxmemory_policy: 'noeviction' },
    });
    expect(all.health.services.mongodb.members).toMatchObject([{ state: 'PRIMARY' }]);
    expect(all.health.zone?.sync.backlog).toMatchObject({ headroom_events: null });
    const { out } = await vigie(['health'], roles.env('readonly'));
    expect(out).toContain('Redis does not let this user read its settings');
    expect(out).not.toContain('All well');
    const report = await vigie(['report', 'drivers', '--explain'], roles.env('readonly'));
    expect([report.code, report.err]).toEqual([0, '']);
  });

  it('who only looks is refused every transition, by Redis, in a sentence', async () => {
    await roles.forget();
    const platform = await platformOf('readonly');
    const before = await roles.admin('GET', platform.keys.eventsSeq);
    await aConsole('readonly');
    expect(await roles.refusals()).toEqual([]);
    for (const [name, run] of life(platform)) {
      expect([name, await run()]).toEqual([
        name,
        { ok: false, refusal: 'not_permitted', details: {} },
      ]);
    }
    expect((await roles.refusals()).join()).toContain('evalsha');
    await expect(steerSimulator(platform, { paused: true })).rejects.toThrow(/NOPERM/);
    await expect(platform.redis.set('driver:d1', 'x')).rejects.toThrow(/NOPERM/);
    const history = await historyOf('readonly');
    const insert = history.db.collection('deliveries').insertOne({ command_id: 'forged' });
    await expect(insert).rejects.toThrow(/not authorized/);
    expect(await roles.admin('GET', platform.keys.eventsSeq)).toBe(before);
    expect(messages('en').refusals.not_permitted({})).toMatch(/may only look/);
  });

  it('nobody reaches keys that are not of the platform', async () => {
    for (const role of ['console', 'readonly', 'worker', 'commands'] as const) {
      const { redis } = await platformOf(role);
      const key = zone === null ? 'session:1' : 'order:c1';
      await expect(redis.get(key)).rejects.toThrow(/NOPERM/);
      await expect(redis.flushdb()).rejects.toThrow(/NOPERM/);
    }
  });

  it('a worker trims what is carried', async () => {
    await roles.forget();
    const worker = await platformOf('worker');
    const { redis, keys } = worker;
    const pipeline = redis.pipeline();
    for (let i = 0; i < 12_000; i += 1) pipeline.xadd(keys.events, '*', 'type', 'x');
    await pipeline.exec();
    await redis.xgroup('SETID', keys.events, 'mongo', '$');
    expect(await trimEvents(worker)).toBeGreaterThan(0);
    await nothingRefused();
  });

  it('the archive is filled and followed as the user of the commands', async () => {
    await roles.forget();
    const env = roles.env('commands');
    const { code, err } = await vigie(['archive', 'batch'], env);
    expect([code, err]).toEqual([0, expect.not.stringMatching(/not authorized/)]);
    const watcher = startArchiver(roles.config('commands'), env);
    await until('it watches', () => watcher.told('watching').length > 0);
    const { db } = await historyOf('worker');
    await db
      .collection('orders')
      .insertOne({ command_id: 'a1', status: 'livrée', epoch: 0, seq: 1 });
    await until('it is archived', () => db.collection('archive').findOne({ command_id: 'a1' }));
    expect(await watcher.end()).toBe(0);
    expect(watcher.told('interrupted')).toEqual([]);
    await nothingRefused();
  });

  it('seed, indexes, archive and simulator work as the user of the commands', async () => {
    await roles.admin('FLUSHALL');
    await roles.forget();
    const { code, err } = await vigie(['seed', '--force'], roles.env('commands'));
    expect([code, err]).toEqual([0, expect.not.stringMatching(/NOPERM|not authorized/)]);
    const { MONGO_URI = '', ...others } = roles.env('commands');
    const stranger = { ...others, MONGO_URI: MONGO_URI.replace(/:[^:@]+@/, ':wrong@') };
    const refused = await vigie(['mongo', 'indexes', '--lang', 'en'], stranger);
    expect(refused).toMatchObject({ code: 1, out: '' });
    expect(refused.err).toMatch(/refused: Authentication failed\. Look at the user in MONGO_URI/);
    const indexes = await vigie(['mongo', 'indexes', '--json'], roles.env('commands'));
    const { unused, missing } = JSON.parse(indexes.out);
    expect([indexes.code, missing, unused[0]?.used?.times]).toEqual([0, [], 0]);
    const archived = await vigie(['archive', 'batch', '--json'], roles.env('commands'));
    const completeness = { whole: 154, partial: 0, none: 0 };
    expect(JSON.parse(archived.out)).toMatchObject({ archived: 154, completeness });
    const platform = await platformOf('commands');
    const stop = new AbortController();
    const { lines, log } = aLog();
    const options = { rate: 1, speed: 64, seed: 1, still: false };
    const done = runSimulator(platform, options, log, stop.signal);
    await until(
      'an order rides',
      async () => {
        const events = await recentEvents(platform, 100);
        return events.some(({ type, by }) => /picked|delivered/.test(type) && by === 'simulator');
      },
      40_000,
    );
    stop.abort();
    await done;
    expect(lines).toEqual([]);
    await nothingRefused();
  }, 60_000);
});
