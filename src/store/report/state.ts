import type { PeriodWish } from '../../domain/period.ts';
import type { ColumnId, ReportId } from '../../domain/report-words.ts';
import type { Against, ReportResult } from '../../services/reports/run.ts';

/** The periods that a key goes through. */
export const PERIODS = ['today', 'yesterday', '7d', '30d', 'all'] as const;

/** The present, as Redis counts it: a period of the reports that it counts. */
export const LIVE = 'live';

/** With what a period is compared; `usual` is what fits it. */
export type AgainstWish = Against | 'none' | 'usual';

/** By which column rows stand, where not as the report has them. */
export interface ReportSort {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** What is drawn: the table and the chart, or one of them alone. */
export const SHOWN = ['both', 'table', 'chart'] as const;
export type Shown = (typeof SHOWN)[number];

/** One report as it is looked at: what Esc comes back to after a drill-down, as it was left. */
export interface ReportView {
  readonly selected: ReportId;
  /** Whom it is about: an id; null where it is about nobody, or it was not told yet. */
  readonly subject: string | null;
  /** What the row that one came from called it; null where it was not reached by a row. */
  readonly name: string | null;
  /** One region only; null: all. */
  readonly region: string | null;
  readonly period: PeriodWish;
  readonly against: AgainstWish;
  readonly result: ReportResult | null;
  readonly error: string | null;
  /** What keys move: the list of reports, or the rows of the table. */
  readonly focus: 'list' | 'table';
  /** The selected row of the table, and the first on screen. */
  readonly row: number;
  readonly offset: number;
  /** How many columns are scrolled out of sight at the left; the first always stays. */
  readonly column: number;
  readonly sort: ReportSort | null;
  /** How figures moved stands in their place. */
  readonly moved: boolean;
}

/** The report that is chosen, what it found, and the way to it. */
export interface ReportState extends ReportView {
  /** The reports from which one was drilled down to this, the first first. */
  readonly trail: readonly ReportView[];
  /** Counts the runs; a run whose number has passed is no longer wanted, and is broken off. */
  readonly run: number;
  readonly running: boolean;
  /** Seconds it has been running, in whole seconds. */
  readonly elapsed: number;
  /** How long each report took over each period the last time, ms, by `tookKey`. */
  readonly took: Readonly<Record<string, number>>;
  /** MongoDB was lost: the report runs by itself when it is back. */
  readonly waits: boolean;
  readonly shown: Shown;
  /** MongoDB is being asked how it answers. */
  readonly explaining: boolean;
}

/** What the time that a report took is kept by: it and its period. */
export function tookKey({ selected, period }: Pick<ReportView, 'selected' | 'period'>): string {
  return [selected, period.period ?? '', period.from ?? '', period.to ?? ''].join(' ').trimEnd();
}

export const initialReport: ReportState = {
  selected: 'regions',
  subject: null,
  name: null,
  region: null,
  period: { period: '7d' },
  against: 'usual',
  result: null,
  error: null,
  focus: 'list',
  row: 0,
  offset: 0,
  column: 0,
  sort: null,
  moved: false,
  trail: [],
  run: 0,
  running: false,
  elapsed: 0,
  took: {},
  waits: false,
  shown: 'both',
  explaining: false,
};
