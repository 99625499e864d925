import { grouped } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type Line, printable, type Span, widthOf } from '../../components/text.ts';
import { wrapped } from '../../components/wrap.ts';
import { isPeriodFault, type PeriodWish, periodOf } from '../../domain/period.ts';
import type { ReportId } from '../../domain/report-words.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { reportOf } from '../../services/reports/list.ts';
import { usualAgainst } from '../../services/reports/run.ts';
import { LIVE, type ReportView, tookKey } from '../../store/report/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { FittedColumns } from './columns.ts';
import type { TableModel } from './table.ts';

/** A period in words. */
export function periodWords({ period, from, to }: PeriodWish, m: ConsoleMessages): string {
  const t = m.reports;
  if (from !== undefined || to !== undefined) return t.between(from ?? '', to ?? '');
  const names: Readonly<Record<string, string>> = t.periodNames;
  const days = /^(\d+)d$/.exec(period ?? '')?.[1];
  if (period === LIVE) return t.live;
  return names[period ?? 'all'] ?? (days ? t.days(days) : (period ?? ''));
}

/** The period of what was found, as the wish that it came from. */
function foundPeriod({ result }: ReportView, m: ConsoleMessages): string {
  const name = result?.scope.period.name ?? '';
  const [from = '', to] = name.split('/');
  if (to === undefined) return periodWords({ period: name }, m);
  return periodWords({ ...(from ? { from } : {}), ...(to ? { to } : {}) }, m);
}

/** With what the report is compared, in words. */
export function againstWords(
  { report, timeZone, now }: Pick<ConsoleState, 'report' | 'timeZone' | 'now'>,
  m: ConsoleMessages,
): string {
  const { selected, against, period: wish } = report;
  const t = m.reports.against;
  if (reportOf(selected)?.whole || wish.period === LIVE) return t.never;
  const period = periodOf(wish, timeZone, now);
  if (isPeriodFault(period) || period.from === null) return t.never;
  return t[against === 'usual' ? (usualAgainst(period) ?? 'none') : against];
}

/** A region's name, also of those without one. */
export function regionWords(region: string | null, m: ConsoleMessages): string {
  return region === null ? m.reports.allRegions : printable(region) || m.reports.noName;
}

/** An id, and the name that goes with it where one is known. */
function subjectWords({ subject, name }: ReportView): string {
  const parts = [subject ?? '', name === subject ? '' : (name ?? '')];
  return printable(parts.filter(Boolean).join(' '));
}

/** Whom a report is about: the row that one came from, or an id. */
function aboutWords(view: ReportView, m: ConsoleMessages): string {
  if (reportOf(view.selected)?.subject) return subjectWords(view);
  return view.region === null ? '' : regionWords(view.region, m);
}

/** The way to the report, the report and its period: `Regions > Drivers, Paris, 7 days to today   by revenue ▼`. */
export function titleOf(
  { report }: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
): string {
  const t = m.reports;
  const named = (view: ReportView) =>
    [t.names[view.selected], aboutWords(view, m)].filter(Boolean).join(', ');
  const [first, ...between] = report.trail;
  const way = first ? [named(first), ...between.map((view) => aboutWords(view, m))] : [];
  const { sort } = report;
  const order = sort
    ? t.by(t.columns[sort.column], sort.descending ? g.descending : g.ascending)
    : '';
  const when = reportOf(report.selected)?.whole ? '' : periodWords(report.period, m);
  const here = [[named(report), when].filter(Boolean).join(', '), order]
    .filter(Boolean)
    .join('   ');
  // Where there is no room for the whole way, its end is told.
  let text = [...way, here].join(' > ');
  for (let from = 1; widthOf(text) > width && from <= way.length; from += 1)
    text = ['…', ...way.slice(from), here].join(' > ');
  return text;
}

/** What stands above the table: that it runs, an error, what is to be done, or how long it took. */
export function captionLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  { width, table }: { width: number; table: TableModel | null },
): Line[] {
  const { report } = state;
  const { result, running, elapsed, error, selected } = report;
  const t = m.reports;
  const told = (text: string, style: Partial<Span>): Line[] =>
    wrapped(text, width, 3).map((each) => [{ text: each, ...style }]);
  const subject = reportOf(selected)?.subject;
  if (subject && report.subject === null) return told(t.whose[subject], { color: 'yellow' });
  const old = result ? t.old(foundPeriod(report, m)) : '';
  if (running) {
    const last = report.took[tookKey(report)];
    const parts = [t.running(String(elapsed)), last === undefined ? '' : t.lastTook(last)];
    const now: Span = { text: parts.filter(Boolean).join(', '), color: 'yellow' };
    return [[now, ...(result?.rows.length ? [{ text: `   ${old}`, dim: true }] : [])]];
  }
  if (error)
    return [
      ...told(error, { color: 'red' }),
      ...(result?.rows.length ? told(old, { dim: true }) : []),
    ];
  if (!result) return [[]];
  if (result.rows.length === 0) return told(emptyWords(report, m), { dim: true });
  return [doneLine(state, m, g, { width, table })];
}

function emptyWords(report: ReportView, m: ConsoleMessages): string {
  const t = m.reports;
  if (report.region !== null && reportOf(report.selected)?.byRegion)
    return t.emptyRegion(regionWords(report.region, m));
  return report.period.period === 'all' ? t.emptyEver : t.empty;
}

/** What a report is made of, where it is not deliveries. */
const COUNTED: Partial<Record<ReportId, keyof ConsoleMessages['reports']['counted']>> = {
  ...{ alerts: 'alerts', cancellations: 'orders', order: 'events' },
};

/** How many documents in how long; then, as far as there is room, what it is compared with and what marks mean. */
function doneLine(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  { width, table }: { width: number; table: TableModel | null },
): Line {
  const { report, columns } = state;
  const { result, selected } = report;
  const t = m.reports;
  if (!result) return [];
  const isLive = result.scope.period.name === LIVE;
  const noun = isLive ? 'live' : (COUNTED[selected] ?? 'deliveries');
  const count = `${t.counted[noun](grouped(String(result.counted), m), result.counted)} ${t.inMs(result.ms)}`;
  const marks = t.betterWorse(g.ascending, g.descending);
  const besides = table?.columns.columns.some(({ beside }) => beside > 0);
  const hidden = table ? columnWords(table.columns, m).join('   ') : '';
  const extras = [
    ...(result.beforePeriod ? [againstWords(state, m), ...(table?.marks ? [marks] : [])] : []),
    ...(besides ? [t.besideTold('…')] : []),
    // Where the list is not there to tell it.
    ...(columns <= 100 ? [result.scope.timeZone] : []),
  ];
  // That there are more columns is told first where both do not fit.
  const both = [count, hidden].filter(Boolean).join('   ');
  const begin = widthOf(both) <= width ? both : hidden || count;
  const text = extras.reduce((told, extra) => {
    const longer = `${told}   ${extra}`;
    return widthOf(longer) <= width ? longer : told;
  }, begin);
  return [{ text, dim: true }];
}

/** What of the table is out of sight: rows above and below, columns at the left and at the right. */
export function hiddenWords({ above, below, rows }: TableModel, m: ConsoleMessages): string {
  const t = m.reports;
  const hasTotal = rows.some(({ isTotal }) => isTotal);
  const parts = [above > 0 ? t.above(above) : '', below > 0 ? t.below(below) : ''].filter(Boolean);
  return [...parts, ...(parts.length > 0 && hasTotal ? [t.inAll] : [])].join(', ');
}

/** Columns that are out of sight. */
function columnWords({ left, right }: FittedColumns, m: ConsoleMessages): string[] {
  const t = m.reports;
  return [left > 0 ? t.columnsLeft(left) : '', right > 0 ? t.columnsRight(right) : ''].filter(
    Boolean,
  );
}
