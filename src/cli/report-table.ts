import { type ChangeStyle, changeText } from '../components/change.ts';
import { type FigureStyle, figureText } from '../components/figures.ts';
import { glyphs } from '../components/glyphs.ts';
import { padded, widest } from '../components/pad.ts';
import { fitText, printable, widthOf } from '../components/text.ts';
import { isFigure } from '../domain/report-figures.ts';
import type { ColumnKind, ReportCell } from '../domain/report-words.ts';
import type { Report, ReportRow } from '../services/reports/report.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';

/** A name longer than this is cut: what follows it must still be found. */
const LONGEST_NAME = 40;

/** Titles, rows and total; beside a figure in brackets what it is measured by, and its change. */
export function tableLines(
  { m, config }: Call,
  report: Report,
  { columns, rows, total }: ReportResult,
  style: FigureStyle,
): string[] {
  const all = total ? [...rows, total] : rows;
  const { minus } = glyphs(config.ascii);
  const parts = columns.map(({ id, kind }, index) => {
    const title = m.reports.columns[id];
    const figures = all.map((row) => {
      if (row === total && index === 0) return m.reports.all;
      const text = figureText(kind, row.cells[index] ?? null, style);
      return fitted(index === 0 ? `${idBefore(report, columns, row)}${text}` : text);
    });
    if (!isFigure(kind)) return [title, ...figures];
    const besides = all.map(({ beside }) => besideText(kind, beside?.[index], style));
    const changes = all.map(({ cells, before }, row) =>
      // What was not there before is told once, beside its first figure.
      before === null &&
      row < rows.length &&
      columns.findIndex((each) => isFigure(each.kind)) === index
        ? m.reportCommands.newRow
        : changeOf(kind, cells[index], before?.[index], { ...style, minus }),
    );
    return beneath(title, figures, [besides, changes]);
  });
  const body = ['', ...all].map((_, row) => parts.map((part) => part[row] ?? ''));
  return aligned(body, (column) => !isFigure(columns[column]?.kind ?? 'name'));
}

/** From nothing to nothing is no change worth a word. */
const changeOf = (
  kind: ColumnKind,
  now: ReportCell = null,
  before: ReportCell = null,
  style: ChangeStyle,
) => (now === 0 && before === 0 ? '' : changeText(kind, now, before, style));

/** The id by which the row's own report is asked for, where no column tells it. */
function idBefore(
  { drill }: Report,
  columns: ReportResult['columns'],
  { key, cells }: ReportRow,
): string {
  const told = columns.some(({ id }) => id === 'id') || key === (cells[0] ?? '');
  return drill?.as === 'subject' && !told ? `${printable(key)} ` : '';
}

const fitted = (text: string) =>
  widthOf(text) > LONGEST_NAME ? fitText(text, LONGEST_NAME) : text;

/** A figure that others are measured by, in brackets. */
export const besideText = (kind: ColumnKind, cell: ReportCell | undefined, style: FigureStyle) =>
  cell === undefined || cell === null ? '' : `(${figureText(kind, cell, style)})`;

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
