import type { PeriodFault } from '../domain/period.ts';
import type { ReportId } from '../domain/report-words.ts';

/** Whose report it is. */
type Subject = 'driver' | 'client' | 'order';

/** Names as an alternative, between what begins and ends it; nothing where there are none. */
export const anyOf = (names: readonly string[], before: string, or: string, after: string) =>
  names.length === 0 ? '' : `${before}${names.join(or)}${after}`;

/** `vigie report`: what it takes and says. */
export const reportCommandsEn = {
  about: 'what MongoDB counts: without a name, lists the reports',
  options: {
    period:
      'today, yesterday, 7d (any number of days up to today), all; live where a report has it',
    from: 'first day: 2026-11-13, yesterday, 7d',
    to: 'last day that counts',
    region: 'one region only',
    driver: 'whose report: a driver’s id',
    client: 'whose report: a client’s id',
    order: 'whose report: an order’s id',
    against: 'compared with the day before, the week before, or nothing: day, week, none',
    sort: 'by this column, the greatest figure or the first name first; -COLUMN: the other way',
    maxTime: 'seconds that MongoDB may take',
    explain: 'the questions to MongoDB, and how it answered them',
    csv: 'CSV for spreadsheets',
    out: 'into this file, whole or not at all',
  },
  reports: {
    regions: 'deliveries, revenue, minutes from pick-up to door and rating by region',
    drivers:
      'deliveries, share on time, revenue, rating and utilisation by driver, beside his region’s',
    hours: 'deliveries by weekday and hour, as a heat map',
    service: 'click to door and wait for an assignment: p50, p90, p95, p99, and what was late',
    strategies: 'strategies compared on what really happened',
    products: 'what was sold most; also live',
    spenders: 'who spent most; also live',
    cancellations: 'cancelled orders by reason',
    alerts: 'alerts by kind and driver, and how soon somebody answered',
    driver: 'one driver’s deliveries',
    client: 'one client’s orders',
    order: 'what happened to one order, step by step',
  } satisfies Record<ReportId, string>,
  listed: 'Run one: vigie report regions --period 7d. docs/reports.md has every definition.',
  needsName: (option: string) =>
    `${option} needs the name of a report: vigie report regions ${option} … vigie report lists the names.`,
  unknown: (given: string, near: readonly string[]) =>
    `There is no report "${given}". ${anyOf(near, 'Did you mean ', ' or ', '? ')}vigie report lists them.`,
  faults: {
    notAPeriod: (field: string, given: string) =>
      `${field} is "${given}": expected today, yesterday, 7d (1 to 36600 days), all, a day such as 2026-11-13, or live where the report has it.`,
    noSuchDay: (field: string, given: string) =>
      `${field} is "${given}": expected a day that exists, such as 2026-11-13, or today, yesterday, 7d.`,
    fromAfterTo: (field: string, given: string) =>
      `${field} is after --to (${given}): give the earlier day to --from.`,
    bothForms: (field: string, given: string) =>
      `${field} is "${given}" beside --from or --to: give one or the other.`,
  } satisfies Record<PeriodFault['fault'], (field: string, given: string) => string>,
  notLive: (report: string) =>
    `--period is "live": the report ${report} has only what MongoDB keeps. Give a period, such as 7d.`,
  whole: (report: string, option: string) =>
    `The report ${report} tells all there is, whatever the period: leave ${option} out.`,
  noRegion: (report: string, given: string) =>
    `--region is "${given}": the report ${report} is not asked over one region. Leave it out.`,
  noSubject: (report: string, option: string, given: string, takes: string | null) =>
    `${option} is "${given}": the report ${report} ${takes ? `is of one ${takes}: --${takes} ID` : 'is of nobody in particular; leave it out'}.`,
  needsSubject: (report: string, subject: Subject) =>
    `The report ${report} needs to know whose: --${subject} ID.`,
  against: 'day, week or none',
  aColumn: (names: string) => `a column of this report: ${names}`,
  unknownOne: (option: string, given: string, near: readonly string[]) =>
    `${option} is "${given}": nothing of that name is in this history. ${anyOf(near, 'Did you mean ', ' or ', '?') || 'Look at its spelling, or at --zone.'}`,
  apart: (one: string, other: string) =>
    `${one} and ${other} exclude each other: give one of both.`,
  out: {
    noFolder: (file: string, reason: string) =>
      `--out is "${file}": nothing can be written there (${reason}). Name a file in a folder that is yours.`,
    noFile: (file: string) =>
      `--out is "${file}": that is no file. Name a new one, or one to replace.`,
    failed: (file: string, reason: string) =>
      `${file} was not written (${reason}), and nothing of it is left.`,
    written: (file: string, rows: number) => `${file}: ${rows} rows.`,
  },
  tooLong: (seconds: number) =>
    `MongoDB gave the report up after ${seconds} s. Ask over a shorter period or one --region, or give it more: --max-time ${seconds * 4}.`,
  zoneOfMongo: (zone: string) =>
    `--time-zone is "${zone}": this MongoDB's list of time zones does not have it. Name another one of the same time.`,
  brokenOff: 'Broken off; MongoDB no longer works on it.',
  nothingKnown: (db: string, collections: string) =>
    `MongoDB has nothing yet in ${collections} of the database ${db}: vigie worker carries there what is delivered, vigie seed fills in data to play with.`,
  empty: 'Nothing in this period: try --period 30d or --period all.',
  emptyRegion: 'Nothing in this period and region: try --period all, or leave --region out.',
  emptyEver: 'Nothing of that kind was ever recorded.',
  dates: {
    ever: 'all time',
    live: 'live, from Redis',
    since: (day: string) => `since ${day}`,
    until: (day: string) => `until ${day}`,
    between: (from: string, to: string) => `${from} to ${to}`,
  },
  region: (name: string) => `region ${name}`,
  subjects: {
    driver: (id: string) => `driver ${id}`,
    client: (id: string) => `client ${id}`,
    order: (id: string) => `order ${id}`,
  } satisfies Record<Subject, (id: string) => string>,
  newRow: 'new',
  compared: (dates: string) => `Changes are against ${dates}.`,
  besideTold: (example: string) =>
    `In brackets, such as ${example}: the same of the region, per driver.`,
  counted: (documents: string, ms: number) =>
    `${documents} ${documents === '1' ? 'document' : 'documents'} in ${ms} ms.`,
  daily: 'deliveries a day',
  heat: 'deliveries by weekday and hour',
  bars: (column: string) => `by ${column}`,
  explained: {
    by: (index: string) => `by index ${index}`,
    scan: 'by collection scan',
    told: (how: string, examined: string, keys: string, returned: string, ms: number) =>
      `${how}: examined ${examined} documents and ${keys} index keys, returned ${returned}, ${ms} ms on the server`,
  },
};

export type ReportCommands = typeof reportCommandsEn;
