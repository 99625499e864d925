import type { Position } from '../../domain/geo.ts';
import { ENGINE } from '../../domain/programs.ts';
import { orderStatusFromWire } from '../../domain/status.ts';
import { STRATEGIES } from '../../domain/strategy.ts';
import type { Platform } from '../redis/connect.ts';
import type { Entry } from '../redis/events.ts';
import { parseOrder } from '../redis/parse.ts';
import { VIA } from './commit.ts';

/** An order that was placed lately. Times are ms. */
export interface LiveOrder {
  readonly restaurantId: string;
  readonly region: string;
  readonly pickup: Position;
  readonly dropoff: Position;
  readonly placedAt: number;
  readonly readyAt: number;
}

/** What the events told until now: what the near future may look like, and what people took back. */
export interface Seen {
  /** Up to where the stream was read. */
  last: string;
  /** The oldest first. */
  orders: LiveOrder[];
  /** Orders that a person, or another program, took from who had them, since the last round. */
  takenBack: string[];
  /** Drivers of whom something changed that is remembered otherwise. */
  changed: string[];
}

/** How far back the day is looked at, ms, and how many of its orders are remembered. */
export const LOOK_BACK_MS = 3 * 3_600_000;
export const MOST = 2_000;
const PAGE = 500;
/** Pages a round: a planner that starts catches up within a few. */
const PAGES = 8;

export function nothingSeen(now: number): Seen {
  return { last: `${Math.max(0, now - LOOK_BACK_MS)}-0`, orders: [], takenBack: [], changed: [] };
}

/** Reads the events that came since the last round. */
export async function look({ redis, keys }: Platform, seen: Seen, now: number): Promise<void> {
  seen.takenBack = [];
  seen.changed = [];
  for (let page = 0; page < PAGES; page += 1) {
    const entries = await redis.xrange(keys.events, `(${seen.last}`, '+', 'COUNT', PAGE);
    for (const entry of entries as Entry[]) take(seen, entry);
    seen.last = entries.at(-1)?.[0] ?? seen.last;
    if (entries.length < PAGE) break;
  }
  const first = seen.orders.findIndex(({ placedAt }) => placedAt >= now - LOOK_BACK_MS);
  const from = Math.max(first < 0 ? seen.orders.length : first, seen.orders.length - MOST);
  if (from > 0) seen.orders = seen.orders.slice(from);
}

/** What one entry tells; most are about something else, and their records are left unread. */
export function take(seen: Seen, [, flat]: Entry): void {
  const field = (name: string) => {
    for (let i = 0; i < flat.length; i += 2) if (flat[i] === name) return flat[i + 1] ?? '';
    return '';
  };
  switch (field('type')) {
    case 'order_created': {
      const order = parseOrder(field('order'), recordOf(field('record')));
      const at = Number(field('at'));
      if (!order?.pickup || !order.dropoff) return;
      const { restaurantId, region, pickup, dropoff, readyAt } = order;
      const placed = { restaurantId, region, pickup, dropoff, placedAt: at };
      seen.orders.push({ ...placed, readyAt: readyAt ?? at });
      return;
    }
    case 'order_unassigned':
    case 'order_reassigned':
    case 'order_adopted':
      if (isTakenBack(field)) seen.takenBack.push(field('order'));
      return;
    case 'driver_regions':
    case 'driver_removed':
    case 'driver_added':
      seen.changed.push(field('driver'));
  }
}

/** What puts things right, or back as they were, says nothing of whom the engine chose. */
const NO_JUDGEMENT: ReadonlySet<string> = new Set(['undo', 'reconcile']);
const BY_STRATEGY: ReadonlySet<string> = new Set([...STRATEGIES, VIA]);

/**
 * Whether an event says that the engine's driver was not wanted: somebody took the order from him or named
 * another one, here or in another program. A strategy that chooses anew (all that a driver who broke down
 * had) does not.
 */
function isTakenBack(field: (name: string) => string): boolean {
  const via = field('via');
  if (field('by') === ENGINE || NO_JUDGEMENT.has(via)) return false;
  if (field('type') === 'order_reassigned') return !BY_STRATEGY.has(via);
  return field('type') === 'order_unassigned' || orderStatusFromWire(field('status')) === 'waiting';
}

function recordOf(json: string): Record<string, string> {
  try {
    const record: unknown = JSON.parse(json);
    return typeof record === 'object' && record !== null ? { ...record } : {};
  } catch {
    return {};
  }
}
