import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope, askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { hydrate } from '../hydrate/hydrate.ts';
import { drivers } from '../reports/drivers.ts';
import { liveReport } from '../reports/live.ts';
import { products } from '../reports/products.ts';
import type { ReportTable } from '../reports/report.ts';
import { spenders } from '../reports/spenders.ts';
import { modelOf } from '../whatif/day.ts';
import { readDay } from '../whatif/read.ts';
import { historyOf } from './documents.ts';
import { DEFAULT_SIZE, generate } from './generate.ts';
import { seed } from './seed.ts';
import { shiftsOf, writeShifts } from './shifts.ts';

const AT = Date.parse('2026-11-20T20:00:00Z');
const DAY = 86_400_000;
const MIDNIGHT = Math.floor(AT / DAY) * DAY;
const LATE = 40 * 60_000;

const pairs = (flat: readonly string[]) =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i] ?? '', flat[2 * i + 1]] as const);

describe('the seed’s past', () => {
  it('is worth a report: every strategy was used, some came late and some at a second try', () => {
    const { past } = generate({ ...DEFAULT_SIZE, deliveries: 600 }, AT);
    const late = past.filter((each) => each.finishedAt > each.createdAt + LATE);
    for (const strategy of ['closest', 'best_rated', 'balanced', 'optimal'])
      expect(past.filter((each) => each.strategy === strategy).length).toBeGreaterThan(30);
    expect(late.length / past.length).toBeGreaterThan(0.05);
    expect(late.length / past.length).toBeLessThan(0.4);
    expect(past.some(({ attempts }) => attempts > 0)).toBe(true);
  });

  it('has every order within a shift of its driver, none of which overlap or touch today', () => {
    const size = fc.record({ drivers: fc.nat(30), deliveries: fc.nat(80), seed: fc.nat() });
    fc.assert(
      fc.property(size, (wanted) => {
        const { past } = generate({ ...wanted, orders: 0 }, AT);
        const shifts = shiftsOf(past);
        expect(shiftsOf(past)).toEqual(shifts);
        for (const { driver, assignedAt, finishedAt } of past)
          expect(
            !driver ||
              shifts.some(
                (shift) =>
                  shift.driver === driver.id && shift.from <= assignedAt && finishedAt <= shift.to,
              ),
          ).toBe(true);
        for (const [i, shift] of shifts.entries()) {
          expect(shift.to).toBeLessThanOrEqual(MIDNIGHT + DAY / 24);
          const next = shifts.slice(i + 1).find(({ driver }) => driver === shift.driver);
          expect(next?.from ?? Number.POSITIVE_INFINITY).toBeGreaterThan(shift.to);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('is counted in Redis as MongoDB counts it, once, and again after a loss', async () => {
    const config = testConfig(await ownRedis());
    const [platform, history] = [await ownPlatform(config), await ownHistory(config)];
    const { signal } = new AbortController();
    const run = (at: number) =>
      seed(platform, history, DEFAULT_SIZE, {
        ...{ at, force: false, signal, onProgress: () => undefined },
      });
    const counted = ({ rows }: ReportTable) =>
      rows.map(({ key, cells }) => [key, ...cells.slice(0, 3)]);
    const agree = async () => {
      for (const report of [products, spenders]) {
        const live = await liveReport(platform, history, report, aScope(ever));
        expect(live.rows.length).toBeGreaterThan(20);
        expect(counted(live)).toEqual(counted(await askedNow(history, report, ever)));
      }
      const { redis, keys } = platform;
      for (const [id, sold] of pairs(
        await redis.zrange(keys.productsSold, '0', '-1', 'WITHSCORES'),
      ))
        expect([id, await redis.get(keys.productSold(id))]).toEqual([id, sold]);
    };
    await run(AT);
    await agree();
    await run(AT + 1);
    await agree();
    await platform.redis.flushall();
    await hydrate(platform, history, { force: false, signal, onProgress: () => undefined });
    await agree();
  });

  it('tells how busy drivers were, and is run again with their shifts; written twice nothing is doubled', async () => {
    const history = await ownHistory(testConfig(await ownRedis()));
    const { past } = generate(DEFAULT_SIZE, AT);
    const { signal } = new AbortController();
    const documents = past.map(historyOf);
    await history.db.collection(history.deliveries).insertMany(documents.map((d) => d.delivery));
    await history.db.collection('orders').insertMany(documents.map((d) => d.order));
    await writeShifts(history, null, past, signal);
    await writeShifts(history, null, past, signal);
    const shifts = shiftsOf(past);
    expect(await history.db.collection('events').countDocuments()).toBe(2 * shifts.length);

    const period = { name: 'past', from: MIDNIGHT - 14 * DAY, to: MIDNIGHT };
    const { rows } = await askedNow(history, drivers, period);
    expect(rows.length).toBeGreaterThan(10);
    for (const { cells } of rows) {
      expect(cells[5]).toBeGreaterThan(0.01);
      expect(cells[5]).toBeLessThan(0.9);
    }

    const [first] = shifts.filter(({ from }) => from > MIDNIGHT - 5 * DAY);
    const from = Math.floor((first?.from ?? 0) / DAY) * DAY;
    const day = await readDay(history, null, { name: 'a day', from, to: from + DAY });
    const onDay = shifts.filter((shift) => shift.from >= from && shift.from < from + DAY);
    expect(day.duty.filter(({ on }) => on)).toEqual(
      onDay.map((shift) => ({ driver: shift.driver, at: Math.round(shift.from), on: true })),
    );
    expect([...day.onDuty]).toEqual([]);
    expect(modelOf(day).day.drivers).toHaveLength(onDay.length);
  });
});
