import fc from 'fast-check';
import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { aMoment, aPeriod, centsOf, isIn, odd, refill } from '../../../test/helpers/odd.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { percentile } from '../../domain/percentile.ts';
import type { History } from '../mongo/connect.ts';
import { cancellations } from './cancellations.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
});

const orders = fc
  .array(
    fc.record({
      cancelled_at: fc.oneof({ weight: 4, arbitrary: aMoment }, fc.constantFrom(undefined, null)),
      waited: fc.integer({ min: 0, max: 5_000_000 }),
      timed: fc.boolean(),
      cancel_reason: fc.constantFrom('client absent', 'closed', '', null, undefined, 7),
      region: fc.constantFrom('Paris', 'Banlieue'),
      amount_cents: odd(fc.integer({ min: 0, max: 99_999 })),
    }),
    { maxLength: 40 },
  )
  .map((all) =>
    all.map(
      ({ waited, timed, ...each }, i): Document => ({
        ...{ ...each, command_id: `c${i}` },
        created_at: timed && each.cancelled_at ? new Date(+each.cancelled_at - waited) : 'early',
      }),
    ),
  );

const close = (value: number) => (Number.isNaN(value) ? null : expect.closeTo(value, 6));
const whole = (ms: number) => Math.floor(ms / 1_000) / 60;

function figures(of: readonly Document[], all: number) {
  const waits = of
    .filter(({ created_at }) => created_at instanceof Date)
    .map(({ created_at, cancelled_at }) => whole(cancelled_at - created_at));
  const cents = of.reduce((sum, each) => sum + centsOf(each), 0);
  return [of.length, close(of.length / all), cents, close(percentile(waits, 0.5))];
}

describe('cancellations', () => {
  it('by reason equal an independent computation', async () => {
    const regions = fc.constantFrom(null, 'Paris');
    await fc.assert(
      fc.asyncProperty(orders, aPeriod, regions, async (all, period, region) => {
        await refill(history, 'orders', all);
        const mine = all.filter(
          (each) =>
            each.cancelled_at &&
            isIn(period, each.cancelled_at) &&
            [null, each.region].includes(region),
        );
        const reasonOf = ({ cancel_reason }: Document) => String(cancel_reason ?? '');
        const found = await askedNow(history, cancellations, period, { region });
        expect(found.counted).toBe(mine.length);
        expect(new Set(found.rows.map(({ key }) => key))).toEqual(new Set(mine.map(reasonOf)));
        for (const { key, cells } of found.rows) {
          const his = mine.filter((each) => reasonOf(each) === key);
          expect(cells).toEqual([key, ...figures(his, mine.length)]);
        }
        const counts = found.rows.map(({ cells }) => Number(cells[1]));
        expect(counts).toEqual([...counts].sort((a, b) => b - a));
        if (found.rows.length > 1)
          expect(found.total?.cells).toEqual(['', ...figures(mine, mine.length)]);
        else expect(found.total).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('of nothing are none', async () => {
    await refill(history, 'orders', []);
    expect(await askedNow(history, cancellations, ever)).toMatchObject({
      ...{ rows: [], total: null, counted: 0 },
    });
  });
});
