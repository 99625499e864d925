import fc from 'fast-check';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { History } from '../mongo/connect.ts';
import { withEmptyDays } from './days.ts';
import { isKnown } from './known.ts';
import { regions } from './regions.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
});

interface Delivery {
  region: string;
  delivery_time: Date;
  duration_minutes?: number;
  amount_cents: number;
  rating?: number;
}

const START = Date.parse('2026-10-20T00:00:00Z');
const deliveries = fc.array(
  fc.record(
    {
      region: fc.constantFrom('Paris', 'Banlieue', 'La Défense', ''),
      delivery_time: fc
        .integer({ min: 0, max: 14 * 86_400 })
        .map((s) => new Date(START + s * 1000)),
      duration_minutes: fc.integer({ min: 100, max: 6_000 }).map((hundredths) => hundredths / 100),
      amount_cents: fc.integer({ min: 0, max: 99_999 }),
      rating: fc.integer({ min: 1, max: 5 }),
    },
    { requiredKeys: ['region', 'delivery_time', 'amount_cents'] },
  ),
  { maxLength: 60 },
);

describe('reports', () => {
  it('find the region that another program keeps as a number, by what its row is called', async () => {
    await history.db.collection(history.deliveries).insertMany([
      { command_id: 'a', region: 42, delivery_time: new Date(START), amount_cents: 100 },
      { command_id: 'b', region: '42', delivery_time: new Date(START), amount_cents: 200 },
      { command_id: 'c', region: 'Paris', delivery_time: new Date(START), amount_cents: 400 },
    ]);
    const [row] = (await askedNow(history, regions, ever, { region: '42' })).rows;
    expect(row?.cells.slice(0, 3)).toEqual(['42', 2, 300]);
    expect(await isKnown(history, 'region', '42')).toBe(true);
    expect(await isKnown(history, 'region', '43')).toBe(false);
  });

  const collection = () => history.db.collection(history.deliveries);
  async function fill(documents: readonly Delivery[]): Promise<void> {
    await collection().deleteMany({});
    if (documents.length === 0) return;
    await collection().insertMany(documents.map((each, i) => ({ ...each, command_id: `r${i}` })));
  }
  afterEach(() => collection().deleteMany({}));

  it('count days in the time zone, the hour that comes twice included', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async (documents) => {
        await fill(documents);
        const { chart } = await askedNow(history, regions, ever);
        const days = chart?.kind === 'days' ? chart.days : [];
        const format = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Paris' });
        for (const { day, deliveries: n } of days) {
          expect(n).toBe(
            documents.filter(({ delivery_time }) => format.format(delivery_time) === day).length,
          );
        }
        expect(days.reduce((sum, each) => sum + each.deliveries, 0)).toBe(documents.length);
      }),
      { numRuns: 10 },
    );
    expect(
      withEmptyDays([
        { day: '2026-03-28', deliveries: 1 },
        { day: '2026-03-30', deliveries: 2 },
      ]),
    ).toEqual([
      { day: '2026-03-28', deliveries: 1 },
      { day: '2026-03-29', deliveries: 0 },
      { day: '2026-03-30', deliveries: 2 },
    ]);
    const apart = [
      { day: '1970-01-01', deliveries: 1 },
      { day: '2026-03-30', deliveries: 2 },
    ];
    expect(withEmptyDays(apart)).toEqual(apart);
  });

  it('count what they can of documents that another program stored', async () => {
    const delivery_time = new Date('2026-11-20T12:00:00Z');
    const raw: object[] = [
      { region: 'Paris', delivery_time, amount: 25.5, duration_minutes: '12', rating: 'good' },
      { region: 'Paris', delivery_time, amount: '10.10', rating: 4 },
      { region: 'Paris', delivery_time, amount: 'free', amount_cents: null },
      { region: 'Paris', delivery_time: '2026-11-20', amount_cents: 1 },
      { region: null, delivery_time: new Date(8e15), amount_cents: 7 },
      { region: 75, delivery_time: null },
      { delivery_time },
    ];
    await collection().insertMany(raw.map((each, i) => ({ ...each, command_id: `o${i}` })));
    const { rows, total, chart } = await askedNow(history, regions, ever);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['Paris', 4, 3561, null, null, null, 4],
      ['', 2, 7, null, null, null, null],
      ['75', 1, 0, null, null, null, null],
    ]);
    expect(total?.cells.slice(1, 3)).toEqual([7, 3568]);
    for (const { key, cells } of rows) {
      const alone = await askedNow(history, regions, ever, { region: key });
      expect(alone.rows.map((row) => row.cells)).toEqual([cells]);
    }
    expect(chart).toEqual({ kind: 'days', days: [{ day: '2026-11-20', deliveries: 4 }] });
  });

  it('of an empty period are empty', async () => {
    const found = await askedNow(history, regions, ever);
    expect(found).toMatchObject({ rows: [], total: null, counted: 0 });
    expect(found.chart).toEqual({ kind: 'days', days: [] });
  });
});
