import { printable } from '../components/text.ts';
import { nearestNames } from '../domain/nearest.ts';
import type { History } from '../services/mongo/connect.ts';
import { reportCsv } from '../services/reports/csv.ts';
import { explainReport } from '../services/reports/explain.ts';
import { isTooLong, isUnknownZone } from '../services/reports/failure.ts';
import { reportJson } from '../services/reports/json.ts';
import { isKnown, regionsOf } from '../services/reports/known.ts';
import { REPORTS } from '../services/reports/list.ts';
import type { Scope } from '../services/reports/report.ts';
import { type ReportResult, runReport } from '../services/reports/run.ts';
import { sortedRows } from '../services/reports/sort.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';
import { withHistory } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { outFile } from './out-file.ts';
import { explainText } from './report-explain.ts';
import { askedLive } from './report-live.ts';
import { reportText } from './report-text.ts';
import { type ReportWish, wishOf } from './report-wish.ts';
import { stopSignal } from './stop.ts';

/** How much longer than the server's limit an answer is waited for, ms. */
const GRACE_MS = 5_000;

/**
 * `vigie report [NAME]`: one report as text, `--json` or `--csv` (docs/reports.md), or without a name the
 * list. Exit 1: MongoDB is away or lost, took too long, has nothing yet, or Ctrl-C; nothing is then printed
 * or half-written. Exit 2: what can't be meant.
 */
export async function reportCommand(call: Call): Promise<number> {
  const { config, m, args } = call;
  const [name] = args;
  if (name === undefined) return listReports(call);
  const wish = wishOf(call, name, Date.now());
  const write = wish.out === null ? null : await outFile(m, wish.out);
  const signal = stopSignal();
  try {
    const silenceMs = wish.maxTimeMs + GRACE_MS;
    const ask = (history: History) => asked(call, wish, history, signal);
    const { written, rows } = wish.live
      ? writtenAs(call, wish, await askedLive(call, wish), null)
      : await withHistory(config, m, 'report', ask, silenceMs);
    if (write === null) process.stdout.write(wish.form === 'csv' ? forScreen(written) : written);
    else {
      await write(written);
      process.stdout.write(`${m.reportCommands.out.written(wish.out ?? '', rows)}\n`);
    }
    return EXIT.ok;
  } catch (error) {
    if (!signal.aborted) throw error;
    complain(m.reportCommands.brokenOff);
    return EXIT.failed;
  }
}

async function asked(
  call: Call,
  wish: ReportWish,
  history: History,
  signal: AbortSignal,
): Promise<{ written: string; rows: number }> {
  const { config, m } = call;
  const { report, period, region, subject, against, maxTimeMs } = wish;
  const { timeZone } = config;
  const scope: Scope = { period, timeZone, region, subject, deliveries: history.deliveries };
  const options = { signal, maxTimeMs, against, now: Date.now() };
  try {
    const found = await runReport(history, report, scope, options);
    if (found.counted === 0) await refuseUnknown(call, wish, scope, history);
    const explained = wish.explain ? await explainReport(history, report, scope, options) : null;
    return writtenAs(call, wish, found, explained);
  } catch (error) {
    if (isTooLong(error)) throw new Failure(m.reportCommands.tooLong(maxTimeMs / 1_000));
    if (isUnknownZone(error)) throw new UsageError(m.reportCommands.zoneOfMongo(timeZone));
    throw error;
  }
}

/** CSV as it stands in the database is for files and pipes; a terminal obeys what names may hold. */
function forScreen(csv: string): string {
  if (!process.stdout.isTTY) return csv;
  return csv.replace(/\r\n/g, '\n').split('\n').map(printable).join('\n');
}

/** What is asked for, whole, and how many rows it has. */
function writtenAs(
  call: Call,
  { report, form, sort }: ReportWish,
  found: ReportResult,
  explained: Awaited<ReturnType<typeof explainReport>> | null,
): { written: string; rows: number } {
  const result = sort
    ? { ...found, rows: sortedRows(found.rows, sort.column, sort.descending) }
    : found;
  const rows = result.rows.length;
  if (form === 'csv') return { written: reportCsv(result), rows };
  if (form === 'json')
    return { written: `${JSON.stringify(reportJson(report.id, result, explained))}\n`, rows };
  const lines = [
    ...reportText(call, report, result),
    ...(explained ? explainText(call, explained) : []),
  ];
  return { written: lines.map((line) => `${line}\n`).join(''), rows };
}

/**
 * Nothing was counted: throws Failure where there is nothing at all, UsageError where nobody knows whom or
 * which region the report is about. Otherwise the period is empty.
 */
async function refuseUnknown(
  { m }: Call,
  { report }: ReportWish,
  scope: Scope,
  history: History,
): Promise<void> {
  const { region, subject } = scope;
  const { db } = history;
  const words = m.reportCommands;
  const collections = [...new Set(report.ask(scope).map(({ collection }) => collection))];
  const sizes = collections.map((each) => db.collection(each).estimatedDocumentCount());
  if ((await Promise.all(sizes)).every((size) => size === 0))
    throw new Failure(words.nothingKnown(db.databaseName, collections.join(', ')));
  if (report.subject && subject !== null && !(await isKnown(history, report.subject, subject)))
    throw new UsageError(words.unknownOne(`--${report.subject}`, subject, []));
  if (region === null || (await isKnown(history, 'region', region))) return;
  const regions = await regionsOf(history);
  throw new UsageError(words.unknownOne('--region', region, nearestNames(region, regions)));
}

/** The names of all reports and what each says. */
function listReports(call: Call): number {
  const { m, options } = call;
  const words = m.reportCommands;
  const alone = ['json', 'lang', 'zone', 'ascii', 'timeZone'];
  const more = OPTIONS.find((name) => options[name] !== undefined && !alone.includes(name));
  if (more !== undefined)
    throw new UsageError(words.needsName(`--${more === 'maxTime' ? 'max-time' : more}`));
  const listed = REPORTS.map(({ id, byRegion, subject, live }) => ({
    ...{ id, name: m.reports.names[id], about: words.reports[id] },
    ...{ byRegion, subject: subject ?? null, live: live === true },
  }));
  if (options.json) process.stdout.write(`${JSON.stringify(listed)}\n`);
  else {
    const lines = aligned(
      listed.map(({ id, about, subject }) => [id, `${subject ? `--${subject} ID: ` : ''}${about}`]),
      () => true,
    );
    process.stdout.write(`${[...lines, '', words.listed].join('\n')}\n`);
  }
  return EXIT.ok;
}

/** Options that only a report makes sense of. */
const OPTIONS = [
  ...['period', 'from', 'to', 'region', 'driver', 'client', 'order', 'against', 'sort'],
  ...['maxTime', 'explain', 'csv', 'out'],
];
