import fc from 'fast-check';
import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { aMoment, aPeriod, centsOf, isIn, odd, refill } from '../../../test/helpers/odd.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { History } from '../mongo/connect.ts';
import { products } from './products.ts';
import { spenders } from './spenders.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
  const names = [{ _id: 'p1', name: 'Tarte' }, { _id: 'p2' }];
  await history.db.collection<{ _id: string }>('menus').insertMany(names);
});

const item = fc.record({
  product_id: odd(fc.constantFrom('p1', 'p2', 'p3')).filter((id) => !Array.isArray(id)),
  quantity: odd(fc.integer({ min: 1, max: 5 })),
});
const deliveries = fc
  .array(
    fc.record({
      client_id: fc.constantFrom('u1', 'u2', 'u3', '', null, undefined),
      client: fc.constantFrom('Amélie', 'Bo'),
      region: fc.constantFrom('Paris', 'Banlieue', ''),
      delivery_time: odd(aMoment),
      amount_cents: odd(fc.integer({ min: 0, max: 99_999 })),
      amount: odd(fc.constantFrom(1.1, '2.20', 7)),
      items: fc.oneof(
        fc.array(item, { maxLength: 4 }),
        fc.constantFrom(undefined, null, 'p1', { product_id: 'p1', quantity: 3 }),
      ),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((each, i): Document => ({ ...each, command_id: `c${i}` })));

/** What is asked for: the documents of a period, and of a region where one is named. */
const regions = fc.constantFrom(null, 'Paris', '');
const among = (all: readonly Document[], period: typeof ever, region: string | null) =>
  all.filter((each) => isIn(period, each.delivery_time) && [null, each.region].includes(region));

/** Largest first, of equal ones the last id first. */
const ranked = (figures: ReadonlyMap<string, readonly [number, number]>) =>
  [...figures].sort(([a, [n]], [b, [m]]) => m - n || (a < b ? 1 : -1));

function sums(entries: readonly (readonly [string, number, number])[]) {
  const figures = new Map<string, readonly [number, number]>();
  for (const [id, one, two] of entries) {
    const [a, b] = figures.get(id) ?? [0, 0];
    figures.set(id, [a + one, b + two]);
  }
  return figures;
}

describe('the best', () => {
  it('sellers equal an independent computation', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, aPeriod, regions, async (all, period, region) => {
        await refill(history, history.deliveries, all);
        const mine = among(all, period, region);
        const sold = sums(
          mine.flatMap(({ items }) => {
            const seen = new Set<string>();
            return (Array.isArray(items) ? items : []).flatMap(({ product_id: id, quantity }) => {
              if (typeof id !== 'string' || id === '') return [];
              const first = seen.has(id) ? 0 : 1;
              seen.add(id);
              return [[id, typeof quantity === 'number' ? quantity : 1, first] as const];
            });
          }),
        );
        const found = await askedNow(history, products, period, { region });
        expect(found.rows.map(({ key, cells }) => [key, cells])).toEqual(
          ranked(sold).map(([id, figures]) => [id, [id === 'p1' ? 'Tarte' : id, id, ...figures]]),
        );
        expect(found.counted).toBe(mine.length);
        const quantity = [...sold.values()].reduce((sum, [n]) => sum + n, 0);
        if (sold.size > 1) expect(found.total?.cells).toEqual(['', null, quantity, mine.length]);
        else expect(found.total).toBeNull();
      }),
      { numRuns: 25 },
    );
  });

  it('clients equal an independent computation, to the cent', async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, aPeriod, regions, async (all, period, region) => {
        await refill(history, history.deliveries, all);
        const mine = among(all, period, region).filter(({ client_id }) => client_id);
        const spent = sums(mine.map((each) => [each.client_id, centsOf(each), 1]));
        const found = await askedNow(history, spenders, period, { region });
        expect(found.rows.map(({ key, cells }) => [key, cells.slice(1)])).toEqual(
          ranked(spent).map(([id, figures]) => [id, [id, ...figures]]),
        );
        expect(found.counted).toBe(mine.length);
        const cents = mine.reduce((sum, each) => sum + centsOf(each), 0);
        if (spent.size > 1) expect(found.total?.cells).toEqual(['', null, cents, mine.length]);
      }),
      { numRuns: 25 },
    );
  });

  it('clients bear the name of their newest delivery, an id where there is none', async () => {
    const at = (day: number) => new Date(Date.UTC(2026, 10, day));
    await refill(history, history.deliveries, [
      { command_id: 'a', client_id: 'u1', client: 'Old name', delivery_time: at(1) },
      { command_id: 'b', client_id: 'u1', client: 'New name', delivery_time: at(3) },
      { command_id: 'c', client_id: 'u1', client: 'Middle', delivery_time: at(2) },
      { command_id: 'd', client_id: 'u2', delivery_time: at(2) },
    ]);
    const { rows } = await askedNow(history, spenders, ever);
    expect(rows.map(({ cells: [name] }) => name)).toEqual(['u2', 'New name']);
  });

  it('stand beside what they were, best or not, and the total beside that of all', async () => {
    const at = (day: number) => new Date(Date.UTC(2026, 6, day, 12));
    const of = (id: number, day: number, n: number) => ({
      ...{ command_id: `${day}/${id}`, client_id: `u${id}`, amount_cents: n },
      ...{ items: [{ product_id: `p${id}`, quantity: n }], delivery_time: at(day) },
    });
    await refill(history, history.deliveries, [
      ...Array.from({ length: 110 }, (_, i) => of(i, 1, 200 - i)),
      ...[of(109, 2, 500), of(1, 2, 300), of(999, 2, 100)],
    ]);
    const from = Date.UTC(2026, 6, 2);
    const day = { name: 'x', from, to: from + 86_400_000 };
    const sum = (110 * (200 + 91)) / 2;
    for (const report of [products, spenders]) {
      const { rows, total } = await askedNow(history, report, day, {}, 'day');
      expect(
        rows.map(({ cells, before }) => [cells[2], before === null ? null : before?.slice(2)]),
      ).toEqual([
        ...[
          [500, [91, 1]],
          [300, [199, 1]],
          [100, null],
        ],
      ]);
      expect(total?.before?.slice(2)).toEqual([sum, 110]);
      // Alone among the best of now: before, the others were there all the same.
      await history.db.collection(history.deliveries).deleteOne({ command_id: '2/1' });
      const fewer = await askedNow(history, report, day, {}, 'day');
      expect(fewer.total?.before?.slice(2)).toEqual([sum, 110]);
      await history.db.collection(history.deliveries).insertOne(of(1, 2, 300));
    }
  });

  it('are a hundred, and the total is of all', async () => {
    const all = Array.from({ length: 130 }, (_, i) => ({
      ...{ command_id: `c${i}`, client_id: `u${i}`, amount_cents: 100 + i },
      items: [{ product_id: `p${i}`, quantity: 1 + i }],
    }));
    await refill(history, history.deliveries, all);
    for (const [report, sum] of [
      [products, (130 * 131) / 2],
      [spenders, 13_000 + (129 * 130) / 2],
    ] as const) {
      const { rows, total } = await askedNow(history, report, ever);
      expect(rows).toHaveLength(100);
      expect(total?.cells.slice(2)).toEqual([sum, 130]);
    }
  });
});
