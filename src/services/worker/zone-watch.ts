import { zoneSight } from '../../domain/alert-watch.ts';
import { metresOutside, PARIS } from '../../domain/zone.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { follow, knownSubjects } from './alert-follow.ts';
import type { WorkerContext } from './context.ts';

const PAGE = 500;
/** Who moved within this time is looked at. */
const LATELY_MS = 60_000;

/** One check of all drivers who moved lately: who left the zone, who came back or went off duty. */
export async function watchZone({ platform }: WorkerContext): Promise<void> {
  const known = await knownSubjects(platform);
  const outside = (await whoIsOutside(platform)).sort(([, a], [, b]) => b - a);
  await follow(platform, known('out_of_zone'), {
    kind: 'out_of_zone',
    bad: outside.map(([id]) => id),
    total: outside.length,
    judge: async (ids) =>
      // Who is off duty has no position: nothing to be out of.
      (await distances(platform, ids)).map((metres) =>
        metres === null ? 'gone' : zoneSight(metres),
      ),
    describe: async (ids) => {
      const [names, metres] = await Promise.all([
        Promise.all(ids.map((id) => platform.redis.hget(platform.keys.driver(id), 'name'))),
        distances(platform, ids),
      ]);
      return ids.map((driver, i) => ({
        driver,
        details: { name: names[i] ?? '' },
        live: { distance_m: String(Math.round((metres[i] ?? 0) + PARIS.radiusM)) },
      }));
    },
  });
}

/** Everybody beyond the border by the margin, with the metres. */
async function whoIsOutside(platform: Platform): Promise<[id: string, metres: number][]> {
  const { redis, keys } = platform;
  const since = (await shardTime(platform)) - LATELY_MS;
  const outside: [string, number][] = [];
  for (let offset = 0; ; offset += PAGE) {
    const range = [keys.driversLastSeen, since, '+inf', 'BYSCORE', 'LIMIT', offset, PAGE] as const;
    const ids = await redis.zrange(...range);
    const metres = ids.length > 0 ? await distances(platform, ids) : [];
    for (const [index, id] of ids.entries()) {
      const beyond = metres[index] ?? null;
      if (beyond !== null && zoneSight(beyond) === 'bad') outside.push([id, beyond]);
    }
    if (ids.length < PAGE) return outside;
  }
}

/** Metres beyond the border, negative inside; null for who has no position. */
async function distances(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<(number | null)[]> {
  const positions = await redis.geopos(keys.driversLocations, ...ids);
  return positions.map((position) => {
    if (!position) return null;
    const [lon, lat] = position.map(Number);
    return metresOutside(PARIS, { lon: lon ?? 0, lat: lat ?? 0 });
  });
}
