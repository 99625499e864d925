import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { aScope, ever } from '../../../test/helpers/reports.ts';
import type { ReportCell } from '../../domain/report-words.ts';
import { cellText, reportCsv } from './csv.ts';
import { reportJson } from './json.ts';
import type { ReportColumn, ReportRow } from './report.ts';
import type { ReportResult } from './run.ts';

const COLUMNS: readonly ReportColumn[] = [
  { id: 'client', kind: 'name' },
  { id: 'what', kind: 'event' },
  { id: 'deliveries', kind: 'count' },
  { id: 'revenue', kind: 'money' },
  { id: 'late', kind: 'share' },
  { id: 'time', kind: 'time' },
];

function aResult(rows: readonly ReportRow[], more: Partial<ReportResult> = {}): ReportResult {
  return {
    ...{ columns: COLUMNS, rows, total: null, counted: rows.length, chart: null },
    ...{ scope: aScope(ever), beforePeriod: null, ms: 3, ...more },
  };
}

/** RFC 4180, read by its own grammar: records of fields, quoted or not. */
function parsed(text: string): string[][] {
  const records: string[][] = [[]];
  const field = /(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (!match) throw new Error('this is no CSV');
    const [, quoted, plain = '', end] = match;
    records.at(-1)?.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === '\r\n') records.push([]);
  }
  return records.slice(0, -1);
}

const hostile = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc
    .array(fc.constantFrom('=', '+', '-', '@', '\t', '\r', '\n', '"', ',', ';', "'", 'A1', '＝'))
    .map((parts) => parts.join('')),
);
const cells = fc.tuple(
  ...[hostile, hostile],
  fc.option(fc.nat()),
  fc.option(fc.nat({ max: 10 ** 12 })),
  fc.option(fc.integer({ min: 0, max: 1_000 }).map((n) => n / 1_000)),
  fc.option(fc.integer({ min: 0, max: 4e12 })),
);

describe('a report as CSV', () => {
  it('guards what begins as a formula behind quotes and blanks, or in a cell of another locale', () => {
    const text = (name: string) => cellText('text', name);
    expect(text('a;"=1+1;b')).toBe(`a;'"=1+1;b`);
    expect(text(' "=1+1')).toBe(`' "=1+1`);
    expect(text('a;  @b')).toBe(`a;'  @b`);
    expect(text('say "hi", 3-4')).toBe('say "hi", 3-4');
  });

  it('is read back as it was, whatever names hold, and no cell begins as a formula', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(hostile, cells, fc.option(cells)), { maxLength: 6 }), (all) => {
        const rows = all.map(([key, each, before]) => ({ key, cells: each, before }));
        const text = reportCsv(aResult(rows, { beforePeriod: ever }));
        const [header, ...records] = parsed(text);
        expect(header).toEqual([
          ...['key', 'client', 'what', 'deliveries', 'revenue', 'late', 'time'],
          ...['before_deliveries', 'before_revenue', 'before_late'],
        ]);
        expect(records.map((record) => record.map(unguarded))).toEqual(
          rows.map(({ key, cells: [name, what, n, cents, late, time], before }) => [
            ...[key, name, what].map(unguarded),
            ...[raw(n), money(cents), raw(late)],
            time === null ? '' : new Date(time).toISOString(),
            ...[raw(before?.[2]), money(before?.[3]), raw(before?.[4])],
          ]),
        );
        for (const cell of records.flat()) expect(cell).not.toMatch(/^["\s]*[=+\-@\t\r＝＋－＠]/);
        // A spreadsheet of another locale parts cells at semicolons and does not mind our quotes.
        for (const cell of text.split(/[;\r\n]/)) expect(cell).not.toMatch(/^[=+\-@\t＝＋－＠]/);
      }),
      { numRuns: 300 },
    );
  });

  const raw = (cell: ReportCell | undefined) => String(cell ?? '');
  const money = (cents: ReportCell | undefined) =>
    cents === null || cents === undefined ? '' : (Number(cents) / 100).toFixed(2);
  /** Without the apostrophes that guard. */
  const unguarded = (text: string) =>
    text.replace(/(?<=^|[;\t\r\n])'(?=["'\s]*[=+\-@\t\r＝＋－＠])/g, '');

  it('has what rows are measured by in columns of their own, and no total', () => {
    const row = (key: string) => ({
      key,
      cells: [key, null, 5, 1250, 0.25, 0],
      beside: [null, null, 4, 100, 0.5, null],
    });
    const text = reportCsv(aResult([row('Zoé, "Z"')], { total: row('') }));
    expect(text).toBe(
      'key,client,what,deliveries,revenue,late,time,beside_deliveries,beside_revenue,beside_late\r\n' +
        '"Zoé, ""Z""","Zoé, ""Z""",,5,12.50,0.25,1970-01-01T00:00:00.000Z,4,1.00,0.5\r\n',
    );
    expect(reportCsv(aResult([]))).toBe('key,client,what,deliveries,revenue,late,time\r\n');
  });
});

describe('a report as JSON', () => {
  it('has figures raw under the ids of their columns, and the question as it was', () => {
    const rows = [
      {
        ...{ key: 'u1', cells: ['Zoé', 'delivered', 5, 1250, null, 0] },
        before: null,
      },
    ];
    const told = reportJson('client', aResult(rows, { chart: { kind: 'bars', column: 3 } }), [
      {
        ...{ collection: 'deliveries', pipeline: [{ $match: { at: { $lt: new Date(0) } } }] },
        ...{ stages: ['COLLSCAN'], index: null, examined: 1, keys: 0, returned: 1, serverMs: 0 },
      },
    ]);
    expect(JSON.parse(JSON.stringify(told))).toMatchObject({
      scope: { period: 'all', from: null, to: null, timeZone: 'Europe/Paris', region: null },
      rows: [
        {
          key: 'u1',
          figures: { deliveries: 5, revenue: 1250, late: null, time: '1970-01-01T00:00:00.000Z' },
          ...{ before: null, beside: null },
        },
      ],
      ...{ total: null, counted: 1, chart: { kind: 'bars', column: 'revenue' }, ms: 3 },
      explain: [{ pipeline: [{ $match: { at: { $lt: { $date: '1970-01-01T00:00:00.000Z' } } } }] }],
    });
  });
});
