import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { aRegionsResult } from '../../../test/helpers/reports.ts';
import { plain, widthOf } from '../../components/text.ts';
import type { ReportCell } from '../../domain/report-words.ts';
import { initialReport, type ReportState } from '../../store/report/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { wholeScreen } from '../reader/spoken.ts';
import { scrollEnd } from '../screens.ts';
import { dailyChart } from './chart.ts';
import { Reports } from './Reports.tsx';

const DAYS = [204, 256, 308, 412, 390, 310, 256].map((deliveries, i) => ({
  day: `2026-11-${13 + i}`,
  deliveries,
}));

type Row = readonly ReportCell[];

const aRegion = (region: string, deliveries: number, minutes: number | null = 22.5): Row => [
  ...[region, deliveries, deliveries * 2_683 + 18, minutes, 4.71],
];

function aReport(rows: readonly Row[], more: Partial<ReportState> = {}): ReportState {
  const deliveries = rows.reduce((sum, row) => sum + Number(row[1]), 0);
  return { ...initialReport, result: aRegionsResult(rows, aRegion('', deliveries), DAYS), ...more };
}

const FEW = [aRegion('Paris', 1_204), aRegion('Banlieue', 803), aRegion('La Défense', 1, null)];
const MANY = Array.from({ length: 30 }, (_, i) => aRegion(`Région ${i + 1}`, 900 - i));

/** The frame, a string a row. */
function frameOf(state: ConsoleState): string[] {
  const frame = renderToString(<Reports state={{ ...state, screen: 'reports' }} />, {
    columns: state.columns,
  });
  return frame.split('\n');
}
const reports = (columns: number, rows: number, more: Partial<ConsoleState> = {}) =>
  frameOf(aState(columns, rows, { report: aReport(FEW), ...more }));

/** The columns of the screen at which one of these marks stands. */
function columnsOf(line: string, marks: string): number[] {
  let column = 0;
  return [...line].flatMap((char) => {
    const at = column;
    column += widthOf(char);
    return marks.includes(char) ? [at] : [];
  });
}

/** Rows from the top border of the table to its bottom border. */
function tableHeight(lines: readonly string[], ascii: boolean): number {
  const isLast = (line: string, next = '') =>
    ascii ? /--\+--/.test(line) && !next.includes('|') : line.includes('└');
  return lines.findIndex((line, i) => i > 0 && isLast(line, lines[i + 1])) + 1;
}

describe('golden frames of Reports', () => {
  it.each([
    ['reports-80x24', reports(80, 24)],
    ['reports-80x24-french', reports(80, 24, { lang: 'fr' })],
    ['reports-60x16', reports(60, 16)],
    ['reports-ascii', reports(100, 30, { ascii: true })],
    ['reports-many', reports(100, 30, { report: aReport(MANY) })],
    [
      'reports-error',
      reports(80, 24, {
        report: aReport([], {
          result: null,
          error: 'MongoDB is down: the report waits for it. n runs it again.',
        }),
      }),
    ],
    [
      'reports-running',
      reports(80, 24, {
        report: aReport(FEW, { running: true, elapsed: 3, period: { period: '30d' } }),
      }),
    ],
  ])('%s', (name, frame) => expectGolden(name, frame));
});

describe('a frame of Reports', () => {
  const name = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc.string({ unit: 'grapheme', maxLength: 60 }),
    fc.constantFrom('', '東京都千代田区', 'Île-de-France'.repeat(8)),
  );
  it('is as large as the terminal, its borders stand in line, and nothing raw reaches it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: 16, max: 60 }),
        fc.constantFrom('en' as const, 'fr' as const),
        fc.boolean(),
        fc.array(fc.tuple(name, fc.nat(2_000_000)), { maxLength: 30 }),
        (columns, rows, lang, ascii, regions) => {
          const report = aReport(regions.map(([region, n]) => aRegion(region, n)));
          const asText = frame({
            ...aState(columns, rows, { lang, ascii, report }),
            screen: 'reports',
          });
          expect(asText).toHaveLength(rows);
          for (const line of asText) expect(widthOf(plain(line))).toBe(columns);
          const drawn = frameOf(aState(columns, rows, { lang, ascii, report }));
          expect(drawn).toHaveLength(rows);
          for (const line of drawn) {
            expect([line, widthOf(line) <= columns]).toEqual([line, true]);
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
            if (ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
          }
          const top = drawn.find((line) => line.includes(ascii ? '--+--' : '┬'));
          if (!top) return;
          // Every row of the table has a border where the first has one.
          const from = drawn.indexOf(top);
          const edges = columnsOf(top, ascii ? '+' : '┌┬┐');
          const height = tableHeight(drawn.slice(from), ascii);
          for (const line of drawn.slice(from, from + height)) {
            expect([line, columnsOf(line, ascii ? '+|' : '┌┬┐├┼┤└┴┘│')]).toEqual([
              line,
              expect.arrayContaining(edges),
            ]);
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('counts the regions that do not fit, and keeps their sum in sight', () => {
    const frame = reports(100, 30, { report: aReport(MANY) }).join('\n');
    const shown = frame.match(/Région \d+/g) ?? [];
    expect(frame).toContain(`${30 - shown.length} more below, counted in all`);
    expect(frame).toMatch(/all +│ +26,565/);
    const many = aState(100, 30, { screen: 'reports', report: aReport(MANY) });
    const offset = scrollEnd(many);
    const end = frameOf({ ...many, report: aReport(MANY, { focus: 'table', offset }) }).join('\n');
    expect(end).toContain('Région 30');
    expect(end).toContain(`${offset} more above, counted in all`);
    expect(end).toMatch(/all +│ +26,565/);
  });

  it('says the same to a screen reader, and stays in sight above a list of commands', () => {
    const state = aState(120, 40, { screen: 'reports', report: aReport(FEW) });
    const spoken = wholeScreen(state);
    expect(spoken).toContain('Paris, 1,204, 32,303.50, 22.5, 4.71');
    expectGolden(
      'reports-text',
      frame(state)
        .map(plain)
        .map((line) => line.replace(/UTC|[A-Z][a-z]+\/[A-Z][a-z_]+/, 'UTC')),
    );
  });

  it('says what is wrong, that nothing is there, or that it runs', () => {
    const nothing = reports(80, 24, { report: aReport([]) }).join('\n');
    expect(nothing).toContain('no delivery in this period: p changes it');
    const running = aReport(FEW, { running: true, elapsed: 12 });
    expect(reports(80, 24, { report: running }).join('\n')).toContain('running, 12 s');
  });

  it('keeps columns in line under wide letters', () => {
    const report = aReport([aRegion('東京', 5), aRegion('Paris', 7)]);
    const frame = reports(120, 40, { report });
    const edges = frame
      .filter((line) => /東京|Paris|all +│/.test(line))
      .map((line) => widthOf(line.trimEnd()));
    expect(new Set(edges).size).toBe(1);
  });
});

describe('the line of days', () => {
  it('never leaves its panel', () => {
    fc.assert(
      fc.property(
        fc.array(fc.nat(500), { maxLength: 400 }),
        fc.integer({ min: 20, max: 150 }),
        fc.integer({ min: 5, max: 30 }),
        fc.boolean(),
        (counts, width, height, ascii) => {
          const days = counts.map((deliveries, i) => ({
            day: new Date(i * 86_400_000).toISOString().slice(0, 10),
            deliveries,
          }));
          const lines = dailyChart(days, width, height, ascii);
          expect(lines.length).toBeLessThanOrEqual(height);
          for (const line of lines) {
            expect([line, widthOf(line) <= width]).toEqual([line, true]);
            if (ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
          }
        },
      ),
    );
  });
});
