import { clockSeconds } from '../../components/format.ts';
import { sparkline } from '../../components/glyphs.ts';
import {
  bytes,
  cacheRows,
  duration,
  type HealthRow,
  mongoRows,
  redisRows,
  syncRows,
  workerRows,
} from '../../components/health-rows.ts';
import { lineChart } from '../../components/line-chart.ts';
import { type Color, fitText, type Line, type Span, widthOf } from '../../components/text.ts';
import { wrapped } from '../../components/wrap.ts';
import { parseFilter } from '../../domain/filter.ts';
import type { Health } from '../../domain/health.ts';
import { type Problem, problemsOf, type Severity, serversAreWell } from '../../domain/problems.ts';
import type { Sample } from '../../store/health/history.ts';
import type { HealthPanel } from '../../store/health/state.ts';
import type { View } from '../view.ts';

/** A line of the figures' last ten minutes. */
interface Chart {
  readonly title: string;
  readonly values: readonly (number | null)[];
  readonly format: (value: number) => string;
  readonly color: Color;
}

/** What a panel holds: lines that scroll, and charts for where there is room below. */
export interface Content {
  readonly lines: readonly Line[];
  readonly charts: readonly Chart[];
}

/** What each panel holds at an inner width. */
export function contentOf(panel: HealthPanel, read: Health, width: number, view: View): Content {
  const { state, m } = view;
  const { words } = m.healthScreen;
  const style = { words, thousands: m.thousands };
  const { history } = state.health;
  const { redis, mongodb } = read.services;
  const rows = (all: readonly HealthRow[], sparks: Sparks = {}) =>
    rowLines(all, width, sparks, view);
  const down: Content = {
    lines: [[{ text: m.healthScreen.unreachable, dim: true }]],
    charts: [],
  };
  switch (panel) {
    case 'problems':
      return { lines: problemLines(read, width, view), charts: [] };
    case 'redis': {
      const charts = redisCharts(history, view);
      if (redis.status === 'down') return { ...down, charts };
      const sparks = { [words.rows.latency]: 'redisMs', [words.rows.memory]: 'memory' } as const;
      return { lines: rows(redisRows(redis, style), sparks), charts };
    }
    case 'mongodb': {
      const charts = [mongoChart(history, view)];
      if (mongodb.status === 'down') return { ...down, charts };
      return {
        lines: rows(mongoRows(mongodb, style), { [words.rows.latency]: 'mongoMs' }),
        charts,
      };
    }
    case 'sync': {
      const sparks = { [words.rows.lag]: 'lag', [words.rows.rate]: 'perSecond' } as const;
      return { lines: rows(syncRows(read, style), sparks), charts: syncCharts(history, view) };
    }
    case 'workers':
      if (!read.zone) return down;
      return { lines: rows(workerRows(read.zone.workers, read.zone.leases, style)), charts: [] };
    case 'caches':
      return read.zone ? { lines: rows(cacheRows(read, style)), charts: [] } : down;
    case 'log':
      return { lines: logLines(view), charts: [] };
  }
}

/** Which figure's bars stand at the right of which row. */
type Sparks = Readonly<Record<string, keyof Sample>>;

/** Bars of one minute. */
const SPARK = 12;

const TONES: Readonly<Record<NonNullable<HealthRow['tone']>, Partial<Span>>> = {
  bad: { color: 'red' },
  warn: { color: 'yellow' },
  dim: { dim: true },
};

function rowLines(
  rows: readonly HealthRow[],
  width: number,
  sparks: Sparks,
  { state, g }: View,
): Line[] {
  const name = Math.max(...rows.map((row) => widthOf(row.name)));
  return rows.map((row): Line => {
    const key = sparks[row.name];
    const known = (key ? state.health.history : []).flatMap((sample) => {
      const value = key && sample[key];
      return typeof value === 'number' ? [value] : [];
    });
    const room = width - name - 2;
    const value = { ...(row.tone ? TONES[row.tone] : {}) };
    const label: Span = { text: `${fitText(row.name, name)}  `, dim: true };
    // Bars give way to the words.
    if (known.length < 2 || widthOf(row.value) + SPARK + 2 > room)
      return [label, { ...value, text: row.value }];
    return [
      label,
      { ...value, text: fitText(row.value, room - SPARK - 1) },
      { text: sparkline(known, SPARK, g), color: 'green' },
    ];
  });
}

function redisCharts(history: readonly Sample[], { m }: View): Chart[] {
  const { charts } = m.healthScreen;
  const of = (key: keyof Sample) => history.map((sample) => sample[key]);
  return [
    { title: charts.redis, values: of('redisMs'), format: duration, color: 'green' },
    { title: charts.memory, values: of('memory'), format: bytes, color: 'cyan' },
  ];
}

function mongoChart(history: readonly Sample[], { m }: View): Chart {
  const values = history.map(({ mongoMs }) => mongoMs);
  return { title: m.healthScreen.charts.mongodb, values, format: duration, color: 'green' };
}

function syncCharts(history: readonly Sample[], { m }: View): Chart[] {
  const { charts } = m.healthScreen;
  const format = (value: number) => String(Math.round(value));
  return [
    { title: charts.lag, values: history.map(({ lag }) => lag), format, color: 'yellow' },
    { title: charts.rate, values: history.map((each) => each.perSecond), format, color: 'green' },
  ];
}

const MARKS: Readonly<Record<Severity, string>> = { bad: '!!', warn: '!', note: '-' };
const COLORS: Readonly<Record<Severity, Partial<Span>>> = {
  bad: { color: 'red' },
  warn: { color: 'yellow' },
  note: { dim: true },
};

/** What is wrong, the worst first, in whole sentences. */
function problemLines(read: Health, width: number, { m }: View): Line[] {
  const problems = problemsOf(read);
  const told = problems.flatMap((problem: Problem): Line[] =>
    wrapped(m.healthScreen.problems.say(problem), width - 3).map((text, index) => [
      { text: fitText(index === 0 ? MARKS[problem.severity] : '', 3), ...COLORS[problem.severity] },
      { text, ...(problem.severity === 'note' ? { dim: true } : {}) },
    ]),
  );
  const well: Line[] = serversAreWell(problems)
    ? [[{ text: '   ' }, { text: m.healthScreen.problems.well, color: 'green' }]]
    : [];
  return [...told, ...well];
}

const LEVELS: Readonly<Record<string, Partial<Span>>> = {
  ...{ error: { color: 'red' }, fatal: { color: 'red' }, warn: { color: 'yellow' } },
  ...{ debug: { dim: true }, trace: { dim: true } },
};

/** The log, newest first; `/` keeps what matches, the level counted as a word of the line. */
function logLines({ state, m }: View): Line[] {
  const { test } = parseFilter(state.filters.health ?? '');
  const { log } = state.health;
  const kept = log.filter(({ level, text }) => test(`${level} ${text}`)).reverse();
  if (kept.length === 0) {
    const words = log.length === 0 ? m.healthScreen.noLog : m.healthScreen.noLogMatch;
    return [[{ text: words, dim: true }]];
  }
  return kept.map(({ at, level, text }) => [
    { text: `${clockSeconds(at)}  `, dim: true },
    { text: fitText(level, 6), ...LEVELS[level] },
    { text },
  ]);
}

/** Rows of a line of figures, without its title. */
const CHART = 4;
const LABEL = 11;

/** As many charts as there is room for below the lines, each with its title. */
export function chartLines(
  charts: readonly Chart[],
  width: number,
  room: number,
  { state }: View,
): Line[] {
  const count = Math.min(charts.length, Math.floor(room / (CHART + 2)));
  if (count === 0) return [];
  const each = Math.min(14, Math.floor(room / count));
  return charts.slice(0, count).flatMap(({ title, values, format, color }): Line[] => {
    const style = { label: LABEL, format, ascii: state.ascii };
    const rows = lineChart(values, width, each - 3, style);
    if (rows.length === 0) return [];
    return [[], [{ text: title, dim: true }], ...rows.map((text): Line => [{ text, color }])];
  });
}
