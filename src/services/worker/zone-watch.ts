import { nextZoneState, type ZoneState } from '../../domain/alert.ts';
import { metresOutside, PARIS } from '../../domain/zone.ts';
import { channelsOf } from '../redis/keys.ts';
import { shardTime } from '../redis/shard.ts';
import { openAlert, resolveAlert } from '../redis/transitions/alerts.ts';
import type { WorkerContext } from './context.ts';

const PAGE = 500;
/** A pending count is forgotten when no check follows. */
const PENDING_SECONDS = 60;
const KIND = 'out_of_zone';

/**
 * One check of all drivers who moved lately: opens an alert for who left the zone, resolves it for who
 * came back or went off duty.
 */
export async function watchZone(context: WorkerContext): Promise<void> {
  const { redis, keys } = context.platform;
  const since = (await shardTime(context.platform)) - 60_000;
  for (let offset = 0; ; offset += PAGE) {
    const range = [keys.driversLastSeen, since, '+inf', 'BYSCORE', 'LIMIT', offset, PAGE] as const;
    const ids = await redis.zrange(...range);
    if (ids.length > 0) await checkDrivers(context, ids);
    if (ids.length < PAGE) break;
  }
  await resolveOffDuty(context);
}

async function checkDrivers(context: WorkerContext, ids: readonly string[]): Promise<void> {
  const { redis, keys } = context.platform;
  const positions = await redis.geopos(keys.driversLocations, ...ids);
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hmget(keys.alert(KIND, id), 'state', 'checks');
  const states = (await pipeline.exec()) ?? [];
  for (const [index, id] of ids.entries()) {
    const position = positions[index];
    if (!position) continue;
    const [lon, lat] = position.map(Number);
    const outside = metresOutside(PARIS, { lon: lon ?? 0, lat: lat ?? 0 });
    const [state, checks] = (states[index]?.[1] ?? []) as (string | null)[];
    const before = parseState(state ?? null, checks ?? null);
    const after = nextZoneState(before, outside);
    await follow(context, id, before, after, outside);
  }
}

function parseState(state: string | null, checks: string | null): ZoneState {
  if (state === 'open' || state === 'acknowledged') return { state: 'open' };
  if (state === 'pending') return { state: 'pending', checks: Number(checks ?? 0) };
  return { state: 'inside' };
}

async function follow(
  context: WorkerContext,
  id: string,
  before: ZoneState,
  after: ZoneState,
  outside: number,
): Promise<void> {
  const { platform } = context;
  const { redis, keys } = platform;
  const key = keys.alert(KIND, id);
  if (after.state === 'pending') {
    await redis.hset(key, 'state', 'pending', 'checks', after.checks);
    await redis.expire(key, PENDING_SECONDS);
  } else if (after.state === 'open' && before.state !== 'open') {
    const name = (await redis.hget(keys.driver(id), 'name')) ?? id;
    const details = { name, distance_m: String(Math.round(outside + PARIS.radiusM)) };
    const alert = { kind: KIND, subject: id, driver: id, severity: 'critical', details } as const;
    const outcome = await openAlert(platform, alert, { by: 'worker' });
    if (outcome.ok) await announce(context, 'opened', id, details);
  } else if (after.state === 'inside' && before.state === 'pending') {
    await redis.del(key);
  } else if (after.state === 'inside' && before.state === 'open') {
    await resolve(context, id);
  }
}

async function resolve(context: WorkerContext, id: string): Promise<void> {
  const alert = { kind: KIND, subject: id, driver: id } as const;
  const outcome = await resolveAlert(context.platform, alert, { by: 'worker' });
  if (outcome.ok) await announce(context, 'resolved', id, {});
}

/** Who is off duty has no position: nothing to be out of. */
async function resolveOffDuty(context: WorkerContext): Promise<void> {
  const { redis, keys } = context.platform;
  const open = await redis.zrange(keys.alertsOpen, '0', '999');
  for (const member of open.filter((each) => each.startsWith(`${KIND}:`))) {
    const id = member.slice(KIND.length + 1);
    if ((await redis.zscore(keys.driversLocations, id)) === null) await resolve(context, id);
  }
}

/** Tells other programs: a channel for dispatchers, one for the driver. */
async function announce(
  { platform }: WorkerContext,
  what: 'opened' | 'resolved',
  driver: string,
  details: Readonly<Record<string, string>>,
): Promise<void> {
  const message = JSON.stringify({ alert: KIND, what, driver, ...details });
  const channels = channelsOf(platform.keys.zone);
  await platform.redis.publish(channels.alerts, message);
  await platform.redis.publish(channels.driver(driver), message);
}
