import type { PeriodFault } from '../../domain/period.ts';
import { reportWordsEn } from '../reports.ts';

/** Whose report is asked for by an id. */
type Subject = 'driver' | 'client' | 'order';

/** How a question was answered, for the panel that explains it. */
interface Answered {
  readonly index: string | null;
  readonly examined: string;
  readonly keys: string;
  readonly returned: string;
  readonly serverMs: number;
}

/** The Reports screen. */
export const reportsEn = {
  ...reportWordsEn,
  list: 'Reports',
  actions: {
    open: 'open: down into the row, or whose report it is',
    period: 'period: today, yesterday, 7 days, 30 days, all time',
    dates: 'a period between two dates',
    against: 'compare with the day before, the week before, nothing',
    region: 'one region only, or all',
    sort: 'sort by a column; the same again reverses',
    left: 'columns further left',
    right: 'columns further right',
    shown: 'table and chart, table alone, chart alone',
    moved: 'how figures moved in their place, and back',
    explain: 'explain: the questions to MongoDB and how it answered',
    json: 'write the report to a file, as JSON',
    csv: 'write the report to a file, as CSV',
    run: 'run again',
  },
  short: {
    down: 'drill down',
    open: 'open',
    whose: 'whose',
    period: 'period',
    dates: 'dates',
    against: 'compare',
    region: 'region',
    sort: 'sort',
    shown: 'chart',
    moved: 'changes',
    explain: 'explain',
    json: 'json',
    csv: 'csv',
    run: 'again',
  },
  settings: 'Asked over',
  zone: 'Time zone',
  between: (from: string, to: string) =>
    from === '' ? `until ${to}` : to === '' ? `since ${from}` : `${from} to ${to}`,
  live: 'live, from Redis',
  days: (n: string) => `${n} days to today`,
  against: {
    day: 'vs day before',
    week: 'vs week before',
    none: 'compared with nothing',
    never: 'nothing before it',
  },
  betterWorse: (better: string, worse: string) => `${better} better  ${worse} worse`,
  besideTold: (figure: string) => `(${figure}) the region’s`,
  newRow: 'new',
  points: 'pt',
  allRegions: 'all regions',
  by: (column: string, mark: string) => `by ${column} ${mark}`,
  counted: {
    deliveries: (n: string, of: number) => `${n} ${of === 1 ? 'delivery' : 'deliveries'}`,
    alerts: (n: string, of: number) => `${n} alert${of === 1 ? '' : 's'}`,
    orders: (n: string, of: number) => `${n} order${of === 1 ? '' : 's'}`,
    events: (n: string, of: number) => `${n} event${of === 1 ? '' : 's'}`,
    live: (n: string, _of: number) => `${n} counted`,
  },
  inMs: (ms: number) => `in ${ms} ms`,
  charts: {
    days: 'Deliveries a day',
    bars: (column: string) => `Compared by ${column}`,
    heat: 'Deliveries by weekday and hour',
  },
  legend: 'none',
  above: (n: number) => `${n} more above`,
  below: (n: number) => `${n} more below`,
  inAll: 'counted in all',
  columnsLeft: (n: number) => `Left: ${n} more`,
  columnsRight: (n: number) => `Right: ${n} more`,
  running: (seconds: string) => `running, ${seconds} s`,
  lastTook: (ms: number) => `last took ${ms} ms`,
  old: (period: string) => `below is what was found before: ${period}`,
  ready: (name: string) => `${name}: the report is ready. 6 shows it.`,
  empty: 'nothing in this period: p changes it',
  emptyRegion: (region: string) =>
    `nothing in this period in ${region}: p changes it, r the region`,
  emptyEver: 'nothing is here yet: what is delivered comes here by itself',
  error: (reason: string) => `MongoDB refused the report: ${reason}. n runs it again.`,
  tooLong: (seconds: number) =>
    `MongoDB gave the report up after ${seconds} s: a shorter period (p) or one region (r) is faster.`,
  lost: 'MongoDB was lost: the report waits for it and runs again by itself when it is back.',
  noMongo: 'MongoDB is down: the report waits for it and runs when it is back.',
  redisLost: 'Redis did not answer: what is live waits for it. n runs it again.',
  cancelled: 'The report is broken off. n runs it again.',
  whose: {
    driver: 'Enter asks for a driver’s id.',
    client: 'Enter asks for a client’s id.',
    order: 'Enter asks for an order’s id.',
  } satisfies Record<Subject, string>,
  ask: {
    id: { driver: 'Driver’s id', client: 'Client’s id', order: 'Order’s id' },
    idHint: { driver: 'd12', client: 'u34', order: 'c1042' },
    unknown: {
      driver: (id: string) => `no driver ${id} is in the history`,
      client: (id: string) => `no client ${id} is in the history`,
      order: (id: string) => `no order ${id} is in the history`,
    },
    empty: 'an id is needed',
    dates: 'A period between two dates',
    from: 'from',
    to: 'to',
    dateHint: '2026-11-13, yesterday or 7d; empty: no limit',
    faults: {
      notAPeriod: (given: string) => `${given} is no period`,
      noSuchDay: (given: string) => `${given} is no day`,
      fromAfterTo: (given: string) => `begins after its end: ${given}`,
      bothForms: (given: string) => `${given} is not needed beside two dates`,
    } satisfies Record<PeriodFault['fault'], (given: string) => string>,
    region: 'Which region',
    current: 'now',
    sort: 'Sort by',
    reverse: 'now: again reverses',
  },
  said: {
    period: (period: string) => `Period: ${period}.`,
    against: (against: string) => `The report is ${against}.`,
    region: (region: string) => `Region: ${region}.`,
    sorted: (column: string) => `Sorted by ${column}.`,
    shown: {
      both: 'The table and its chart.',
      table: 'The table alone. h: the chart alone.',
      chart: 'The chart alone. h: both.',
    },
    moved: {
      on: 'How figures moved, in their place. m: the figures.',
      off: 'The figures, and how they moved as far as there is room.',
    },
    saving: 'being written…',
    saved: (file: string) => `written: ${file}`,
    savedTitle: 'The report is written',
    notSaved: (reason: string) => `Nothing was written: ${reason}`,
    explaining: 'asking MongoDB how it answers…',
    noLongerExplained: 'MongoDB is no longer asked.',
    notExplained: (reason: string) => `MongoDB did not say how it answers: ${reason}`,
  },
  disabled: {
    running: 'The report is running: Esc breaks it off.',
    noResult: 'There is no result yet.',
    nowhere: 'This row leads nowhere further down.',
    noRow: 'There is no row to open.',
    noChart: 'This report has no chart.',
    notCompared: 'Nothing was compared: c chooses with what.',
    noSubject: 'This report is about one: Enter asks for the id.',
    noRegion: 'This report is not asked over one region.',
    noCompare: 'All time has nothing before it, and neither has what is live.',
    whole: 'This report tells all there is, whatever the period.',
    allShown: 'All columns are in sight.',
    noMongo: 'MongoDB is down: that waits until it is back.',
    notLive: 'What is live comes from Redis: MongoDB has nothing to explain.',
  },
  explain: {
    title: (name: string) => `Explain: ${name}`,
    panel: 'Explain',
    by: (index: string) => `by index ${index}`,
    scan: 'a collection scan',
    told: ({ examined, keys, returned, serverMs }: Answered) =>
      `examined ${examined} documents and ${keys} index keys, returned ${returned}, ${serverMs} ms on the server`,
    inAll: (ms: number) => `The report took ${ms} ms in all.`,
  },
};

export type ReportsWords = typeof reportsEn;
