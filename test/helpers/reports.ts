import fc from 'fast-check';
import type { Document } from 'mongodb';
import type { Period } from '../../src/domain/period.ts';
import type { ColumnKind, ReportCell } from '../../src/domain/report-words.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import { regions } from '../../src/services/reports/regions.ts';
import type { Chart, DayCount, Report, Scope } from '../../src/services/reports/report.ts';
import {
  type Against,
  MAX_TIME_MS,
  type ReportResult,
  runReport,
} from '../../src/services/reports/run.ts';

/** All time. */
export const ever: Period = { name: 'all', from: null, to: null };

/** A scope in Paris' time, over all regions, unless it says otherwise. */
export function aScope(period: Period, more: Partial<Scope> = {}): Scope {
  const all = { region: null, subject: null, deliveries: 'deliveries' };
  return { period, timeZone: 'Europe/Paris', ...all, ...more };
}

/** What a report says of a period; in Paris' time, over all regions, unless the scope says otherwise. */
export function askedNow(
  history: History,
  report: Report,
  period: Period,
  more: Partial<Scope> = {},
  against: Against | null = null,
): Promise<ReportResult> {
  const scope = aScope(period, { deliveries: history.deliveries, ...more });
  const { signal } = new AbortController();
  return runReport(history, report, scope, {
    ...{ signal, maxTimeMs: MAX_TIME_MS, against, now: Date.now() },
  });
}

const SHOWN = ['region', 'deliveries', 'revenue', 'mean', 'rating'];

/** A result of the report of regions that nobody had to ask for, without some of its columns. */
export function aRegionsResult(
  rows: readonly (readonly ReportCell[])[],
  total: readonly ReportCell[],
  days: readonly DayCount[],
): ReportResult {
  const { columns } = regions.table([], aScope(ever));
  return {
    columns: columns.filter(({ id }) => SHOWN.includes(id)),
    rows: rows.map((cells) => ({ key: String(cells[0]), cells })),
    total: rows.length > 1 ? { key: '', cells: total } : null,
    counted: Number(total[1]),
    chart: { kind: 'days', days },
    ...{ scope: aScope(ever), beforePeriod: null, ms: 14 },
  };
}

/** The same, beside what was found before: the cells that `before` makes of each row. */
export function withBefore(
  result: ReportResult | null,
  before: (cells: readonly ReportCell[], index: number) => readonly ReportCell[] | null,
): { result: ReportResult | null } {
  if (!result) return { result };
  const rows = result.rows.map((row, index) => ({ ...row, before: before(row.cells, index) }));
  const total = result.total && { ...result.total, before: before(result.total.cells, -1) };
  return { result: { ...result, rows, total, beforePeriod: ever } };
}

const KINDS = ['text', 'count', 'money', 'minutes', 'share', 'rating', 'time', 'event'] as const;
const IDS = ['deliveries', 'revenue', 'mean', 'p50', 'late', 'rating', 'utilisation'] as const;

const aName = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.string({ unit: 'grapheme', maxLength: 60 }),
  fc.constantFrom('', '東京都千代田区', 'Île-de-France'.repeat(8)),
);

const cellOf = (kind: ColumnKind): fc.Arbitrary<ReportCell> =>
  kind === 'text' || kind === 'event'
    ? fc.option(aName)
    : fc.option(fc.oneof(fc.nat(2_000_000), fc.double({ min: 0, max: 1e6, noNaN: true })));

const aChart: fc.Arbitrary<Chart | null> = fc.oneof(
  fc.constant(null),
  fc.constant({ kind: 'bars', column: 1 } as const),
  fc.array(fc.nat(900), { maxLength: 60 }).map((counts) => ({
    kind: 'days' as const,
    days: counts.map((deliveries, day) => ({
      ...{ day: new Date(day * 86_400_000).toISOString().slice(0, 10), deliveries },
    })),
  })),
  fc
    .array(fc.array(fc.nat(90), { minLength: 24, maxLength: 24 }), { minLength: 7, maxLength: 7 })
    .map((cells) => ({ kind: 'heat' as const, cells })),
);

/** Any report: columns of all kinds, rows with and without what was before and what they are measured by. */
export const anyResult: fc.Arbitrary<ReportResult> = fc
  .array(fc.constantFrom(...KINDS), { minLength: 1, maxLength: IDS.length })
  .chain((kinds) => {
    const cells = fc
      .tuple(aName, fc.tuple(...kinds.map(cellOf)))
      .map(([name, others]): ReportCell[] => [name, ...others]);
    const row = fc.record({
      ...{ key: fc.string({ maxLength: 8 }), cells },
      ...{ before: fc.option(cells), beside: cells },
    });
    const columns = kinds.map((kind, at) => ({
      ...{ id: IDS[at] ?? ('deliveries' as const), kind, good: 'more' as const },
    }));
    return fc.record({
      columns: fc.constant([{ id: 'region' as const, kind: 'name' as const }, ...columns]),
      rows: fc.array(row, { maxLength: 30 }),
      total: fc.option(row),
      counted: fc.nat(),
      chart: aChart,
      scope: fc.constant(aScope(ever)),
      beforePeriod: fc.constantFrom(null, ever),
      ms: fc.nat(9_999),
    });
  });

const MANY = { $range: [0, 10_000] };

/** Questions that take the server hours: three times ten thousand of everything. */
export const endless: Report = {
  ...{ id: 'regions', byRegion: false },
  ask: ({ deliveries }) => {
    const many: Document[] = ['a', 'b', 'c'].flatMap((field) => [
      { $addFields: { [field]: MANY } },
      { $unwind: `$${field}` },
    ]);
    const pipeline = [...many, { $group: { _id: { $add: ['$a', '$b', '$c'] }, n: { $sum: 1 } } }];
    return [
      { collection: deliveries, pipeline },
      { collection: deliveries, pipeline },
    ];
  },
  table: () => ({ columns: [], rows: [], total: null, counted: 0, chart: null }),
};
