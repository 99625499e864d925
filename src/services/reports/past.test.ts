import fc from 'fast-check';
import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { aMoment, aPeriod, centsOf, isIn, meanOf, odd, refill } from '../../../test/helpers/odd.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { dateIn } from '../../domain/zoned-day.ts';
import type { History } from '../mongo/connect.ts';
import { reportCsv } from './csv.ts';
import { isKnown } from './known.ts';
import { client, driver } from './past.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
});

const noNumber = fc.constantFrom(Number.NaN, Number.POSITIVE_INFINITY);
const deliveries = fc
  .uniqueArray(
    fc.record({
      at: aMoment,
      driver_id: fc.constantFrom('d1', 'd2', undefined),
      driver_name: odd(fc.constantFrom('Alice', 'Bob')),
      client_id: fc.constantFrom('u1', 'u2', undefined),
      client: odd(fc.constantFrom('Amélie', 'Bo')),
      destination: odd(fc.constant('Bastille')),
      timed: fc.boolean(),
      region: fc.constantFrom('Paris', 'Banlieue'),
      duration_minutes: odd(fc.oneof(fc.integer({ min: 1, max: 90 }), noNumber)),
      amount_cents: odd(fc.integer({ min: 0, max: 99_999 })),
      rating: odd(fc.oneof(fc.integer({ min: 1, max: 5 }), noNumber)),
    }),
    { selector: ({ at }) => +at, maxLength: 40 },
  )
  .map((all) =>
    all.map(
      ({ at, timed, ...each }, i): Document => ({
        ...{ ...each, command_id: `c${i}` },
        // What has no time at all is listed last, whatever its id; one such keeps the order certain.
        delivery_time: timed || i > 0 ? at : undefined,
      }),
    ),
  );

const numberOf = (value: unknown) =>
  typeof value === 'number' && Number.isFinite(value) ? value : null;
const regions = fc.constantFrom(null, 'Paris');
const shown = (value: unknown, other?: unknown) => String(value ?? other ?? '') || null;

describe('one history', () => {
  it.each([
    ['of a driver', driver, 'driver_id', 'd1', 'client'],
    ['of a client', client, 'client_id', 'u1', 'driver'],
  ] as const)('%s equals an independent computation', async (_, report, field, subject, other) => {
    const [name, id] = other === 'client' ? ['client', 'client_id'] : ['driver_name', 'driver_id'];
    await fc.assert(
      fc.asyncProperty(deliveries, aPeriod, regions, async (all, period, region) => {
        await refill(history, history.deliveries, all);
        const mine = all
          .filter((each) => each[field] === subject && isIn(period, each.delivery_time))
          .filter((each) => region === null || each.region === region)
          .sort((a, b) => (+b.delivery_time || 0) - (+a.delivery_time || 0));
        const found = await askedNow(history, report, period, { subject, region });
        expect(found.rows.map(({ cells }) => cells)).toEqual(
          mine.map((each) => [
            each.command_id,
            each.delivery_time?.getTime() ?? null,
            shown(each[name ?? ''], each[id ?? '']),
            shown(each.destination),
            numberOf(each.duration_minutes),
            centsOf(each),
            numberOf(each.rating),
          ]),
        );
        expect(found.counted).toBe(mine.length);
        if (mine.length > 1) {
          const [mean, rating] = ['duration_minutes', 'rating'].map((field) => {
            const value = meanOf(mine.map((each) => numberOf(each[field])));
            return typeof value === 'number' ? expect.closeTo(value, 6) : null;
          });
          const cents = mine.reduce((sum, each) => sum + centsOf(each), 0);
          expect(found.total?.cells).toEqual(['', null, null, null, mean, cents, rating]);
        } else expect(found.total).toBeNull();
        const days = found.chart?.kind === 'days' ? found.chart.days : [];
        for (const { day, deliveries: n } of days) {
          const on = mine.filter(
            ({ delivery_time: at }) => at && dateIn('Europe/Paris', +at) === day,
          );
          expect(on).toHaveLength(n);
        }
      }),
      { numRuns: 25 },
    );
  });

  it('lists the newest thousand and sums up all', async () => {
    const all = Array.from({ length: 1_200 }, (_, i) => ({
      ...{ command_id: `c${i}`, driver_id: 'd1', amount_cents: 10 },
      delivery_time: new Date(Date.UTC(2026, 0, 1) + ((i * 7) % 1_200) * 60_000),
    }));
    await refill(history, history.deliveries, all);
    const { rows, total, counted } = await askedNow(history, driver, ever, { subject: 'd1' });
    expect(rows).toHaveLength(1_000);
    expect([rows[0]?.cells[1], rows.at(-1)?.cells[1]]).toEqual([
      Date.UTC(2026, 0, 1) + 1_199 * 60_000,
      Date.UTC(2026, 0, 1) + 200 * 60_000,
    ]);
    expect([total?.cells[5], counted]).toEqual([12_000, 1_200]);
  });

  it('compares its total only: no delivery was made before too', async () => {
    const at = (day: number) => ({ delivery_time: new Date(Date.UTC(2026, 6, day, 12)) });
    await refill(history, history.deliveries, [
      ...[1, 2].flatMap((day) =>
        [10, 20].map((amount_cents) => ({
          ...{
            command_id: `${day}/${amount_cents}`,
            driver_id: 'd1',
            amount_cents: day * amount_cents,
          },
          ...at(day),
        })),
      ),
    ]);
    const from = Date.UTC(2026, 6, 2);
    const day = { name: 'x', from, to: from + 86_400_000 };
    const found = await askedNow(history, driver, day, { subject: 'd1' }, 'day');
    expect(found.rows.map(({ before }) => before)).toEqual([undefined, undefined]);
    expect([found.total?.cells[5], found.total?.before?.[5]]).toEqual([60, 30]);
    expect(reportCsv(found)).toMatch(/^key,order,time,client,destination,minutes,amount,rating\r/);
  });

  it('of somebody unknown is told from an empty one', async () => {
    await refill(history, history.deliveries, [
      { command_id: 'c1', driver_id: 'd1', client_id: 'u1', region: 'Paris' },
    ]);
    await history.db.collection('drivers').insertOne({ driver_id: 'd9', regions: ['Sud'] });
    await history.db.collection('clients').insertOne({ client_id: 'u9' });
    await history.db.collection('events').insertOne({ epoch: 1, seq: 1, order: 'c7' });
    const orders: Document[] = [
      { command_id: 'c8', region: 'Nord' },
      { command_id: 'c9', region: 'Est', cancelled_at: new Date() },
    ];
    await history.db.collection('orders').insertMany(orders);
    const known = [
      ...(['d1', 'd9'] as const).map((id) => ['driver', id] as const),
      ...(['u1', 'u9'] as const).map((id) => ['client', id] as const),
      ...(['c1', 'c7', 'c8', 'c9'] as const).map((id) => ['order', id] as const),
      ...(['Paris', 'Sud', 'Est'] as const).map((id) => ['region', id] as const),
    ];
    for (const [kind, id] of known)
      expect([kind, id, await isKnown(history, kind, id)]).toContain(true);
    for (const [kind, id] of [
      ...(['driver', 'client', 'order', 'region'] as const).map((kind) => [kind, 'x'] as const),
      ...(['driver', 'client', 'order', 'region'] as const).map((kind) => [kind, ''] as const),
    ])
      expect([kind, id, await isKnown(history, kind, id)]).toContain(false);
    await history.db.collection(history.deliveries).insertOne({ command_id: 'c2' });
    expect(await isKnown(history, 'region', '')).toBe(true);
    await history.db.collection(history.deliveries).insertOne({ command_id: 'c3', region: 42 });
    expect(await isKnown(history, 'region', '42')).toBe(true);
  });
});
