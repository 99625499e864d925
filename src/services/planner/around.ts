import type { Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import { hasRoom } from '../../domain/planning/cost.ts';
import type { Platform } from '../redis/connect.ts';
import { askEach } from './replies.ts';

/** Drivers looked for around a place, who could take an order there; and how far they are looked for. */
const NEAR_ENOUGH = 60;
/** Around a larger cell, whose orders lie apart, twice as many: more cost more than they gain. */
const NEAR_LARGER = 120;
const FIRST_RING_M = 500;
const LAST_RING_M = 8_000;
/** Most drivers of any kind that one search reads: where all of those are out, it ends. */
const LAST_PAGE = 960;
/** Places nearer to each other than this are looked around together, degrees. */
const CELL = 0.005;
const LARGEST_CELL = 360;
/** With more cells than this they are made larger: every order is in one. */
const MOST_CELLS = 200;

/** Orders of one region that are picked up near each other. */
export interface Cell {
  readonly pickup: Position;
  readonly region: string;
  /** How many drivers are looked for: more around a larger cell, and where some were refused. */
  readonly wanted: number;
}

/** What tells whether a driver could take an order. */
interface Able {
  readonly regions: ReadonlySet<string>;
  readonly capacity: number;
}

/** The cells of all orders that have a pick-up; at most MOST_CELLS, but one for each region. Pure. */
export function cellsOf(orders: readonly Order[]): Cell[] {
  for (let size = CELL; ; size *= 2) {
    const cells = new Map<string, Cell>();
    for (const { pickup, region, refused } of orders) {
      if (!pickup) continue;
      const key = `${Math.round(pickup.lon / size)} ${Math.round(pickup.lat / size)} ${region}`;
      const cell = cells.get(key) ?? { pickup, region, wanted: 0 };
      const wanted = (size === CELL ? NEAR_ENOUGH : NEAR_LARGER) + refused.length;
      cells.set(key, { ...cell, wanted: Math.max(cell.wanted, wanted) });
    }
    if (cells.size <= MOST_CELLS || size >= LARGEST_CELL) return [...cells.values()];
  }
}

/**
 * Who is near one of the orders and could take it, and who was pinned to one. `learn` tells of drivers what
 * they can take, and nothing of those who are off duty or silent: they do not count. Throws RedisDown.
 */
export async function around(
  platform: Platform,
  orders: readonly Order[],
  learn: (ids: readonly string[]) => Promise<ReadonlyMap<string, Able>>,
): Promise<string[]> {
  const found = new Set(orders.flatMap(({ pinned }) => pinned?.driver ?? []));
  const known = new Map<string, Able | null>();
  let open = cellsOf(orders).map((cell) => ({ ...cell, ring: FIRST_RING_M, page: cell.wanted }));
  while (open.length > 0) {
    const lists = await askEach(
      platform,
      open,
      (pipeline, { pickup: { lon, lat }, ring, page }) =>
        pipeline.geosearch(
          ...([platform.keys.driversLocations, 'FROMLONLAT', lon, lat] as const),
          ...(['BYRADIUS', ring, 'm', 'ASC', 'COUNT', page] as const),
        ),
      (reply) => reply as string[],
    );
    const fresh = [...new Set(lists.flat())].filter((id) => !known.has(id));
    const learned = await learn(fresh);
    for (const id of fresh) known.set(id, learned.get(id) ?? null);
    open = open.flatMap((search, i) => {
      const { region, wanted, ring, page } = search;
      const near = lists[i] ?? [];
      const able = near.filter((id) => couldTake(known.get(id), region)).slice(0, wanted);
      for (const id of able) found.add(id);
      if (able.length >= wanted) return [];
      // As many as were asked for: the ring may hold more.
      if (near.length >= page)
        return page < LAST_PAGE ? [{ ...search, page: Math.min(page * 4, LAST_PAGE) }] : [];
      return ring < LAST_RING_M ? [{ ...search, ring: ring * 2 }] : [];
    });
  }
  return [...found];
}

function couldTake(driver: Able | null | undefined, region: string): boolean {
  return !!driver && hasRoom(driver, 1) && (region === '' || driver.regions.has(region));
}
