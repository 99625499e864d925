import { changeText } from '../components/change.ts';
import { type FigureStyle, figureText } from '../components/figures.ts';
import { grouped } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { padded, widest } from '../components/pad.ts';
import { asciiLine, fitText, plain, printable, widthOf } from '../components/text.ts';
import { isFigure } from '../domain/report-figures.ts';
import type { Report, ReportRow } from '../services/reports/report.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';
import { chartLines } from './report-charts.ts';
import { datesOf } from './report-dates.ts';

/** A name longer than this is cut: what follows it must still be found. */
const LONGEST_NAME = 40;

/** A report for a person, a line an entry: its title, the table, of what it is made, its chart. */
export function reportText(call: Call, report: Report, result: ReportResult): string[] {
  const { m, config } = call;
  const words = m.reportCommands;
  const { counted, ms, beforePeriod, scope } = result;
  const { dash } = glyphs(config.ascii);
  const { thousands } = words;
  const style: FigureStyle = {
    ...{ thousands, dash, noName: m.reports.noName, all: m.reports.all },
    ...{ timeZone: scope.timeZone, cellWords: m.reports.cellWords },
  };
  const title = titleOf(call, report, result);
  const lines =
    counted === 0
      ? [title, '', nothingIn(call, result)]
      : [
          title,
          '',
          ...tableLines(call, result, style),
          '',
          ...(beforePeriod ? [words.compared(datesOf(beforePeriod, scope.timeZone, words))] : []),
          ...besideTold(call, result, style),
          words.counted(grouped(String(counted), words), ms),
          ...chartLines(call, result, style),
        ];
  return lines.map((line) => (config.ascii ? plain(asciiLine([{ text: line }])) : line));
}

function titleOf({ m }: Call, { id, subject: of }: Report, { scope }: ReportResult): string {
  const words = m.reportCommands;
  const { period, timeZone, region, subject } = scope;
  const over = [
    `${datesOf(period, timeZone, words)} (${timeZone})`,
    ...(of && subject !== null ? [words.subjects[of](printable(subject))] : []),
    ...(region === null ? [] : [words.region(printable(region) || m.reports.noName)]),
  ];
  return `${m.reports.names[id]}, ${over.join(', ')}`;
}

function nothingIn({ m }: Call, { scope }: ReportResult): string {
  const { period, region } = scope;
  const words = m.reportCommands;
  if (period.from === null && period.to === null && region === null) return words.emptyEver;
  return region === null ? words.empty : words.emptyRegion;
}

/** Titles, rows and total; beside a figure in brackets what it is measured by, and its change. */
function tableLines({ m, config }: Call, result: ReportResult, style: FigureStyle): string[] {
  const { columns, rows, total } = result;
  const all = total ? [...rows, total] : rows;
  const { minus } = glyphs(config.ascii);
  const parts = columns.map(({ id, kind, good }, index) => {
    const title = m.reports.columns[id];
    const figures = all.map((row) => {
      const isName = row === total && index === 0;
      const text = isName ? m.reports.all : figureText(kind, row.cells[index] ?? null, style);
      return fitted(text);
    });
    if (!isFigure(kind)) return [title, ...figures];
    const besides = all.map(({ beside }) => besideText(kind, beside?.[index], style));
    const changes = all.map(({ cells, before }) =>
      good === undefined && !before
        ? ''
        : changeText(kind, cells[index] ?? null, before?.[index] ?? null, { ...style, minus }),
    );
    return beneath(title, figures, [besides, changes]);
  });
  const body = ['', ...all].map((_, row) => parts.map((part) => part[row] ?? ''));
  return aligned(body, (column) => !isFigure(columns[column]?.kind ?? 'name'));
}

const fitted = (text: string) =>
  widthOf(text) > LONGEST_NAME ? fitText(text, LONGEST_NAME) : text;

const besideText = (
  kind: Parameters<typeof figureText>[0],
  cell: ReportRow['cells'][number] | undefined,
  style: FigureStyle,
) => (cell === undefined || cell === null ? '' : `(${figureText(kind, cell, style)})`);

/** A title above its figures, and each figure with what stands beside it, in columns of their own. */
function beneath(
  title: string,
  figures: readonly string[],
  beside: readonly (readonly string[])[],
): string[] {
  const width = widest([title, ...figures]);
  const shown = beside
    .map((texts) => ({ texts, width: widest(texts) }))
    .filter((each) => each.width > 0);
  const line = (figure: string, textOf: (texts: readonly string[]) => string) =>
    [
      padded(figure, width, false),
      ...shown.map((each) => padded(textOf(each.texts), each.width, false)),
    ].join(' ');
  return [
    line(title, () => ''),
    ...figures.map((figure, row) => line(figure, (texts) => texts[row] ?? '')),
  ];
}

/** What brackets mean, with the first of them as an example. */
function besideTold({ m }: Call, { columns, rows }: ReportResult, style: FigureStyle): string[] {
  for (const { beside } of rows) {
    const at = columns.findIndex(
      ({ kind }, i) => isFigure(kind) && typeof beside?.[i] === 'number',
    );
    const column = columns[at];
    if (column) return [m.reportCommands.besideTold(besideText(column.kind, beside?.[at], style))];
  }
  return [];
}
