import { parseFilter } from '../../domain/filter.ts';
import { distanceM, type Position } from '../../domain/geo.ts';
import type { MapDriver, MapOrder } from '../../domain/map.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { project, type Viewport } from '../../domain/viewport.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../state.ts';
import { mapDots } from './rooms.ts';
import type { MapMark, ThingRef } from './state.ts';

/** What a thing is for who looks at the map: it decides its mark. In the order of the legend. */
export const LOOKS = [
  ...(['free', 'busy', 'silent', 'offDuty'] as const),
  ...(['waiting', 'assigned', 'pickedUp', 'place'] as const),
] as const;
export type Look = (typeof LOOKS)[number];

/** One thing on the map, wherever it comes from. */
export interface Thing extends ThingRef {
  readonly at: Position;
  /** What stands beside its id: a name, a client. */
  readonly name: string;
  readonly look: Look;
}

/** Where an order is to be found: where it is picked up, then at its door; null when nobody said. */
export function orderSpot({
  status,
  pickup,
  dropoff,
}: Pick<MapOrder, 'status' | 'pickup' | 'dropoff'>): Position | null {
  return status === 'pickedUp' ? (dropoff ?? pickup) : (pickup ?? dropoff);
}

const OPEN = ['waiting', 'assigned', 'pickedUp'] as const;
const openStatus = (status: OrderStatus) => OPEN.find((each) => each === status);

function driverThing({ id, name, at, status, silent }: MapDriver): Thing {
  return { kind: 'driver', id, at, name, look: silent ? 'silent' : status };
}

/** Everything that was read, orders that wait first, then the others, drivers, places; each once. */
export function allThings({ map: { content } }: Pick<ConsoleState, 'map'>): readonly Thing[] {
  if (!content) return [];
  const orders = content.orders.flatMap((order): Thing[] => {
    const at = orderSpot(order);
    const look = openStatus(order.status);
    return at && look ? [{ kind: 'order', id: order.id, at, name: order.client, look }] : [];
  });
  const drivers = new Map([...content.drivers, ...content.named].map((each) => [each.id, each]));
  return [
    ...orders,
    ...[...drivers.values()].map(driverThing).toSorted((a, b) => compared(a.id, b.id)),
    ...content.places.map(({ name, at }): Thing => {
      return { kind: 'place', id: name, at, name, look: 'place' };
    }),
  ];
}

const compared = (a: string, b: string) => a.localeCompare(b, 'en', { numeric: true });

/** The things that the filter leaves. */
export function shownThings(state: ConsoleState): readonly Thing[] {
  const text = state.filters.map ?? '';
  if (text === '') return allThings(state);
  const { test } = parseFilter(text);
  const { looks } = consoleMessages(state.lang).mapScreen;
  return allThings(state).filter(({ id, name, look }) => test(`${id} ${name} ${looks[look]}`));
}

export function isThing(a: ThingRef | null, b: ThingRef | null): boolean {
  return a !== null && b !== null && a.kind === b.kind && a.id === b.id;
}

/** What a reference means now; null when it is no longer there. */
export function thingOf(state: Pick<ConsoleState, 'map'>, ref: ThingRef | null): Thing | null {
  return allThings(state).find((each) => isThing(each, ref)) ?? null;
}

/** Where a mark is now: a driver's moves with him. */
export function markSpot(state: Pick<ConsoleState, 'map'>, mark: MapMark): Position {
  return thingOf(state, mark.thing)?.at ?? mark.at;
}

/** Metres between the two marks; null while there are not two. */
export function marksDistance(state: ConsoleState): number | null {
  const [a, b] = state.map.marks;
  if (!a || !b) return null;
  return state.map.marksDistanceM ?? distanceM(markSpot(state, a), markSpot(state, b));
}

/** What the terminal shows of the world; null until it is known where to look. */
export function mapViewport({ map, columns, rows }: ConsoleState): Viewport | null {
  return map.view && { ...map.view, ...mapDots(columns, rows) };
}

/** Whether a position is on the map. */
export function isShown(view: Viewport, at: Position): boolean {
  const { x, y } = project(view, at);
  return x >= 0 && x < view.width && y >= 0 && y < view.height;
}

/** Whether two positions are one spot: less than a metre apart. */
export function isSpot(a: Position, b: Position): boolean {
  return distanceM(a, b) < 1;
}
