import { age, clock, grouped, km, money, wholeMoney } from '../../components/format.ts';
import type { PanelContent } from '../../components/panel.ts';
import { fitting, planParts } from '../../components/plan.ts';
import { fitText, type Line, type Span } from '../../components/text.ts';
import { wrapped } from '../../components/wrap.ts';
import { distanceM } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import type { Delivery } from '../../services/board/driver-history.ts';
import type { DriverDetail } from '../../store/drivers/state.ts';
import { selectedDetail, selectedDriver } from '../../store/drivers/view.ts';
import { plansOf } from '../../store/plans/state.ts';
import { serverNow } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { dueCell } from '../live/waiting.ts';
import { hiddenWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { trackLines } from './track.ts';
import { loadWord, stateSpan } from './words.ts';

/** A line of the detail; with an order the cursor can stand on it. */
interface DetailLine {
  readonly line: Line;
  readonly order?: string;
}

const text = (line: Line | string): DetailLine => ({
  line: typeof line === 'string' ? [{ text: line }] : line,
});
const dim = (words: string) => text([{ text: words, dim: true }]);

/** A part with its heading, and a note at the right of it. */
function part(title: string, lines: readonly DetailLine[], note = ''): DetailLine[] {
  const heading: Span[] = [{ text: title, bold: true }];
  return [
    text(''),
    text(note ? [...heading, { text: `  ${note}`, dim: true }] : heading),
    ...lines,
  ];
}

/** All that is known of the selected driver. The window follows the cursor; what is cut off is counted. */
export function detailPanel(view: View, width: number, height: number): PanelContent {
  const { state, m, g } = view;
  const { open, cursor } = state.drivers;
  const driver = selectedDriver(state);
  if (!driver)
    return {
      title: m.driversScreen.title('', ''),
      lines: [dim(m.driversScreen.empty.noSelection).line],
    };
  const all = linesOf(view, driver, width - 2, height);
  const rows = all.flatMap(({ order }, at) => (order === undefined ? [] : [at]));
  const here = open ? (rows[Math.min(cursor, rows.length - 1)] ?? -1) : -1;
  const lines = all.map(({ line, order }, at): Line => {
    if (order === undefined) return [{ text: '  ' }, ...line];
    const pointed = at === here;
    const style = pointed ? { inverse: true } : {};
    return [
      { text: pointed ? `${g.cursor} ` : '  ', ...style },
      ...line.map((s) => ({ ...s, ...style })),
    ];
  });
  const title = `${driver.id}  ${driver.name}`;
  if (lines.length <= height) return { title, focused: open, lines };
  const room = height - 1;
  // The last row of all shows what stands below it too.
  const wanted =
    here < 0 || here === rows[0] ? 0 : here === rows.at(-1) ? lines.length - 1 : here + 1;
  const from = windowFor(wanted, lines.length, room, 0);
  const hidden = hiddenWord(from, lines.length - from - room, m);
  return {
    ...{ title, focused: open },
    lines: [...lines.slice(from, from + room), [{ text: `  ${hidden}`, dim: true }]],
  };
}

function linesOf(view: View, driver: RosterDriver, width: number, height: number): DetailLine[] {
  const detail = selectedDetail(view.state);
  return [
    ...factLines(view, driver),
    ...carriedLines(view, detail, width),
    ...plannedLines(view, driver.id, width),
    ...trackPart(view, detail, width, height),
    ...historyLines(view, detail, width),
  ];
}

function factLines(view: View, driver: RosterDriver): DetailLine[] {
  const { state, m, g } = view;
  const t = m.driversScreen.detail;
  const { place, live } = state.drivers;
  const { lastSeenAt, position, regions, phone, vehicle } = driver;
  const passed = lastSeenAt === null ? 0 : serverNow(state) - lastSeenAt;
  // Who began his shift is known from then on, and is nowhere before his first position.
  const nowhere = lastSeenAt === null || position === null;
  const seen = nowhere ? t.neverSeen : passed < 60_000 ? t.now : t.seen(age(passed, m));
  const away =
    place && position ? `${km(distanceM(place.position, position))} km  ${place.name}` : '';
  const count = (n: number) => grouped(String(n), m);
  return [
    text([stateSpan(view, driver), { text: `  ${loadWord(driver, g)}` }]),
    text(`${driver.rating.toFixed(2)}  ${t.ratings(count(driver.ratingCount))}`),
    text(`${t.deliveries(count(driver.deliveries))}  ${grouped(money(driver.revenueCents, g), m)}`),
    text(`${t.works} ${regions.join(', ') || t.noRegion}`),
    ...(phone || vehicle ? [text([phone, vehicle].filter(Boolean).join('  '))] : []),
    ...(live?.fresh.has(driver.id) ? [text([seen, away].filter(Boolean).join('  '))] : []),
  ];
}

function carriedLines(view: View, detail: DriverDetail | null, width: number): DetailLine[] {
  const { m } = view;
  const t = m.driversScreen;
  if (!detail?.carried) return part(t.detail.carries(0), [dim(t.reading)]);
  if (detail.carried.length === 0) return [text(''), dim(t.detail.carriesNothing)];
  const lines = detail.carried.map((order) => carriedLine(view, order, width));
  return part(t.detail.carries(detail.carried.length), lines);
}

/** The orders that the engine would give him. */
function plannedLines({ state, m, g }: View, driver: string, width: number): DetailLine[] {
  return plansOf(state, driver).map((plan) => {
    const [, ...rest] = planParts(plan, serverNow(state), m);
    const words = fitting([`${g.arrow} ${plan.order}`, ...rest], width);
    return { order: plan.order, line: [{ text: words, dim: true }] };
  });
}

function carriedLine({ state, m, g }: View, order: Order, width: number): DetailLine {
  const due: Span = dueCell(order.dueAt, serverNow(state), g);
  const room = Math.max(4, width - 8 - 11 - 9);
  return {
    order: order.id,
    line: [
      { text: `${fitText(order.id, 7)} ` },
      {
        text: `${fitText(m.statuses[order.status], 10)} `,
        color: order.status === 'pickedUp' ? 'cyan' : 'blue',
      },
      { ...due, text: `${fitText(due.text, 8)} ` },
      { text: fitText(order.destination || order.client, room) },
    ],
  };
}

function trackPart(
  view: View,
  detail: DriverDetail | null,
  width: number,
  height: number,
): DetailLine[] {
  const { m } = view;
  const t = m.driversScreen;
  if (!detail?.track) return part(t.detail.track, [dim(t.reading)]);
  const { points } = detail.track;
  const last = points.at(-1);
  if (!last) return part(t.detail.track, [dim(t.detail.noTrack)]);
  const metres = points.reduce((sum, to, i) => sum + distanceM(points[i - 1] ?? to, to), 0);
  const rows = Math.max(5, Math.min(14, Math.floor(height * 0.3)));
  const note = `${(metres / 1000).toFixed(1)} km  ${t.detail.trackUntil(clock(last.at))}`;
  return part(t.detail.track, trackLines(view, detail, width, rows).map(text), note);
}

function historyLines(view: View, detail: DriverDetail | null, width: number): DetailLine[] {
  const { state, m, g } = view;
  const t = m.driversScreen.detail;
  const down = state.mongo.state === 'down';
  const history = detail?.history;
  if (!detail || !history)
    return [text(''), ...(down ? warning(t.mongoDown, width) : [dim(m.driversScreen.reading)])];
  const { deliveries, reviews, month } = history;
  const figure = (n: number) => grouped(String(n), m);
  const mean = month.meanMinutes === null ? '' : month.meanMinutes.toFixed(0);
  const figures = t.monthFigures(figure(month.deliveries), wholeMoney(month.revenueCents, g), mean);
  const counts = [5, 4, 3, 2, 1].map((n) => `${n}: ${figure(month.stars[n - 1] ?? 0)}`);
  const rated = month.stars.some((n) => n > 0);
  return [
    ...(down ? [text(''), ...warning(t.asOf(clock(detail.historyAt)), width)] : []),
    ...part(t.month, [text(figures), rated ? text(t.stars(counts.join('  '))) : dim(t.noRatings)]),
    ...part(
      t.lately,
      deliveries.length === 0
        ? [dim(t.none)]
        : deliveries.map((each) => deliveryLine(view, each, width)),
    ),
    ...part(
      t.reviews,
      reviews.length === 0
        ? [dim(t.noReviews)]
        : reviews.flatMap((each) => reviewLines(view, each, width)),
    ),
  ];
}

const starsOf = (rating: number | null, dash: string) => (rating === null ? dash : `${rating}/5`);

function deliveryLine({ m, g }: View, delivery: Delivery, width: number): DetailLine {
  const { order, at, minutes, amountCents, rating, destination, client } = delivery;
  const t = m.driversScreen.detail;
  const cells = [
    fitText(order, 7),
    fitText(at === null ? g.dash : dayAndTime(at), 11),
    fitText(minutes === null ? g.dash : t.minutes(minutes.toFixed(0)), 6, 'right'),
    fitText(money(amountCents, g), 8, 'right'),
    fitText(starsOf(rating, g.dash), 3),
  ];
  const left = width - cells.join(' ').length - 1;
  const more = left >= 6 ? ` ${fitText(destination || client, left)}` : '';
  return { order, line: [{ text: `${cells.join(' ')}${more}` }] };
}

/** `20/11 21:14`: the order of day and month that neither language mistakes is told by the time beside it. */
function dayAndTime(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getDate())}/${two(date.getMonth() + 1)} ${clock(ms)}`;
}

/** A sentence that wants to be read whole. */
function warning(words: string, width: number): DetailLine[] {
  return wrapped(words, width, 3).map((line) => text([{ text: line, color: 'yellow' }]));
}

const REVIEW_LINES = 3;

/** Stars and what was written, on three lines at most; the cursor stands on the first. */
function reviewLines({ g }: View, delivery: Delivery, width: number): DetailLine[] {
  const words = `${starsOf(delivery.rating, g.dash)}  ${delivery.review}`;
  const lines = wrapped(words, width - 8, REVIEW_LINES);
  return lines.map((line, i) => {
    const head = i === 0 ? fitText(delivery.order, 7) : ' '.repeat(7);
    const spans: Line = [{ text: `${head} ${fitText(line, width - 8)}` }];
    return i === 0 ? { line: spans, order: delivery.order } : text(spans);
  });
}
