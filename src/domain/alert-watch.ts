import { POSITION_FRESH_MS } from './driver.ts';

/**
 * What a check saw of a subject: `bad` beyond the limit by its margin, `good` within it by the margin,
 * `between` neither; `gone`: there is nothing left to be wrong (off duty, delivered).
 */
export type Sight = 'bad' | 'between' | 'good' | 'gone';

/** What is kept of a subject between two checks. */
export type Watched =
  | { readonly state: 'none' }
  /** Seen so often in a row, and not told yet. */
  | { readonly state: 'pending'; readonly checks: number }
  /** Told; `calm`: so many checks in a row saw nothing wrong. `muted`: nobody wants to hear of it. */
  | { readonly state: 'told'; readonly calm: number; readonly muted: boolean };

interface Hysteresis {
  readonly toOpen: number;
  readonly toResolve: number;
}

/**
 * The state after one more check. Opens after `toOpen` checks in a row, resolves after `toResolve`: what
 * flaps makes one alert. A muted one stays until its time is over, whatever comes and goes. Pure.
 */
export function nextWatched(
  before: Watched,
  sight: Sight,
  { toOpen, toResolve }: Hysteresis,
): Watched {
  if (sight === 'gone') return { state: 'none' };
  if (before.state === 'told') {
    if (sight !== 'good') return { ...before, calm: 0 };
    const calm = before.calm + 1;
    return calm >= toResolve && !before.muted ? { state: 'none' } : { ...before, calm };
  }
  if (sight !== 'bad') return { state: 'none' };
  const checks = (before.state === 'pending' ? before.checks : 0) + 1;
  return checks >= toOpen ? { state: 'told', calm: 0, muted: false } : { state: 'pending', checks };
}

/** The sight of a measure that should stay below a limit. */
function sightOf(value: number, bad: number, good: number): Sight {
  if (value > bad) return 'bad';
  return value < good ? 'good' : 'between';
}

export const ZONE_MARGIN_M = 100;

/** A driver so far beyond the border, metres; negative inside. */
export const zoneSight = (outsideM: number) => sightOf(outsideM, ZONE_MARGIN_M, -ZONE_MARGIN_M);

/** A driver whose last position is this fresh is heard again. */
const HEARD_WITHIN_MS = 60_000;

/** A driver on duty whose last position is so old: silent once he is nobody's candidate any more. */
export const silenceSight = (silentMs: number) =>
  sightOf(silentMs, POSITION_FRESH_MS, HEARD_WITHIN_MS);

/** Events that wait for MongoDB for so long, ms. */
export const lagSight = (waitingMs: number) => sightOf(waitingMs, 30_000, 5_000);

/** Used memory over its limit: at the limit Redis refuses every write, or drops what it likes. */
export const memorySight = (share: number) => sightOf(share, 0.9, 0.8);

const MINUTE = 60_000;
/** An open order is at risk so long before its promised time. */
export const AT_RISK_MS = 10 * MINUTE;
/** Past its promised time by this much it is late. */
export const LATE_MARGIN_MS = MINUTE;
/** A waiting order without a driver for so long. */
export const UNASSIGNED_AFTER_MS = 10 * MINUTE;

export const ORDER_KINDS = ['order_late', 'order_at_risk', 'order_unassigned'] as const;
type OrderKind = (typeof ORDER_KINDS)[number];

/** What the indexes say of an order. */
export interface OrderSeen {
  /** Its promised time, ms; null when it is no longer open. */
  readonly dueAt: number | null;
  /** When it was created, ms; null when it does not wait for a driver. */
  readonly waitingSince: number | null;
  readonly pickedUp: boolean;
}

/**
 * What an order is told for: the worst only. One that is picked up is on its way: it is not at risk, for
 * nobody can do more for it, until it is late. Pure.
 */
function causeOf({ dueAt, waitingSince, pickedUp }: OrderSeen, now: number): OrderKind | null {
  if (dueAt === null) return null;
  if (now > dueAt + LATE_MARGIN_MS) return 'order_late';
  if (now > dueAt - AT_RISK_MS && !pickedUp) return 'order_at_risk';
  const waits = waitingSince !== null && now - waitingSince > UNASSIGNED_AFTER_MS;
  return waits ? 'order_unassigned' : null;
}

/** What a check for one kind sees of an order. What is told as something worse is gone here. Pure. */
export function orderSight(kind: OrderKind, order: OrderSeen, now: number): Sight {
  if (causeOf(order, now) === kind) return 'bad';
  // Between the two limits of a time that was moved.
  const lately = kind === 'order_late' && causeOf(order, now + LATE_MARGIN_MS) === kind;
  return lately ? 'between' : 'gone';
}
