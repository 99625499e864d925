import type { ReportCell, ReportId } from '../../domain/report-words.ts';
import { isoTime } from './csv.ts';
import type { Explained } from './explain.ts';
import type { Chart, ReportRow } from './report.ts';
import type { ReportResult } from './run.ts';

/**
 * A report for programs: `{"report","scope","before","columns","rows","total","counted","chart","ms"}`, and
 * `"explain"` where it was asked for. Figures are raw: cents, minutes, shares from 0 to 1, times in ISO 8601,
 * null where nothing is known; docs/reports.md has each field.
 */
export function reportJson(
  id: ReportId,
  result: ReportResult,
  explained: readonly Explained[] | null,
): object {
  const { columns, rows, total, counted, chart, scope, beforePeriod, ms } = result;
  const { period, timeZone, region, subject } = scope;
  const figures = (cells: readonly ReportCell[] | null | undefined) =>
    cells
      ? Object.fromEntries(columns.map(({ id, kind }, index) => [id, rawOf(kind, cells[index])]))
      : null;
  const rowOf = ({ key, cells, before, beside }: ReportRow) => ({
    ...{ key, figures: figures(cells), before: figures(before), beside: figures(beside) },
  });
  return {
    report: id,
    scope: { period: period.name, ...momentsOf(period), timeZone, region, subject },
    before: beforePeriod && momentsOf(beforePeriod),
    columns: columns.map(({ id, kind }) => ({ id, kind })),
    rows: rows.map(rowOf),
    total: total && rowOf(total),
    counted,
    chart: chart && chartOf(chart, result),
    ms,
    ...(explained ? { explain: explained.map(explainJson) } : {}),
  };
}

const momentsOf = ({ from, to }: { from: number | null; to: number | null }) => ({
  from: from === null ? null : isoTime(from),
  to: to === null ? null : isoTime(to),
});

function rawOf(kind: string, cell: ReportCell | undefined): ReportCell {
  if (cell === undefined) return null;
  return kind === 'time' && typeof cell === 'number' ? isoTime(cell) : cell;
}

/** Bars name their column by its id. */
function chartOf(chart: Chart, { columns }: ReportResult): object {
  return chart.kind === 'bars' ? { kind: 'bars', column: columns[chart.column]?.id } : chart;
}

const explainJson = ({ pipeline, ...told }: Explained) => ({
  ...told,
  pipeline: extended(pipeline),
});

/** A pipeline in MongoDB's extended JSON, so that it can be run again as it was. */
function extended(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.toISOString() };
  if (Array.isArray(value)) return value.map(extended);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, extended(each)]));
}
