import { age, grouped, km } from '../../components/format.ts';
import type { PanelContent } from '../../components/panel.ts';
import { type Cell, heading, row } from '../../components/table.ts';
import type { Line, Span } from '../../components/text.ts';
import { distanceM } from '../../domain/geo.ts';
import { amountFromCents } from '../../domain/money.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import { type RosterView, rosterView } from '../../store/drivers/view.ts';
import { serverNow } from '../../store/state.ts';
import { hiddenWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { columnsFor, type DriverColumn } from './columns.ts';
import { loadWord, stateSpan } from './words.ts';

/** The cursor and the mark before each row. */
const PREFIX = 4;

/** The roster: its title names who is shown of how many, by what filter and in what order. */
export function tablePanel(view: View, width: number, height: number): PanelContent {
  const { drivers } = view.state;
  return {
    title: titleOf(view),
    focused: !drivers.open,
    lines: drivers.live ? rowLines(view, width, height) : [loadingLine(view)],
  };
}

function titleOf({ state, m, g }: View): string {
  const t = m.driversScreen;
  const { only, sort, live, loading, silent, marks, place } = state.drivers;
  const figure = (n: number) => grouped(String(n), m);
  const { count, all } = rosterView(state, 1);
  const text = (state.filters.drivers ?? '').trim();
  const filters = [...(only === 'all' ? [] : [t.only[only]]), ...(text ? [`/${text}`] : [])];
  const order =
    only === 'silent'
      ? t.longestFirst
      : t.by(t.columns[sort.column], sort.descending ? g.descending : g.ascending);
  const parts = [
    t.title(figure(count), figure(all)),
    filters.join(', '),
    order,
    place && sort.column === 'distance' ? place.name : '',
    silent.total > 0 && only !== 'silent' ? t.silentCount(figure(silent.total)) : '',
    marks.length > 0 ? t.marked(marks.length) : '',
    live && loading ? t.loading(figure(loading.read), figure(loading.total)) : '',
  ];
  return parts.filter(Boolean).join('   ');
}

function loadingLine({ state, m }: View): Line {
  const t = m.driversScreen;
  const { loading } = state.drivers;
  if (state.redis.state === 'down') return [{ text: t.empty.down, dim: true }];
  if (!loading || loading.total === 0) return [{ text: t.reading, dim: true }];
  const figure = (n: number) => grouped(String(n), m);
  return [{ text: t.loading(figure(loading.read), figure(loading.total)), dim: true }];
}

function rowLines(view: View, width: number, height: number): Line[] {
  const { state, m } = view;
  const t = m.driversScreen.empty;
  const whole = rosterView(state, Math.max(1, height - 1));
  const shown = whole.count > height - 1 ? rosterView(state, Math.max(1, height - 2)) : whole;
  if (shown.count === 0) return [[{ text: shown.all === 0 ? t.none : t.filtered, dim: true }]];
  const columns = columnsFor(width - PREFIX, state.drivers.place !== null, m);
  const lines = shown.rows.map((driver, at) =>
    driverLine(view, columns, driver, shown.offset + at === shown.row),
  );
  const hidden = restWord(shown, view);
  return [
    [{ text: ' '.repeat(PREFIX) }, ...heading(columns)],
    ...lines,
    ...(hidden ? [[{ text: `${' '.repeat(PREFIX)}${hidden}`, dim: true }]] : []),
  ];
}

function restWord({ offset, count, rows }: RosterView, { m }: View): string {
  return hiddenWord(offset, count - offset - rows.length, m);
}

function driverLine(
  view: View,
  columns: ReturnType<typeof columnsFor>,
  driver: RosterDriver,
  here: boolean,
): Line {
  const { drivers } = view.state;
  const marked = drivers.marks.includes(driver.id);
  const style: Partial<Span> = here && !drivers.open ? { inverse: true } : {};
  const prefix = `${here ? view.g.cursor : ' '} ${marked ? '*' : ' '} `;
  const cells = columns.map(({ name }) => cellOf(name, driver, view));
  return [{ text: prefix, bold: marked, ...style }, ...row(columns, cells, style)];
}

function cellOf(name: DriverColumn, driver: RosterDriver, view: View): Cell {
  const { state, m, g } = view;
  const dash: Span = { text: g.dash, dim: true };
  const fresh = state.drivers.live?.fresh.has(driver.id) === true;
  switch (name) {
    case 'id':
      return driver.id;
    case 'name':
      return driver.name;
    case 'state':
      return stateSpan(view, driver);
    case 'load':
      return loadWord(driver, g);
    case 'rating':
      return driver.rating.toFixed(2);
    case 'regions':
      return driver.regions.join(', ') || dash;
    case 'deliveries':
      return grouped(String(driver.deliveries), m);
    case 'revenue':
      return grouped(amountFromCents(driver.revenueCents), m);
    case 'distance': {
      const { place } = state.drivers;
      if (!place || !driver.position) return dash;
      return { text: km(distanceM(place.position, driver.position)), dim: !fresh };
    }
    case 'seen': {
      // What was read long ago says nothing of when he was seen last.
      if (!fresh) return { text: '…', dim: true };
      const { lastSeenAt } = driver;
      return lastSeenAt === null ? dash : age(Math.max(0, serverNow(state) - lastSeenAt), m);
    }
  }
}
