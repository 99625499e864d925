import { beforeAll, describe, expect, it } from 'vitest';
import { carryAll } from '../../../test/helpers/carry.ts';
import { anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { distanceM } from '../../domain/geo.ts';
import type { Config } from '../config/config.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder, reassignOrder, unassignOrder } from '../redis/transitions/assignments.ts';
import { deliverOrder, failOrder, pickUpOrder } from '../redis/transitions/deliveries.ts';
import { addDriver, driverOffDuty, driverOnDuty } from '../redis/transitions/drivers.ts';
import { cancelOrder, createOrder } from '../redis/transitions/orders.ts';
import { modelOf } from './day.ts';
import { reallyHappened } from './measure.ts';
import { newestOrder, readDay } from './read.ts';
import { rerun } from './run.ts';

const FROM = Date.UTC(2026, 10, 19);
const DAY = { name: '2026-11-19', from: FROM, to: FROM + 86_400_000 };
const at = (clock: string, day = 0) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return FROM + day * 86_400_000 + (hours * 60 + minutes) * 60_000;
};

let config: Config;
let platform: Platform;
let history: History;
const by = (clock: string, day = 0) => ({ ...desk, at: at(clock, day) });

/** A day through the platform's own transitions, carried to MongoDB by the relay. */
beforeAll(async () => {
  config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
  const d = { rating: 4.5, regions: ['Paris'], vehicle: 'scooter', capacity: 3 };
  await addDriver(platform, { id: 'd1', name: 'A', ...d, position: OPERA }, by('20:00', -1));
  await addDriver(platform, { id: 'd2', name: 'B', ...d }, by('20:00', -1));
  const whole = async (
    id: string,
    driver: string,
    times: [string, string, string, string],
    day = 0,
  ) => {
    await createOrder(platform, anOrder(id, { restaurantId: 'r1' }), by(times[0], day));
    await assignOrder(platform, { order: id, driver }, by(times[1], day));
    await pickUpOrder(platform, id, by(times[2], day));
    await deliverOrder(platform, id, by(times[3], day));
  };
  await whole('before', 'd1', ['22:00', '22:01', '22:10', '22:40'], -1);
  await driverOnDuty(platform, { driver: 'd2', position: OPERA }, by('09:30'));
  await whole('c1', 'd1', ['10:00', '10:02', '10:10', '10:30']);
  // Given back, given to another, brought at the second try.
  await createOrder(platform, anOrder('c2', { readyAt: at('11:12') }), by('11:00'));
  await assignOrder(platform, { order: 'c2', driver: 'd1' }, by('11:03'));
  await unassignOrder(platform, { order: 'c2' }, by('11:04'));
  await assignOrder(platform, { order: 'c2', driver: 'd1' }, by('11:05'));
  await reassignOrder(platform, { order: 'c2', driver: 'd2' }, by('11:06'));
  await pickUpOrder(platform, 'c2', by('11:15'));
  await failOrder(platform, 'c2', { ...by('11:30'), via: 'nobody at home' });
  await assignOrder(platform, { order: 'c2', driver: 'd2' }, by('11:35'));
  await pickUpOrder(platform, 'c2', by('11:45'));
  await deliverOrder(platform, 'c2', by('12:00'));
  await createOrder(platform, anOrder('gone'), by('12:00'));
  await cancelOrder(platform, 'gone', { ...by('12:10'), via: 'client absent' });
  await createOrder(platform, anOrder('open'), by('13:00'));
  await driverOffDuty(platform, 'd2', by('14:00'));
  await whole('late', 'd1', ['23:50', '23:55', '23:59', '23:59']);
  await whole('after', 'd1', ['00:10', '00:11', '00:12', '00:20'], 1);
  await carryAll({ config, platform, history });
});

describe('a day that was recorded', () => {
  it('is read from the audit: orders, who was on duty, where drivers were', async () => {
    const past = await readDay(history, null, DAY);
    expect(past).toMatchObject({ cancelled: 1, placeless: 0, tooMany: false, fromEvents: true });
    expect(past.orders.map(({ id }) => id)).toEqual(['c1', 'c2', 'open', 'late']);
    expect(past.orders[1]).toMatchObject({
      ...{ placedAt: at('11:00'), assignedAt: at('11:03'), pickedUpAt: at('11:45') },
      ...{ deliveredAt: at('12:00'), driver: 'd2', readyAt: at('11:12'), region: 'Paris' },
      dueAt: at('11:40'),
    });
    expect(past.orders[2]).toMatchObject({ driver: null, assignedAt: null, deliveredAt: null });
    expect([...past.onDuty]).toEqual(['d1']);
    expect(past.duty).toEqual([
      { driver: 'd2', at: at('09:30'), on: true },
      { driver: 'd2', at: at('14:00'), on: false },
    ]);
    expect(past.lastDoors.get('d1')).toMatchObject({ lon: BASTILLE.lon, lat: BASTILLE.lat });
    expect(past.drivers.get('d2')).toMatchObject({ vehicle: 'scooter', capacity: 3, rating: 4.5 });
  });

  it('really was what can be counted by hand', async () => {
    const past = await readDay(history, null, DAY);
    const way = distanceM(OPERA, BASTILLE) * 1.3;
    // d1: from yesterday's door back, there, back, there. d2: there (the first try left no other place).
    expect(reallyHappened(past, modelOf(past))).toEqual({
      ...{ delivered: 3, clickToDoor: expect.closeTo((30 + 60 + 9) / 3, 6), clickToDoorP90: 60 },
      ...{ assignmentWait: expect.closeTo((2 + 3 + 5) / 3, 6), assignmentWaitP90: 5 },
      assignmentUnknown: 0,
      ...{ latePct: expect.closeTo(100 / 3, 6), km: expect.closeTo((5 * way) / 1_000, 3) },
      kmPerOrder: expect.closeTo((5 * way) / 3_000, 3),
    });
  });

  it('is run again under every policy: all of it is delivered, the open one too', async () => {
    const past = await readDay(history, null, DAY);
    const model = modelOf(past);
    expect(model.day.drivers.map(({ id, onAt, offAt }) => [id, onAt, offAt])).toEqual([
      ['d1', 0, Number.POSITIVE_INFINITY],
      ['d2', 570, 840],
    ]);
    for (const policy of ['closest', 'best_rated', 'balanced', 'optimal'] as const) {
      const outcome = rerun(past, model, policy);
      expect(outcome.delivered).toBe(4);
      expect(outcome.clickToDoor).toBeGreaterThan(5);
    }
  });

  it('is found by its index', async () => {
    const plan = await history.db
      .collection('events')
      .find({ type: { $in: ['order_created', 'order_assigned'] }, at: { $gte: new Date(FROM) } })
      .explain();
    expect(JSON.stringify(plan)).toContain('type_1_at_1');
  });

  it.each([
    ['placed', 'created_at', { created_at: { $gte: new Date(FROM), $lt: new Date(DAY.to) } }, {}],
    ['delivered', 'delivered_at', { delivered_at: { $lt: new Date(FROM) } }, {}],
    ['newest', 'created_at', { created_at: { $type: 'date' } }, { created_at: -1 }],
  ] as const)(
    'its orders that were %s are found by an index',
    async (_what, field, query, sort) => {
      const plan = await history.db.collection('orders').find(query).sort(sort).explain();
      const winning = JSON.stringify(plan.queryPlanner.winningPlan);
      expect(winning).toContain(`"${field}_-1"`);
      expect(winning).not.toMatch(/COLLSCAN|"SORT"/);
    },
  );

  it('is of its own zone; of another nothing is recorded', async () => {
    expect((await readDay(history, 'lyon', { ...DAY, to: FROM + 1 })).orders).toEqual([]);
    expect(await newestOrder(history)).toBe(at('00:10', 1));
  });

  it('from before there were events is taken as its orders ended', async () => {
    const day = { name: '2026-11-01', from: Date.UTC(2026, 10, 1), to: Date.UTC(2026, 10, 2) };
    const minute = (n: number) => new Date(day.from + n * 60_000);
    await history.db.collection('orders').insertMany([
      {
        ...{ command_id: 'h1', region: 'Paris', pickup: [2.33, 48.87], dropoff: [2.36, 48.85] },
        ...{ driver_id: 'd1', created_at: minute(600), assigned_at: minute(604) },
        ...{ picked_up_at: minute(610), delivered_at: minute(630), status: 'livrée' },
      },
      { command_id: 'h2', created_at: minute(700), pickup: [2.33, 48.87], region: 'Paris' },
    ]);
    const past = await readDay(history, null, day);
    expect(past).toMatchObject({ fromEvents: false, placeless: 1 });
    expect(past.orders).toHaveLength(1);
    expect(reallyHappened(past, modelOf(past))).toMatchObject({
      ...{ delivered: 1, clickToDoor: 30, assignmentWait: 4, latePct: 0 },
    });
    expect(rerun(past, modelOf(past), 'closest').delivered).toBe(1);
  });
});
