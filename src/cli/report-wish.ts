import { nearestNames } from '../domain/nearest.ts';
import { isPeriodFault, type Period, periodOf } from '../domain/period.ts';
import { REPORTS, reportOf } from '../services/reports/list.ts';
import type { Report } from '../services/reports/report.ts';
import { type Against, MAX_TIME_MS, usualAgainst } from '../services/reports/run.ts';
import { beginsHigh } from '../services/reports/sort.ts';
import type { Call } from './call.ts';
import { UsageError } from './exit.ts';
import { text } from './fields.ts';
import { numberOption } from './options.ts';

/** What a call of `vigie report NAME` asks for. */
export interface ReportWish {
  readonly report: Report;
  readonly period: Period;
  /** What is counted now, from Redis, instead of a period. */
  readonly live: boolean;
  readonly against: Against | null;
  readonly region: string | null;
  readonly subject: string | null;
  readonly sort: { readonly column: number; readonly descending: boolean } | null;
  readonly maxTimeMs: number;
  readonly form: 'text' | 'json' | 'csv';
  readonly explain: boolean;
  readonly out: string | null;
}

const SUBJECTS = ['driver', 'client', 'order'] as const;
const SECONDS = { min: 0.001, max: 86_400, whole: false };
const EVER: Period = { name: 'all', from: null, to: null };

/** Throws UsageError, with a sentence, for whatever can't be meant. */
export function wishOf(call: Call, name: string, now: number): ReportWish {
  const { m, options } = call;
  const words = m.reportCommands;
  const report = reportOf(name);
  const ids = REPORTS.map(({ id }) => id);
  if (!report) throw new UsageError(words.unknown(name, nearestNames(name, ids)));
  const live = text(call, 'period') === 'live';
  if (live && !report.live) throw new UsageError(words.notLive(name));
  const apart = (one: string, other: string) => new UsageError(words.apart(one, other));
  if (options.json && options.csv) throw apart('--json', '--csv');
  if (options.explain && options.csv) throw apart('--explain', '--csv');
  const never = ['from', 'to', 'against', 'region', 'explain'].find(
    (each) => options[each] !== undefined,
  );
  if (live && never) throw apart(`--${never}`, '--period live');
  const period = live ? EVER : periodWished(call, report, now);
  const region = text(call, 'region') ?? null;
  if (region !== null && !report.byRegion) throw new UsageError(words.noRegion(name, region));
  const seconds = text(call, 'maxTime');
  return {
    ...{ report, period, live, region },
    subject: subjectWished(call, report),
    against: live ? null : againstWished(call, period),
    sort: sortWished(call, report, period),
    maxTimeMs:
      seconds === undefined
        ? MAX_TIME_MS
        : Math.ceil(1_000 * numberOption(m, '--max-time', seconds, SECONDS)),
    form: options.json ? 'json' : options.csv ? 'csv' : 'text',
    explain: options.explain === true,
    out: text(call, 'out') ?? null,
  };
}

/** Seven days unless told; what tells all there is takes no period. */
function periodWished(call: Call, { id, whole }: Report, now: number): Period {
  const { m, config } = call;
  const limit = ['period', 'from', 'to', 'against'].find((name) => text(call, name) !== undefined);
  if (whole && limit) throw new UsageError(m.reportCommands.whole(id, `--${limit}`));
  const [given, from, to] = ['period', 'from', 'to'].map((name) => text(call, name));
  const none = given === undefined && from === undefined && to === undefined;
  const usual = whole ? 'all' : '7d';
  const period = periodOf({ period: none ? usual : given, from, to }, config.timeZone, now);
  if (!isPeriodFault(period)) return period;
  throw new UsageError(m.reportCommands.faults[period.fault](`--${period.field}`, period.given));
}

function againstWished({ m, options }: Call, period: Period): Against | null {
  switch (options.against) {
    case undefined:
      return usualAgainst(period);
    case 'day':
    case 'week':
      return options.against;
    case 'none':
      return null;
    default:
      throw new UsageError(
        m.cli.number('--against', String(options.against), m.reportCommands.against),
      );
  }
}

function subjectWished(call: Call, { id, subject }: Report): string | null {
  const words = call.m.reportCommands;
  for (const each of SUBJECTS) {
    const given = text(call, each);
    if (given !== undefined && each !== subject)
      throw new UsageError(words.noSubject(id, `--${each}`, given, subject ?? null));
  }
  if (!subject) return null;
  const given = text(call, subject);
  if (given === undefined || given === '') throw new UsageError(words.needsSubject(id, subject));
  return given;
}

/** A column by its id, after a dash the other way round. Which columns there are no answer changes. */
function sortWished(call: Call, report: Report, period: Period): ReportWish['sort'] {
  const { m, config } = call;
  const given = text(call, 'sort');
  if (given === undefined) return null;
  const { timeZone, mongo } = config;
  const scope = { period, timeZone, region: null, subject: null, deliveries: mongo.collection };
  const { columns } = report.table([], scope);
  const id = given.replace(/^-/, '');
  const at = columns.findIndex((column) => column.id === id);
  const column = columns[at];
  const names = columns.map((each) => each.id).join(', ');
  if (!column) throw new UsageError(m.cli.number('--sort', given, m.reportCommands.aColumn(names)));
  return { column: at, descending: beginsHigh(column) === (given === id) };
}
