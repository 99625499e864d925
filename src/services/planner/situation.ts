import { type Carried, expectedEnd, type Sign } from '../../domain/carrying.ts';
import { EARTH_RADIUS_M, type Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import type {
  PlanDriver,
  PlanOrder,
  PlanProblem,
  Point,
  SeenOrder,
} from '../../domain/planning/problem.ts';
import type { LiveDriver } from './drivers.ts';
import type { LiveOrder } from './seen.ts';
import type { Ways } from './ways.ts';

/** What the planner knows at one moment. Times are ms, places degrees. */
export interface Live {
  readonly now: number;
  readonly waiting: readonly Order[];
  /** How many more wait and are not planned for now. */
  readonly leftOut: number;
  readonly drivers: readonly LiveDriver[];
  /** Orders placed lately, the oldest first. */
  readonly seen: readonly LiveOrder[];
  /** The driver shown for an order until now. */
  readonly shown: ReadonlyMap<string, { readonly driver: string }>;
  readonly ways: Ways;
  /** How many times faster than the clock the city is: 1 but where a simulator moves it. */
  readonly pace: number;
}

/** A problem, and how its times and places lie in the world. */
export interface Situation {
  readonly problem: PlanProblem;
  /** Minutes of the problem as ms since 1970. */
  readonly msOf: (minutes: number) => number;
  readonly minutesOf: (ms: number) => number;
}

const MINUTE = 60_000;
const DAY = 86_400_000;
/** Minutes before who still carries something can be free, however his way was reckoned. */
const BUSY_AT_LEAST = 0.5;
/** A ready time this long after the order was placed is a mistake, ms: it would wait unseen. */
const READY_WITHIN_MS = DAY;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** A plane that touches the earth at `centre`: for a city's distances, within a thousandth. Pure. */
export function planeAt(centre: Position): (position: Position) => Point {
  const across = EARTH_RADIUS_M * Math.cos(radians(centre.lat));
  return ({ lon, lat }) => ({
    x: radians(lon - centre.lon) * across,
    y: radians(lat - centre.lat) * EARTH_RADIUS_M,
  });
}

/**
 * Where an order is picked up, by name: orders of one place may go together. Those of two regions, or that
 * a person pinned elsewhere, may not.
 */
export function placeOf(order: {
  readonly restaurantId: string;
  readonly pickup: Position;
  readonly region: string;
  readonly pinned?: { readonly driver: string } | null;
}): string {
  const { restaurantId, pickup, region, pinned } = order;
  // Four decimals are ten metres.
  const place = restaurantId || `${pickup.lon.toFixed(4)} ${pickup.lat.toFixed(4)}`;
  return [place, region, pinned?.driver ?? ''].join('|');
}

/** When it was placed, ms: what waits was placed before now, whatever another program wrote. */
const placedBy = (now: number, createdAt: number | null) => Math.min(createdAt ?? now, now);

/** When it is ready, ms; null where nobody said, or where it can't be meant. */
const readyAfter = (placedAt: number, readyAt: number | null) =>
  readyAt !== null && readyAt - placedAt <= READY_WITHIN_MS ? readyAt : null;

/** What is known as a problem of the engine: one clock in minutes of the city, one plane in metres. Pure. */
export function situationOf(live: Omit<Live, 'leftOut'>): Situation {
  const { now, waiting, drivers, seen, shown, ways, pace } = live;
  const day = Math.floor(now / DAY) * DAY;
  // The city's own minutes: what a round weighs is the same however fast they pass.
  const minutesOf = (ms: number) => ((ms - day) * pace) / MINUTE;
  const centre = waiting.find(({ pickup }) => pickup)?.pickup ?? { lon: 0, lat: 0 };
  const pointOf = planeAt(centre);
  // The same place is the same point, however often it is asked for.
  const orders = waiting.flatMap((order): PlanOrder[] => {
    const { pickup, dropoff } = order;
    if (!pickup || !dropoff) return [];
    const placedAt = placedBy(now, order.createdAt);
    return [
      {
        ...{ id: order.id, place: placeOf({ ...order, pickup }) },
        ...{ pickup: pointOf(pickup), door: pointOf(dropoff) },
        placedAt: minutesOf(placedAt),
        readyAt: minutesOf(readyAfter(placedAt, order.readyAt) ?? placedAt),
        ...{ region: order.region, detour: ways.detour(order.region) },
        pinned: order.pinned?.driver ?? null,
        refused: new Set(order.refused),
        kept: shown.get(order.id)?.driver ?? null,
      },
    ];
  });
  return {
    minutesOf,
    msOf: (minutes) => Math.round(day + (minutes * MINUTE) / pace),
    problem: {
      now: minutesOf(now),
      world: { ...ways.services, wholeMinutes: false },
      orders,
      drivers: drivers.flatMap((driver) => planDriver(driver, now, minutesOf, pointOf, ways) ?? []),
      seen: seen.map(
        ({ restaurantId, pickup, dropoff, placedAt, readyAt, region }): SeenOrder => ({
          place: placeOf({ restaurantId, pickup, region }),
          ...{ pickup: pointOf(pickup), door: pointOf(dropoff) },
          placedAt: minutesOf(placedAt),
          readyAt: minutesOf(readyAfter(placedAt, readyAt) ?? placedAt),
          ...{ region, detour: ways.detour(region) },
        }),
      ),
      seed: 1,
    },
  };
}

/** The last that was heard of what he carries, ms as minutes; null where nothing of it is dated. */
function lastSign(
  carries: readonly Order[],
  now: number,
  minutesOf: (ms: number) => number,
): Sign | null {
  const signs = carries.map(({ status, pickup, pickedUpAt, assignedAt, createdAt }) => {
    const took = status === 'assigned' ? null : pickedUpAt;
    return { at: took ?? assignedAt ?? createdAt, from: took === null ? null : pickup };
  });
  let last: Sign | null = null;
  for (const { at, from } of signs) {
    if (at === null) return null;
    const minutes = minutesOf(Math.min(at, now));
    if (last === null || minutes >= last.at) last = { at: minutes, from };
  }
  return last;
}

/**
 * A driver as the engine sees him; null when nobody can tell where or when he ends: what he carries has no
 * door or no date, or he is long overdue. He is reckoned with again once he has handed over. Pure.
 */
function planDriver(
  driver: LiveDriver,
  now: number,
  minutesOf: (ms: number) => number,
  pointOf: (position: Position) => Point,
  ways: Ways,
): PlanDriver | null {
  const { id, position, carries, vehicle, capacity, regions } = driver;
  const metresPerMinute = ways.metresPerMinute(vehicle);
  const start = minutesOf(now);
  const about = { id, until: Number.POSITIVE_INFINITY, metresPerMinute, capacity, regions };
  if (carries.length === 0) return { ...about, at: pointOf(position), freeAt: start };
  const carried = carries.flatMap((order): Carried[] => {
    if (!order.dropoff) return [];
    const pickup = order.status === 'assigned' ? order.pickup : null;
    const ready = readyAfter(placedBy(now, order.createdAt), order.readyAt);
    const readyAt = ready === null ? Number.NEGATIVE_INFINITY : minutesOf(ready);
    return [{ pickup, door: order.dropoff, readyAt }];
  });
  const sign = lastSign(carries, now, minutesOf);
  if (sign === null || carried.length < carries.length) return null;
  const detour = ways.detour(carries[0]?.region ?? '');
  const pace = { metresPerMinute, detour, ...ways.services };
  const end = expectedEnd(position, start, carried, pace, sign);
  if (end === null) return null;
  return { ...about, at: pointOf(end.at), freeAt: Math.max(end.freeAt, start + BUSY_AT_LEAST) };
}
