import type { History } from '../mongo/connect.ts';
import { type DayCount, deliveriesPerDay } from './daily.ts';
import type { Period } from './period.ts';
import { type RegionRow, type RegionsReport, regionsReport } from './regions.ts';

/** What a column holds, and so how it is written: money in cents, minutes with a decimal. */
export type ColumnKind = 'name' | 'count' | 'money' | 'minutes' | 'rating';

export interface ReportColumn {
  /** Its title is in the console's words, `reports.columns`. */
  readonly id: 'region' | 'deliveries' | 'revenue' | 'mean' | 'rating';
  readonly kind: ColumnKind;
}

/** null: nothing carries the figure. An empty name: the documents have none. */
export type ReportCell = string | number | null;

/** What a report found. The first column names the row. */
export interface ReportResult {
  readonly columns: readonly ReportColumn[];
  readonly rows: readonly (readonly ReportCell[])[];
  /** All rows together; null where that says nothing more. */
  readonly total: readonly ReportCell[] | null;
  /** Documents counted, and how long that took. */
  readonly counted: number;
  readonly ms: number;
  /** What went on day by day, oldest first. */
  readonly trend: readonly DayCount[];
}

export interface ReportQuery {
  readonly period: Period;
  /** IANA. */
  readonly timeZone: string;
  /** Ends the report, also on the server. */
  readonly signal: AbortSignal;
}

/** A report that can be run; what it is called is in the console's words, `reports.names`. */
export interface Report {
  readonly id: ReportId;
  /** Throws what the driver throws. */
  readonly run: (history: History, query: ReportQuery) => Promise<ReportResult>;
}

export type ReportId = 'regions';

/** All reports, in the order of the list. A new one is an entry here and its words. */
export const REPORTS: readonly Report[] = [
  {
    id: 'regions',
    run: async (history, { period, timeZone, signal }) => {
      const [regions, days] = await Promise.all([
        regionsReport(history, period, signal),
        deliveriesPerDay(history, period, timeZone, signal),
      ]);
      return regionsResult(regions, days);
    },
  },
];

/** The regions as a table. Pure. */
export function regionsResult(
  { rows, total, ms }: RegionsReport,
  trend: readonly DayCount[],
): ReportResult {
  const cells = (row: RegionRow): ReportCell[] => [
    ...[row.region, row.deliveries, row.revenueCents, row.meanMinutes, row.meanRating],
  ];
  return {
    columns: [
      { id: 'region', kind: 'name' },
      { id: 'deliveries', kind: 'count' },
      { id: 'revenue', kind: 'money' },
      { id: 'mean', kind: 'minutes' },
      { id: 'rating', kind: 'rating' },
    ],
    rows: rows.map(cells),
    total: rows.length > 1 ? cells(total) : null,
    counted: total.deliveries,
    ms,
    trend,
  };
}
