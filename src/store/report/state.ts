import type { ReportId } from '../../domain/report-words.ts';
import type { ReportResult } from '../../services/reports/run.ts';

/** The periods that a key goes through. */
export const PERIODS = ['today', 'yesterday', '7d', '30d', 'all'] as const;
export type PeriodName = (typeof PERIODS)[number];

/** The report that is chosen, and what it found. */
export interface ReportState {
  readonly selected: ReportId;
  readonly period: PeriodName;
  /** Counts the runs; a run whose number has passed is no longer wanted, and is broken off. */
  readonly run: number;
  readonly running: boolean;
  /** Seconds it has been running, in whole seconds. */
  readonly elapsed: number;
  readonly result: ReportResult | null;
  readonly error: string | null;
  /** What keys move: the list of reports, or the rows of the table. */
  readonly focus: 'list' | 'table';
  /** First row of the table on screen. */
  readonly offset: number;
}

export const initialReport: ReportState = {
  selected: 'regions',
  period: '7d',
  run: 0,
  running: false,
  elapsed: 0,
  result: null,
  error: null,
  focus: 'list',
  offset: 0,
};
