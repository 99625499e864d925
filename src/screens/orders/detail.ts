import { age, clock, clockSeconds, km, money } from '../../components/format.ts';
import { planParts } from '../../components/plan.ts';
import { fitText, type Line, type Span, widthOf } from '../../components/text.ts';
import { wrapped } from '../../components/wrap.ts';
import type { CandidateList } from '../../domain/board.ts';
import { distanceM } from '../../domain/geo.ts';
import { isFinished, type ListedOrder } from '../../domain/listed-order.ts';
import { ENGINE } from '../../domain/programs.ts';
import { score } from '../../domain/strategy.ts';
import type { Carrier } from '../../services/board/order-detail.ts';
import type { OrderStory } from '../../services/board/order-story.ts';
import { planOf } from '../../store/plans/state.ts';
import { serverNow } from '../../store/state.ts';
import { choices } from '../live/nearest.ts';
import { dueCell } from '../live/waiting.ts';
import { waitWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { routeOf } from './list.ts';

const CANDIDATES = 6;
const NARROW = 40;

/** A part of the detail with its heading; none where there is nothing to say. */
function section(title: string, lines: readonly Line[], hint = ''): Line[] {
  if (lines.length === 0) return [];
  const heading: Line = [
    { text: title, bold: true },
    ...(hint ? [{ text: `  ${hint}`, dim: true }] : []),
  ];
  return [[], heading, ...lines];
}

const text = (content: string, look: Partial<Span> = {}): Line => [{ text: content, ...look }];

/** Parts on one row as long as they fit; none of them is cut for another. */
function packed(parts: readonly string[], width: number): Line[] {
  const rows: string[] = [];
  for (const part of parts.filter(Boolean)) {
    const row = `${rows.at(-1) ?? ''}  ${part}`;
    if (rows.length > 0 && widthOf(row) <= width) rows.splice(-1, 1, row);
    else rows.push(...wrapped(part, width, 2));
  }
  return rows.map((row) => text(row));
}

/** All that is known of an order, as rows of a width; the map is drawn apart, for it takes what room is left. */
export function detailLines(view: View, order: ListedOrder, width: number): Line[] {
  const { state, m } = view;
  const t = m.ordersScreen.detail;
  const { detail } = state.orders;
  const read = detail?.orderId === order.id ? detail : null;
  return [
    ...headLines(view, order, read?.story ?? null, width),
    ...timeline(view, order, read?.story ?? null, width),
    ...(order.status === 'waiting'
      ? section(
          t.candidates,
          candidateLines(view, order, read?.candidates ?? null, width),
          width < NARROW ? m.columns.km : '',
        )
      : []),
    ...section(t.driver, read?.carrier ? carrierLines(view, order, read.carrier, width) : []),
    ...section(t.itemsTitle, itemLines(order, read?.story?.names ?? {}, view)),
  ];
}

function headLines(
  view: View,
  order: ListedOrder,
  story: OrderStory | null,
  width: number,
): Line[] {
  const { state, m, g } = view;
  const t = m.ordersScreen.detail;
  const route = routeOf(order, g.arrow);
  const { pickup, dropoff, attempts } = order;
  const far = pickup && dropoff ? `, ${km(distanceM(pickup, dropoff))} km` : '';
  const due = dueCell(order.dueAt, serverNow(state), g);
  const mark = isFinished(order.status) ? '' : due.text.replace(/^\S+/, '');
  const items = order.items.reduce((sum, { quantity }) => sum + quantity, 0);
  const price = [money(order.amountCents, g), ...(items > 0 ? [t.items(items)] : [])].join(', ');
  const promise = order.dueAt === null ? '' : `${t.promised(clock(order.dueAt))}${mark}`;
  const both = [price, promise].filter(Boolean).join(', ');
  const facts = widthOf(both) <= width ? [both] : [price, promise];
  const reason = story?.reason ?? '';
  const failed = [...(attempts > 0 ? [t.attempts(attempts)] : []), reason].filter(Boolean);
  const lines: Line[] = [
    ...packed([order.client || g.dash, order.phone], width),
    ...wrapped(order.address, width, 2).map((row) => text(row)),
    ...wrapped(`${route || g.dash}${far}`, width, 2).map((row) => text(row)),
    ...facts.map((row) => text(row)),
  ];
  if (failed.length > 0) {
    lines.push(
      ...wrapped(failed.join(': '), width, 2).map((row) => text(row, { color: 'yellow' })),
    );
  }
  if (order.note) {
    lines.push(...wrapped(`${t.note}: ${order.note}`, width, 3).map((row) => text(row)));
  }
  return lines;
}

/** One entry of the timeline: what goes on stands below what began. */
function entryLines(at: number, words: string, width: number, dim = false): Line[] {
  return wrapped(words, width - 10, 4).map(
    (row, index): Line => [
      { text: index === 0 ? `${clockSeconds(at)}  ` : ' '.repeat(10), dim: true },
      { text: row, dim },
    ],
  );
}

/** What the engine would do with a waiting order, as an entry of its timeline: it stands there while it would. */
function plannedEntry({ state, m }: View, order: ListedOrder) {
  const plan = planOf(state, order);
  if (plan === null) return [];
  const [who = '', ...rest] = planParts(plan, serverNow(state), m, order.pinned);
  const door = m.plan.atDoor(clock(plan.doorAt));
  return [{ at: plan.since, words: [m.plan.plannedFor(who), ...rest, door].join(', '), dim: true }];
}

/** What people told the engine about a waiting order. */
function wishes({ state, m }: View, order: ListedOrder, width: number): Line[] {
  const { pinned, refused, status } = order;
  if (status !== 'waiting') return [];
  const unplanned = pinned && planOf(state, order)?.driver !== pinned.driver;
  return [
    ...(unplanned ? [`${pinned.driver}, ${m.plan.pinnedBy(pinned.by)}`] : []),
    ...(refused.length > 0 ? [m.plan.refused(refused.join(' '))] : []),
  ].flatMap((words) => wrapped(words, width, 2).map((row) => text(row, { dim: true })));
}

function timeline(view: View, order: ListedOrder, story: OrderStory | null, width: number): Line[] {
  const { state, m } = view;
  const { detail: t, entry: wordsOf, via: reasonOf } = m.ordersScreen;
  if (!story) return section(t.timeline, [text(waitWord(state, m), { dim: true })]);
  const told = story.timeline.map((entry) => {
    const reason = reasonOf(entry.via);
    // What a driver did himself names him already.
    const himself = entry.driver.split(' ')[0] === entry.by;
    const doer = entry.by === ENGINE ? m.plan.engineName : entry.by;
    const by = doer === '' || himself ? '' : `, ${t.by(doer)}`;
    return { at: entry.at, words: `${wordsOf(entry, reason)}${by}`, dim: false };
  });
  const entries = [...told, ...plannedEntry(view, order)]
    .toSorted((a, b) => a.at - b.at)
    .flatMap(({ at, words, dim }) => entryLines(at, words, width, dim));
  const none = entries.length === 0 ? [text(t.noTimeline, { dim: true })] : [];
  const recent = story.whole
    ? []
    : wrapped(t.recentOnly, width, 2).map((row) => text(row, { dim: true }));
  return section(t.timeline, [...recent, ...none, ...entries, ...wishes(view, order, width)]);
}

function candidateLines(
  { state, m, g }: View,
  order: ListedOrder,
  list: CandidateList | null,
  width: number,
): Line[] {
  const t = m.ordersScreen.detail;
  if (!order.pickup) return [text(m.unknownPickup, { dim: true })];
  if (!list) return [text(waitWord(state, m), { dim: true })];
  const by = choices(list.eligible);
  // Names come first: where room is short the unit is left out.
  const unit = width < NARROW ? '' : ' km';
  const name = Math.max(8, Math.min(24, width - 20 - unit.length));
  const shown = list.eligible.slice(0, CANDIDATES).map((driver): Line => {
    const keys = [...(by.get(driver.driverId) ?? '')].join(' ');
    const figures = `${km(driver.distanceM).padStart(6)}${unit} ${score('balanced', driver).toFixed(2).padStart(6)}  `;
    return [
      { text: fitText(`${driver.driverId} ${driver.name}`, name) },
      { text: figures },
      { text: keys.slice(0, 5), bold: true, color: 'blue' },
    ];
  });
  const more = list.eligible.length - shown.length;
  const none = list.eligible.length === 0;
  const rest = [
    ...(none ? [t.noCandidate(String(list.radiusM / 1000))] : []),
    ...(more > 0 ? [t.more(more)] : []),
    ...(list.excluded.length > 0 ? [t.out(list.excluded.length)] : []),
  ].join(', ');
  const look = none ? ({ color: 'yellow' } as const) : { dim: true };
  return [...shown, ...(rest ? [text(rest.replaceAll('-', g.dash), look)] : [])];
}

function carrierLines(
  { state, m }: View,
  { status }: ListedOrder,
  carrier: Carrier,
  width: number,
): Line[] {
  const t = m.ordersScreen.detail;
  const { id, name, phone, load, capacity, rating, aheadM, seenAt, position } = carrier;
  const ahead =
    aheadM === null ? '' : status === 'assigned' ? t.toPickup(km(aheadM)) : t.toDoor(km(aheadM));
  const seen = seenAt === null ? '' : t.seen(age(serverNow(state) - seenAt, m));
  const figures = `${load}/${capacity}  ${rating.toFixed(2)}`;
  const where = position ? [ahead, seen].filter(Boolean).join(', ') : t.noPosition;
  return [
    ...packed([`${id} ${name === id ? '' : name}`.trim(), figures, phone], width),
    ...wrapped(where, width, 2).map((row) => text(row, { dim: true })),
  ];
}

function itemLines(
  { items }: ListedOrder,
  names: Readonly<Record<string, string>>,
  { g }: View,
): Line[] {
  return items.map(({ productId, quantity }) =>
    text(`${String(quantity).padStart(2)} ${g.times} ${names[productId] ?? productId}`),
  );
}
