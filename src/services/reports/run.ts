import type { Document } from 'mongodb';
import { type Period, periodEarlier } from '../../domain/period.ts';
import type { History } from '../mongo/connect.ts';
import type { Question, Report, ReportRow, ReportTable, Scope } from './report.ts';

/** With what a period is compared: itself a day or a week earlier. */
export type Against = 'day' | 'week';

const DAYS: Readonly<Record<Against, number>> = { day: 1, week: 7 };

const HOUR_MS = 3_600_000;

/**
 * With what a period is compared unless somebody says otherwise: a day with the day before, up to a week with
 * the week before; a longer one would be compared with a part of itself.
 */
export function usualAgainst({ from, to }: Period): Against | null {
  if (from === null || to === null) return null;
  const hours = (to - from) / HOUR_MS;
  if (hours <= 25) return 'day';
  return hours <= 7 * 24 + 1 ? 'week' : null;
}

export interface RunOptions {
  /** Ends it, also on the server. */
  readonly signal: AbortSignal;
  /** The server gives a question up after so many ms. */
  readonly maxTimeMs: number;
  readonly against: Against | null;
  /** The present, ms: of a period that is not over, the part until now is compared. */
  readonly now: number;
}

/** What a report found, over what, and how long that took. */
export interface ReportResult extends ReportTable {
  readonly scope: Scope;
  /** What stands beside as `before`; null: nothing was compared. */
  readonly beforePeriod: Period | null;
  readonly ms: number;
}

/** Longest that a question may take unless another limit is given, ms. */
export const MAX_TIME_MS = 30_000;

/** Runs a report, and beside it the same over the period before. Throws what the driver throws. */
export async function runReport(
  history: History,
  report: Report,
  scope: Scope,
  options: RunOptions,
): Promise<ReportResult> {
  const begun = performance.now();
  const { against, now } = options;
  const beforePeriod =
    against === null || report.whole
      ? null
      : periodEarlier(scope.period, DAYS[against], scope.timeZone, now);
  const earlier = async (more: Pick<Scope, 'only'>) =>
    beforePeriod && tableOf(history, report, { ...scope, ...more, period: beforePeriod }, options);
  const asked = tableOf(history, report, scope, options);
  // Whoever is among the best now need not have been before: the earlier period is asked for him.
  const [table, before] = await Promise.all([
    asked,
    report.best
      ? asked.then(({ rows }) => earlier({ only: rows.map(({ key }) => key) }))
      : earlier({}),
  ]);
  const compared = before ? withBefore(table, before, report) : table;
  return { ...compared, scope, beforePeriod, ms: Math.round(performance.now() - begun) };
}

async function tableOf(
  history: History,
  report: Report,
  scope: Scope,
  options: RunOptions,
): Promise<ReportTable> {
  const questions = report.ask(scope);
  const answers = await Promise.all(questions.map((each) => answerTo(history, each, options)));
  return report.table(answers, scope);
}

/** One question's documents. */
function answerTo(
  { db }: History,
  { collection, pipeline }: Question,
  { signal, maxTimeMs }: Pick<RunOptions, 'signal' | 'maxTimeMs'>,
): Promise<Document[]> {
  return db
    .collection(collection)
    .aggregate([...pipeline], { maxTimeMS: maxTimeMs, allowDiskUse: true, signal })
    .toArray();
}

/** Each row with what stood under the same key before. Pure. */
function withBefore(table: ReportTable, before: ReportTable, { single }: Report): ReportTable {
  const earlier = new Map(before.rows.map(({ key, cells }) => [key, cells]));
  const beside = (row: ReportRow): ReportRow => ({ ...row, before: earlier.get(row.key) ?? null });
  // Where there was but one row, it was all there was.
  const [only, second] = before.rows;
  const all = before.total ?? (second ? undefined : only);
  return {
    ...table,
    rows: single ? table.rows : table.rows.map(beside),
    total: table.total && { ...table.total, before: all?.cells ?? null },
  };
}
