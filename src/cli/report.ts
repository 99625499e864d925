import { nearestNames } from '../domain/nearest.ts';
import type { History } from '../services/mongo/connect.ts';
import { reportCsv } from '../services/reports/csv.ts';
import { explainReport } from '../services/reports/explain.ts';
import { isTooLong } from '../services/reports/failure.ts';
import { reportJson } from '../services/reports/json.ts';
import { isKnown, regionsOf } from '../services/reports/known.ts';
import { REPORTS } from '../services/reports/list.ts';
import type { Scope } from '../services/reports/report.ts';
import { type ReportResult, runReport } from '../services/reports/run.ts';
import { beginsHigh, sortedRows } from '../services/reports/sort.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';
import { withHistory } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { outFile } from './out-file.ts';
import { explainText } from './report-explain.ts';
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
    const { written, rows } = await withHistory(config, m, 'report', ask, silenceMs);
    if (write === null) process.stdout.write(written);
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
    const result = sortedAs(call, wish, found);
    if (result.counted === 0) await refuseUnknown(call, wish, scope, history);
    const explained = wish.explain ? await explainReport(history, report, scope, options) : null;
    return { written: writtenAs(call, wish, result, explained), rows: result.rows.length };
  } catch (error) {
    if (!isTooLong(error)) throw error;
    throw new Failure(m.reportCommands.tooLong(maxTimeMs / 1_000));
  }
}

function writtenAs(
  call: Call,
  { report, form }: ReportWish,
  result: ReportResult,
  explained: Awaited<ReturnType<typeof explainReport>> | null,
): string {
  if (form === 'csv') return reportCsv(result);
  if (form === 'json') return `${JSON.stringify(reportJson(report.id, result, explained))}\n`;
  const lines = [
    ...reportText(call, report, result),
    ...(explained ? explainText(call, explained) : []),
  ];
  return lines.map((line) => `${line}\n`).join('');
}

/** The rows by the column of `--sort`; UsageError where the report has none of that name. */
function sortedAs({ m }: Call, { sort }: ReportWish, result: ReportResult): ReportResult {
  if (sort === null) return result;
  const { columns, rows } = result;
  const id = sort.replace(/^-/, '');
  const at = columns.findIndex((column) => column.id === id);
  const column = columns[at];
  if (!column) {
    const names = columns.map(({ id }) => id).join(', ');
    throw new UsageError(m.cli.number('--sort', sort, m.reportCommands.aColumn(names)));
  }
  return { ...result, rows: sortedRows(rows, at, beginsHigh(column) === (sort === id)) };
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
  const listed = REPORTS.map(({ id, byRegion, subject }) => ({
    ...{ id, name: m.reports.names[id], about: words.reports[id] },
    ...{ byRegion, subject: subject ?? null },
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
