import { silenceSight } from '../../domain/alert-watch.ts';
import { POSITION_FRESH_MS } from '../../domain/driver.ts';
import { shardTime } from '../redis/shard.ts';
import { follow, knownSubjects, MOST } from './alert-follow.ts';
import type { WorkerContext } from './context.ts';

/** One check of the drivers on duty whose position is old: those who are silent for longest. */
export async function watchSilence({ platform }: WorkerContext): Promise<void> {
  const { redis, keys } = platform;
  const now = await shardTime(platform);
  const limit = String(now - POSITION_FRESH_MS - 1);
  const known = (await knownSubjects(platform))('position_silent');
  const most = 2 * MOST + known.length;
  const range = [keys.driversLastSeen, '-inf', limit, 'BYSCORE', 'LIMIT', 0, most] as const;
  const [bad, total] = await Promise.all([
    redis.zrange(...range),
    redis.zcount(keys.driversLastSeen, '-inf', limit),
  ]);
  const lastSeen = (ids: readonly string[]) => redis.zmscore(keys.driversLastSeen, ...ids);
  await follow(platform, known, {
    kind: 'position_silent',
    bad,
    total,
    judge: async (ids) =>
      // Off duty he is on the list no more.
      (await lastSeen(ids)).map((at) => (at === null ? 'gone' : silenceSight(now - Number(at)))),
    describe: async (ids) => {
      const names = await Promise.all(ids.map((id) => redis.hget(keys.driver(id), 'name')));
      const seen = await lastSeen(ids);
      return ids.map((driver, i) => ({
        driver,
        details: { name: names[i] ?? '' },
        live: { since: seen[i] ?? String(now) },
      }));
    },
  });
}
