/** The drivers who could take an order: the growing ring, and one sorted search over the whole zone. */

import { percentile } from '../../src/domain/percentile.ts';
import { seriesOf } from '../../src/domain/series.ts';
import { PARIS } from '../../src/domain/zone.ts';
import { findCandidates } from '../../src/services/board/candidates.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { type Bench, type BenchContext, inTurns, platformOf, timed } from './bench.ts';
import { BUSY_SHARE, populate, somewhere } from './city.ts';

const CITIES = [100, 10_000, 100_000] as const;
/** So many drivers a strategy wants to choose from. */
const WANTED = 10;
/** Reaches the whole zone from any place in it. */
const WHOLE_ZONE_M = 2 * PARIS.radiusM;
/** As many as must be read to have enough who are free. */
const WIDE_COUNT = Math.ceil(WANTED / (1 - BUSY_SHARE));
/** Places of a turn: each is searched both ways. */
const PLACES = 10;

export const geo: Bench = async (context) => {
  for (const drivers of CITIES) {
    const servers = await context.startServers({ redis: { appendfsync: 'no' }, mongo: false });
    const platform = await platformOf(servers);
    await populate(platform, drivers);
    await search(context, platform, drivers);
    platform.redis.disconnect();
    await servers.stop();
  }
};

async function search(
  { quick, report }: BenchContext,
  platform: Platform,
  drivers: number,
): Promise<void> {
  const { redis, keys } = platform;
  const next = seriesOf(7);
  const ring: number[] = [];
  const wide: number[] = [];
  await inTurns(quick ? 2_000 : 10_000, async (counts) => {
    for (let place = 0; place < PLACES; place += 1) {
      const pickup = somewhere(next);
      const order = { id: 'c1', region: 'Paris', pickup };
      let found = 0;
      const ours = await timed(async () => {
        const { eligible } = await findCandidates(platform, order, WHOLE_ZONE_M, WANTED);
        found = eligible.length;
      });
      if (found < WANTED) throw new Error(`found ${found} of ${WANTED} drivers`);
      const bare = await timed(() =>
        redis.geosearch(
          keys.driversLocations,
          ...(['FROMLONLAT', pickup.lon, pickup.lat, 'BYRADIUS', WHOLE_ZONE_M, 'm'] as const),
          ...(['ASC', 'COUNT', WIDE_COUNT, 'WITHDIST'] as const),
        ),
      );
      if (!counts) continue;
      ring.push(ours);
      wide.push(bare);
    }
  });
  for (const [metric, share] of [
    ['ring_p50_ms', 0.5],
    ['ring_p99_ms', 0.99],
  ] as const) {
    report({
      ...{ metric, value: percentile(ring, share), unit: 'ms' },
      ...{ ceiling: percentile(wide, share), n: drivers, searches: ring.length },
    });
  }
}
