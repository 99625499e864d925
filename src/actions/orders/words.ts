import { km, signed } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import { widthOf } from '../../components/text.ts';
import type { Excluded } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import { type Candidate, type StrategyName, score } from '../../domain/strategy.ts';
import type { PinWish } from '../../domain/undo.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { Done } from '../../services/dispatch/over.ts';
import type { ConsoleState, ScreenName } from '../../store/state.ts';

/** A driver's id and name. */
export const driverName = ({ driverId, name }: Pick<Candidate, 'driverId' | 'name'>) =>
  name === '' || name === driverId ? driverId : `${driverId} ${name}`;

/** What an action is about: one order by its id, several by how many they are. */
export function whatOf(orders: readonly Pick<Order, 'id'>[], m: ConsoleMessages): string {
  const [first] = orders;
  return orders.length === 1 && first ? first.id : m.acts.orders(orders.length);
}

/** Lines that begin with an order's id, what follows in one column. */
export function besideIds(lines: readonly (readonly [order: string, text: string])[]): string[] {
  const width = Math.max(0, ...lines.map(([order]) => widthOf(order)));
  return lines.map(([order, text]) => `${order}${' '.repeat(width - widthOf(order))}  ${text}`);
}

/** Nobody can take an order: within which radius, and why those near it can't. */
export function nobodyWords(
  { radiusM }: ConsoleState,
  m: ConsoleMessages,
  excluded: readonly Excluded[],
): string {
  return m.acts.nobody(String(radiusM / 1000), excludedWords(m, excluded));
}

/** How many drivers are out, by reason: `3 full, 1 silent`; empty when none is. */
export function excludedWords(m: ConsoleMessages, excluded: readonly Excluded[]): string {
  const counts = new Map<string, number>();
  for (const { reason } of excluded) counts.set(reason, (counts.get(reason) ?? 0) + 1);
  const words = Object.entries(m.excluded).flatMap(([reason, word]) => {
    const count = counts.get(reason);
    return count === undefined ? [] : [`${count} ${word}`];
  });
  return words.join(', ');
}

/** On the map the radius is that of its own search. */
const WIDENED: readonly ScreenName[] = ['live', 'orders', 'drivers'];

/** The same as a whole sentence, with the key that helps where there is one. */
export function nobodyEnds({ screen }: ConsoleState, m: ConsoleMessages, words: string): string {
  return WIDENED.includes(screen) ? `${words}. ${m.acts.widen}` : `${words}.`;
}

/** A sentence that begins with its order's id. */
export function aboutOrder(order: string, text: string, m: ConsoleMessages): string {
  return text.startsWith(`${order} `) ? text : m.acts.about(order, text);
}

/** To whom an order was given, with the strategy's figures. */
export function assignedWords(
  { ascii }: ConsoleState,
  m: ConsoleMessages,
  strategy: StrategyName,
  { driver, next, move }: Done,
): readonly [full: string, short: string] {
  if (driver === null) return ['', ''];
  const figure = (candidate: Candidate) => signed(score(strategy, candidate), glyphs(ascii));
  const first = `${m.actions[strategy]} ${figure(driver)}`;
  const second = next ? m.said.next(driverName(next), figure(next)) : '';
  const told = (figures: string) =>
    move?.from
      ? `${m.acts.done.moved(driverName(driver), move.from)}${figures}`
      : m.acts.done.assigned(driverName(driver), figures);
  return [told(` (${first}${second})`), told(` (${first})`)];
}

/** A candidate in a plan or a choice: how far, how loved, how loaded. */
export function figuresOf({ distanceM, rating, load, capacity }: Candidate): string {
  return `${km(distanceM)} km  ${rating.toFixed(2)}  ${load}/${capacity}`;
}

/** What was made of a plan, in words that follow the order's id. */
export function pinWords(
  { kind }: Pick<PinWish, 'kind'>,
  driver: string,
  m: ConsoleMessages,
): string {
  const { pinned, unpinned, refused, allowed } = m.engine.done;
  return { pin: pinned, unpin: unpinned, refuse: refused, allow: allowed }[kind](driver);
}
