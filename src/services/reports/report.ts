import type { Document } from 'mongodb';
import type { Period } from '../../domain/period.ts';
import type { ColumnId, ColumnKind, ReportCell, ReportId } from '../../domain/report-words.ts';

export interface ReportColumn {
  /** Its title is in the words, `report.columns`. */
  readonly id: ColumnId;
  readonly kind: ColumnKind;
  /** Which way is good, where one is: colours and marks of a change follow it. */
  readonly good?: 'more' | 'less';
}

export interface ReportRow {
  /** What names the row for a drill-down and beside another period: a region, a driver's id. */
  readonly key: string;
  /** One for each column. The first names the row. */
  readonly cells: readonly ReportCell[];
  /** What the figures are measured by, such as a driver's region; null where there is none. */
  readonly beside?: readonly ReportCell[];
  /** The same figures in the period before; null: the row was not there. */
  readonly before?: readonly ReportCell[] | null;
}

/** How a report can be drawn besides its table. */
export type Chart =
  /** Deliveries a day, oldest first, days without any 0. */
  | { readonly kind: 'days'; readonly days: readonly DayCount[] }
  /** A bar for each row: the figure of this column. */
  | { readonly kind: 'bars'; readonly column: number }
  /** Deliveries by weekday (Monday first) and hour: seven times twenty-four. */
  | { readonly kind: 'heat'; readonly cells: readonly (readonly number[])[] };

export interface DayCount {
  /** `2026-11-20` in the report's time zone. */
  readonly day: string;
  readonly deliveries: number;
}

/** What a report says. */
export interface ReportTable {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly ReportRow[];
  /** All rows together; null where that says nothing more. */
  readonly total: ReportRow | null;
  /** Documents that it is made of. */
  readonly counted: number;
  readonly chart: Chart | null;
}

/** What a report is asked over. */
export interface Scope {
  readonly period: Period;
  /** IANA. */
  readonly timeZone: string;
  /** One region only; null: all. */
  readonly region: string | null;
  /** Whose history: a driver's, a client's or an order's id; null where the report has no such subject. */
  readonly subject: string | null;
  /** Name of the collection of delivered orders. */
  readonly deliveries: string;
  /** Of a list of the best: these rows, by their keys, instead of the best. */
  readonly only?: readonly string[];
}

/** One question to MongoDB, as data: it is run, explained, shown and measured alike. */
export interface Question {
  readonly collection: string;
  readonly pipeline: readonly Document[];
}

/** A report: pure, what it asks and what the answers mean. */
export interface Report {
  readonly id: ReportId;
  /** Whose id it must be told, where it is about one; such a report is reached by drilling down or by an id. */
  readonly subject?: 'driver' | 'client' | 'order';
  /** Whether it can be asked over one region. */
  readonly byRegion: boolean;
  /** Tells all there is, whatever the period: there is nothing to compare it with. */
  readonly whole?: true;
  /** Lists the best and leaves out the others; asked for `only` some, tells these, best or not. */
  readonly best?: true;
  /** Each row is one document, which was in no other period: only totals are compared. */
  readonly single?: true;
  /** Whether Redis counts it too, for the present: live.ts. */
  readonly live?: true;
  /** The questions over a scope, asked side by side. */
  readonly ask: (scope: Scope) => readonly Question[];
  /** What the answers to these questions mean, each under its question's place. */
  readonly table: (answers: readonly (readonly Document[])[], scope: Scope) => ReportTable;
  /** Where a row leads: to a report over the row's key, as its region or as its subject. */
  readonly drill?: { readonly to: ReportId; readonly as: 'region' | 'subject' };
}
