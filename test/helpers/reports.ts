import type { Period } from '../../src/domain/period.ts';
import type { ReportCell } from '../../src/domain/report-words.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import { regions } from '../../src/services/reports/regions.ts';
import type { DayCount, Report, Scope } from '../../src/services/reports/report.ts';
import { MAX_TIME_MS, type ReportResult, runReport } from '../../src/services/reports/run.ts';

/** All time. */
export const ever: Period = { name: 'all', from: null, to: null };

/** A scope in Paris' time, over all regions, unless it says otherwise. */
export function aScope(period: Period, more: Partial<Scope> = {}): Scope {
  const all = { region: null, subject: null, deliveries: 'deliveries' };
  return { period, timeZone: 'Europe/Paris', ...all, ...more };
}

/** What a report says of a period; in Paris' time, over all regions, unless the scope says otherwise. */
export function askedNow(
  history: History,
  report: Report,
  period: Period,
  more: Partial<Scope> = {},
): Promise<ReportResult> {
  const scope = aScope(period, { deliveries: history.deliveries, ...more });
  const { signal } = new AbortController();
  return runReport(history, report, scope, {
    ...{ signal, maxTimeMs: MAX_TIME_MS, against: null, now: Date.now() },
  });
}

const SHOWN = ['region', 'deliveries', 'revenue', 'mean', 'rating'];

/** A result of the report of regions that nobody had to ask for, without some of its columns. */
export function aRegionsResult(
  rows: readonly (readonly ReportCell[])[],
  total: readonly ReportCell[],
  days: readonly DayCount[],
): ReportResult {
  const { columns } = regions.table([], aScope(ever));
  return {
    columns: columns.filter(({ id }) => SHOWN.includes(id)),
    rows: rows.map((cells) => ({ key: String(cells[0]), cells })),
    total: rows.length > 1 ? { key: '', cells: total } : null,
    counted: Number(total[1]),
    chart: { kind: 'days', days },
    ...{ scope: aScope(ever), beforePeriod: null, ms: 14 },
  };
}
