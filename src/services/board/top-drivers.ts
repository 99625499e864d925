import type { TopDriver } from '../../domain/board.ts';
import type { Platform } from '../redis/connect.ts';
import { parseDriver } from '../redis/parse.ts';

/** How many drivers the leaderboard shows. */
export const TOP_DRIVERS = 10;

/** The best rated drivers, read from the ranking itself. */
export async function rankDrivers({ redis, keys }: Platform): Promise<TopDriver[]> {
  const ids = await redis.zrange(keys.driversRatings, '0', `${TOP_DRIVERS - 1}`, 'REV');
  const pipeline = redis.pipeline();
  for (const id of ids) {
    pipeline.hgetall(keys.driver(id));
    pipeline.scard(keys.driverOrders(id));
    pipeline.hget(keys.driverStats(id), 'revenue_cents');
  }
  const replies = (await pipeline.exec()) ?? [];
  return ids.flatMap((id, index) => {
    const [hash, load, revenue] = replies.slice(index * 3, index * 3 + 3).map(([, reply]) => reply);
    const driver = parseDriver(id, (hash ?? {}) as Record<string, string>);
    if (!driver) return [];
    return {
      id,
      name: driver.name,
      rating: driver.rating,
      load: Number(load ?? 0),
      capacity: driver.capacity,
      offDuty: driver.status === 'offDuty',
      revenueCents: Number(revenue ?? 0),
    };
  });
}

/** The leaderboard: from its cache while that lives, else from the ranking. */
export async function readTopDrivers(
  platform: Platform,
): Promise<{ drivers: TopDriver[]; ttlMs: number | null }> {
  const { redis, keys } = platform;
  const [entries, ttl] = await Promise.all([
    redis.lrange(keys.topDrivers, 0, TOP_DRIVERS - 1),
    redis.pttl(keys.topDrivers),
  ]);
  const cached = entries.flatMap(parseEntry);
  if (cached.length > 0 && ttl > 0) return { drivers: cached, ttlMs: ttl };
  return { drivers: await rankDrivers(platform), ttlMs: null };
}

function parseEntry(text: string): TopDriver[] {
  try {
    const entry = JSON.parse(text);
    return typeof entry?.id === 'string' ? [entry as TopDriver] : [];
  } catch {
    return [];
  }
}
