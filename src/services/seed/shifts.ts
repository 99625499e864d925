import { driverStatusToWire } from '../../domain/status.ts';
import type { History } from '../mongo/connect.ts';
import type { SeedOrder } from './seed-order.ts';
import { insertMissing } from './write-town.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Hours (UTC) of the two shifts of a day; the second may last until midnight. */
const SHIFTS = [
  { from: 10.75, to: 15 },
  { from: 17.75, to: 23 },
] as const;
/** Nobody comes or goes on the minute. */
const SPREAD_MS = 20 * 60_000;
const BATCH = 500;

interface PastShift {
  readonly driver: string;
  readonly from: number;
  readonly to: number;
}

/**
 * The shifts in which past orders were brought, ms, in the order of time: a driver comes for lunch or for the
 * evening, before his first order, and goes after his last. Pure: the same orders, the same shifts.
 */
export function shiftsOf(past: readonly SeedOrder[]): PastShift[] {
  const found = new Map<string, PastShift>();
  for (const { driver, createdAt, assignedAt, finishedAt } of past) {
    if (!driver) continue;
    const day = Math.floor(createdAt / DAY) * DAY;
    const shift = SHIFTS[createdAt - day < 16 * HOUR ? 0 : 1];
    const key = `${driver.id}/${day}/${shift.from}`;
    const early = (Number(driver.id.replace(/\D/g, '')) * 7 * 60_000) % SPREAD_MS;
    const { from, to } = found.get(key) ?? {
      ...{ from: day + shift.from * HOUR - early, to: day + shift.to * HOUR + early },
    };
    found.set(key, {
      driver: driver.id,
      from: Math.min(from, assignedAt),
      to: Math.max(to, finishedAt),
    });
  }
  return [...found.values()].sort((a, b) => a.from - b.from || (a.driver < b.driver ? -1 : 1));
}

/**
 * Writes when drivers came and went in the past into the audit, in the epoch before all events of this
 * Redis; what is there stays as it is.
 */
export async function writeShifts(
  history: History,
  zone: string | null,
  past: readonly SeedOrder[],
  signal: AbortSignal,
): Promise<void> {
  const changes = shiftsOf(past).flatMap(({ driver, from, to }) => [
    { driver, type: 'driver_on_duty', at: new Date(from), status: 'free' as const },
    { driver, type: 'driver_off_duty', at: new Date(to), status: 'offDuty' as const },
  ]);
  const entries = changes.map(({ status, ...change }, i) => ({
    _id: `${zone ?? '-'}/-1/${i + 1}`,
    ...(zone === null ? {} : { zone }),
    ...{ ...change, by: 'seed', order_version: 0, record: { status: driverStatusToWire(status) } },
    ...{ epoch: -1, seq: i + 1 },
  }));
  for (let start = 0; start < entries.length; start += BATCH) {
    signal.throwIfAborted();
    await insertMissing(history, 'events', '_id', entries.slice(start, start + BATCH));
  }
}
