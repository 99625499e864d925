import {
  DEFAULT_MODE,
  MODES,
  type Mode,
  type ModeCause,
  type ModeState,
  type Tentative,
} from '../../domain/planned.ts';
import type { Platform } from '../redis/connect.ts';
import { parseTime } from '../redis/parse.ts';
import { asDown } from '../redis/scripts.ts';

const CAUSES: readonly ModeCause[] = ['positions_silent', 'refusals'];

const isMode = (text: string | null | undefined): text is Mode =>
  MODES.some((mode) => mode === text);

/** How far the engine goes in this zone, and who set it. Throws RedisDown. */
export async function readMode({ redis, keys }: Platform): Promise<ModeState> {
  const fields = ['mode', 'mode_by', 'mode_at', 'mode_cause'] as const;
  const read = await redis.hmget(keys.settings, ...fields).catch((error) => {
    throw asDown(error);
  });
  const [mode, by, at, cause] = read;
  return {
    mode: isMode(mode) ? mode : DEFAULT_MODE,
    by: by ?? '',
    at: parseTime(at ?? undefined),
    cause: CAUSES.find((each) => each === cause) ?? null,
  };
}

const FIELDS = [
  ...(['driver', 'driver_name', 'leave_at', 'pickup_at', 'door_at', 'together', 'since'] as const),
] as const;

/** A plan as its hash has it; null where there is none. */
export function parseTentative(
  order: string,
  hash: Readonly<Record<string, string>>,
): Tentative | null {
  const [leaveAt, pickupAt, doorAt, since] = ['leave_at', 'pickup_at', 'door_at', 'since'].map(
    (name) => parseTime(hash[name]),
  );
  if (!hash.driver || leaveAt == null || pickupAt == null || doorAt == null) return null;
  return {
    order,
    driver: hash.driver,
    driverName: hash.driver_name || hash.driver,
    ...{ leaveAt, pickupAt, doorAt, since: since ?? leaveAt },
    together: (hash.together ?? '').split(',').filter((id) => id !== ''),
  };
}

/** What the engine would do with these orders; one that it has no plan for is left out. Throws RedisDown. */
export async function readTentative(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<Map<string, Tentative>> {
  if (ids.length === 0) return new Map();
  const pipeline = redis.pipeline();
  // Not its reason: that is long, and asked for one order at a time.
  for (const id of ids) pipeline.hmget(keys.plan(id), ...FIELDS);
  const replies = await pipeline.exec().catch((error) => {
    throw asDown(error);
  });
  const found = ids.flatMap((id, i) => {
    const [error, values] = replies?.[i] ?? [new Error('no answer'), null];
    if (error) throw asDown(error);
    const hash = FIELDS.map((name, at) => [name, (values as (string | null)[])[at] ?? '']);
    return parseTentative(id, Object.fromEntries(hash)) ?? [];
  });
  return new Map(found.map((plan) => [plan.order, plan]));
}
