import fc from 'fast-check';
import { renderToString } from 'ink';
import { describe, expect, it } from 'vitest';
import { aState } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { anyResult, aRegionsResult, withBefore } from '../../../test/helpers/reports.ts';
import { asciiLine, plain, widthOf } from '../../components/text.ts';
import type { ReportCell } from '../../domain/report-words.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { Chart } from '../../services/reports/report.ts';
import { initialReport, type ReportState, SHOWN } from '../../store/report/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { wholeScreen } from '../reader/spoken.ts';
import { scrollEnd } from '../screens.ts';
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

const m = consoleMessages('en');

const charted = (chart: Chart): Partial<ReportState> => {
  const { result } = aReport(FEW);
  return { ...inTable, result: result && { ...result, chart } };
};

/** The frame, a string a row. */
function frameOf(state: ConsoleState): string[] {
  const frame = renderToString(<Reports state={{ ...state, screen: 'reports' }} />, {
    columns: state.columns,
  });
  return frame.split('\n');
}
const reports = (columns: number, rows: number, more: Partial<ConsoleState> = {}) =>
  frameOf(aState(columns, rows, { report: aReport(FEW), ...more }));

/** What was found the week before: one region more, the others moved. */
const COMPARED = withBefore(aReport(FEW).result, (cells, index) =>
  index === 2 ? null : cells.map((cell) => (typeof cell === 'number' ? cell * 0.9 : cell)),
);
const HEAT: Chart = {
  kind: 'heat',
  cells: Array.from({ length: 7 }, (_, day) =>
    Array.from({ length: 24 }, (_, hour) => (hour < 9 ? 0 : (day + 1) * (hour - 8))),
  ),
};
const inTable = { focus: 'table' } as const;
const DRILLED: Partial<ReportState> = {
  ...inTable,
  region: 'Paris',
  trail: [{ ...initialReport, ...inTable, row: 1 }],
  sort: { column: 'revenue', descending: true },
};

describe('golden frames of Reports', () => {
  it.each([
    ['reports-80x24', reports(80, 24, { report: aReport(FEW, inTable) })],
    ['reports-80x24-list', reports(80, 24)],
    ['reports-80x24-french', reports(80, 24, { lang: 'fr', report: aReport(FEW, inTable) })],
    ['reports-60x16', reports(60, 16, { report: aReport(FEW, inTable) })],
    ['reports-ascii', reports(120, 30, { ascii: true, report: aReport(FEW, COMPARED) })],
    ['reports-compared', reports(120, 40, { report: aReport(FEW, { ...COMPARED, ...DRILLED }) })],
    ['reports-many', reports(100, 30, { report: aReport(MANY) })],
    ['reports-heat', reports(80, 24, { report: aReport(FEW, charted(HEAT)) })],
    [
      'reports-bars',
      reports(100, 30, { report: aReport(FEW, charted({ kind: 'bars', column: 2 })) }),
    ],
    [
      'reports-error',
      reports(80, 24, {
        report: aReport([], { result: null, error: m.reports.noMongo }),
      }),
    ],
    [
      'reports-running',
      reports(80, 24, {
        report: aReport(FEW, {
          ...inTable,
          ...{ running: true, elapsed: 3, period: { period: '30d' }, took: { 'regions 30d': 14 } },
        }),
      }),
    ],
  ])('%s', (name, frame) => expectGolden(name, frame));
});

describe('a frame of Reports', () => {
  it('is as large as the terminal, whatever was found, and nothing raw reaches it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 60, max: 200 }),
        fc.integer({ min: 16, max: 60 }),
        fc.record({ lang: fc.constantFrom('en' as const, 'fr' as const), ascii: fc.boolean() }),
        fc.record({
          result: anyResult,
          row: fc.nat(30),
          column: fc.nat(6),
          shown: fc.constantFrom(...SHOWN),
          focus: fc.constantFrom('list' as const, 'table' as const),
          running: fc.boolean(),
        }),
        (columns, rows, look, found) => {
          const report = { ...initialReport, ...found };
          const state = aState(columns, rows, { ...look, report, screen: 'reports' });
          const asText = frame(state);
          expect(asText).toHaveLength(rows);
          for (const line of asText) expect(widthOf(plain(line))).toBe(columns);
          // ink-table draws what the text says, cell by cell.
          const told = asText.map((line) => plain(look.ascii ? asciiLine(line) : line).trimEnd());
          const drawn = frameOf(state);
          expect(drawn.map((line) => line.trimEnd())).toEqual(told);
          for (const line of drawn) {
            expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f\u202a-\u202e]/);
            if (look.ascii) expect(line).toMatch(/^[\x20-\x7e]*$/);
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
    expect(frame).toMatch(/all +26,565/);
    const end = reports(100, 30, { report: aReport(MANY, { ...inTable, row: 29 }) }).join('\n');
    expect(end).toContain('▸ Région 30');
    expect(end).toContain('more above, counted in all');
    expect(end).toMatch(/all +26,565/);
  });

  it('drops changes before figures, but the first, then scrolls columns beside the first, which stays', () => {
    const wide = reports(120, 40, { report: aReport(FEW, COMPARED) }).join('\n');
    expect(wide.match(/\+11 % ▲/g)).toHaveLength(6);
    const state = aState(60, 16, { screen: 'reports', report: aReport(FEW, COMPARED) });
    const narrow = frameOf(state).join('\n');
    expect(narrow.match(/\+11 %/g)).toHaveLength(3);
    expect(narrow).toMatch(/Paris +1,204/);
    expect(narrow).toContain('Right: 3 more');
    const last = scrollEnd(state);
    const end = frameOf({ ...state, report: { ...state.report, column: last } }).join('\n');
    expect(end).toMatch(/Paris .* 4\.71/);
    expect(end).not.toContain('Right');
  });

  it('puts in place of figures how they moved, and says so only where something is compared', () => {
    const moved = aReport(FEW, { ...COMPARED, ...inTable, moved: true });
    const frame = reports(60, 16, { report: moved }).join('\n');
    expect(frame).toMatch(/Paris +\+11 % ▲ +\+11 % ▲ +\+11 % ▼/);
    expect(frame).not.toContain('1,204');
    expect(frame).toMatch(/La Défense +new +– +–/);
    const marks = '▲ better  ▼ worse';
    expect(reports(120, 40, { report: moved }).join('\n')).toContain(marks);
    const same = withBefore(aReport(FEW).result, (cells) => cells);
    const still = reports(120, 40, { report: aReport(FEW, { ...same, moved: true }) }).join('\n');
    expect(still).not.toContain(marks);
  });

  it('names the comparison that is made, and none where none is', () => {
    const side = (more: Partial<ReportState>) =>
      reports(120, 40, { report: { ...initialReport, ...more } }).join('\n');
    expect(side({ period: { period: 'today' } })).toContain('c vs day before');
    expect(side({ period: { period: '7d' } })).toContain('c vs week before');
    expect(side({ period: { period: '30d' } })).toContain('c compared with nothing');
    expect(side({ period: { period: '30d' }, against: 'week' })).toContain('c vs week before');
    expect(side({ period: { from: '2026-10-01', to: '2026-11-01' } })).toContain(
      'c compared with nothing',
    );
    expect(side({ period: { to: '2026-11-01' } })).toContain('c nothing before it');
  });

  it('says the same to a screen reader, and stays in sight above a list of commands', () => {
    const state = aState(120, 40, { screen: 'reports', report: aReport(FEW, COMPARED) });
    const spoken = wholeScreen(state);
    expect(spoken.join('\n')).toMatch(/Paris, 1,204 \+11 % better, 32,303\.50 \+11 % better/);
    expectGolden('reports-text', frame(state).map(plain));
  });

  it('says what is wrong, that nothing is there, whom to name, or that it runs', () => {
    const told = (report: ReportState) => reports(80, 24, { report }).join('\n');
    expect(told(aReport([]))).toContain('nothing in this period: p changes it');
    expect(told({ ...initialReport, selected: 'driver' })).toContain(
      'Enter asks for a driver’s id',
    );
    expect(told(aReport(FEW, { running: true, elapsed: 12 }))).toContain('running, 12 s');
    const old = aReport(FEW, { error: m.reports.lost, focus: 'table' });
    expect(told(old)).toMatch(
      /runs again by itself[\s\S]*what was found before: all time[\s\S]*1,204/,
    );
  });
});
