import { EVENT_TYPES, type EventType, type VigieEvent } from '../../domain/event.ts';
import { orderStatusFromWire } from '../../domain/status.ts';
import type { Platform, RedisClient } from './connect.ts';
import { parseWhy } from './parse-why.ts';

/** A stream entry as Redis replies it: its id, then field, value, … */
export type Entry = readonly [id: string, fields: readonly string[]];

const TYPES = new Set<string>(EVENT_TYPES);

function number(text: string | undefined): number | null {
  const value = Number(text);
  return text !== undefined && text !== '' && Number.isSafeInteger(value) ? value : null;
}

/** A hash that a script encoded; null for anything else. */
function recordOf(json: string): Record<string, string> | null {
  try {
    const record: unknown = JSON.parse(json);
    // An empty table of Lua is encoded as an object too.
    if (typeof record !== 'object' || record === null || Array.isArray(record)) return null;
    return Object.fromEntries(Object.entries(record).map(([key, value]) => [key, String(value)]));
  } catch {
    return null;
  }
}

/** An event from a stream entry; a sentence in plain English where it is none. */
export function parseEvent([streamId, flat]: Entry): VigieEvent | { fault: string } {
  const fields: Record<string, string> = {};
  for (let i = 0; i + 1 < flat.length; i += 2) fields[flat[i] ?? ''] = flat[i + 1] ?? '';
  const seq = number(fields.seq);
  const epoch = number(fields.epoch);
  const at = number(fields.at);
  const version = number(fields.version);
  const type = fields.type ?? '';
  if (!TYPES.has(type)) return { fault: `type "${type}" is unknown` };
  if (seq === null || epoch === null || at === null || version === null) {
    return { fault: 'seq, epoch, at and version must be whole numbers' };
  }
  const record = recordOf(fields.record ?? '');
  if (record === null) return { fault: 'record is not a JSON object' };
  const isOrder = type.startsWith('order_');
  if (isOrder && !fields.order) return { fault: 'order is missing' };
  const why = parseWhy(fields.why);
  return {
    streamId,
    epoch,
    seq,
    type: type as EventType,
    at,
    by: fields.by ?? '',
    via: fields.via ?? '',
    order: fields.order || null,
    driver: fields.driver || null,
    version,
    record,
    driverRecord: fields.driver_record ? recordOf(fields.driver_record) : null,
    status: orderStatusFromWire(fields.status ?? '') ?? null,
    ...(why === null ? {} : { why }),
  };
}

/** The events among entries, in order; what is none is left out. */
export function parseEvents(entries: readonly Entry[]): VigieEvent[] {
  return entries.map(parseEvent).filter((event): event is VigieEvent => !('fault' in event));
}

/** The id of the newest entry, `0-0` when there is none. */
export async function latestEventId({ redis, keys }: Platform): Promise<string> {
  const [entry] = await redis.xrevrange(keys.events, '+', '-', 'COUNT', 1);
  return entry?.[0] ?? '0-0';
}

/** The newest events, oldest first. */
export async function recentEvents(
  { redis, keys }: Platform,
  count: number,
): Promise<VigieEvent[]> {
  const entries = await redis.xrevrange(keys.events, '+', '-', 'COUNT', count);
  return parseEvents(entries.reverse() as Entry[]);
}

/**
 * Hands on every event after `fromId` until the signal aborts, and reads on when they were taken.
 * `connection` is its own (it blocks); when it is cut, reading goes on from the last id once it is back.
 */
export async function followEvents(
  connection: RedisClient,
  stream: string,
  fromId: string,
  onEvents: (events: VigieEvent[]) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  let last = fromId;
  while (!signal.aborted) {
    try {
      const reply = await connection.xread('COUNT', 500, 'BLOCK', 2_000, 'STREAMS', stream, last);
      const entries = (reply?.[0]?.[1] ?? []) as Entry[];
      last = entries.at(-1)?.[0] ?? last;
      if (entries.length > 0 && !signal.aborted) await onEvents(parseEvents(entries));
    } catch {
      await untilReady(connection, signal);
    }
  }
}

function untilReady(connection: RedisClient, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      connection.off('ready', done);
      signal.removeEventListener('abort', done);
      resolve();
    };
    // Also after a while without a new connection: the error may have been a passing one.
    const timer = setTimeout(done, 500);
    connection.once('ready', done);
    signal.addEventListener('abort', done);
  });
}
