import { isId } from '../domain/ids.ts';
import type { Refusal } from '../domain/refusal.ts';
import { endRedis, type Platform } from '../services/redis/connect.ts';
import { parseDriver, parseOrder } from '../services/redis/parse.ts';
import { malformed } from '../services/redis/transitions/act.ts';
import type { Call } from './call.ts';
import { needPlatform } from './connect.ts';
import { EXIT } from './exit.ts';
import { printRefusal } from './outcome.ts';

/** Prints what is known of one subject, a field a line, or as one JSON object. */
async function show(
  call: Call,
  kind: 'order' | 'driver',
  read: (platform: Platform, id: string) => Promise<object | null>,
): Promise<number> {
  const [id = ''] = call.args;
  const platform = await needPlatform(call.config, call.m, 'show');
  try {
    const found = await read(platform, id);
    if (found === null) {
      const unknown: Refusal = {
        ...{ ok: false, refusal: kind === 'order' ? 'unknown_order' : 'unknown_driver' },
        details: { [kind]: id },
      };
      printRefusal(call, isId(id) ? unknown : malformed(kind, id));
      return EXIT.failed;
    }
    process.stdout.write(
      call.options.json ? `${JSON.stringify(found)}\n` : `${lines(found).join('\n')}\n`,
    );
    return EXIT.ok;
  } finally {
    endRedis(platform.redis);
  }
}

/** A field a line; what is empty is left out, and control characters of the data are marks. */
function lines(found: object): string[] {
  const told = Object.entries(found).filter(
    ([, value]) => value !== null && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  const width = Math.max(...told.map(([name]) => name.length));
  return told.map(([name, value]) => {
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    return `${name.padEnd(width)}  ${text.replace(/\p{Cc}/gu, '?')}`;
  });
}

/** `vigie order show`: the order as Redis has it. Exit 1 when it has none. */
export function showOrder(call: Call): Promise<number> {
  return show(call, 'order', async ({ redis, keys }, id) => {
    const hash = await redis.hgetall(keys.order(id));
    const order = parseOrder(id, hash);
    if (!order) return null;
    const { updated_by: by, cancel_reason, fail_reason, rating, review } = hash;
    const more = { by, cancelReason: cancel_reason, failReason: fail_reason, rating, review };
    return { ...order, ...Object.fromEntries(Object.entries(more).filter(([, value]) => value)) };
  });
}

/** `vigie driver show`: the driver as Redis has him, with what he carries. Exit 1 when it has none. */
export function showDriver(call: Call): Promise<number> {
  return show(call, 'driver', async ({ redis, keys }, id) => {
    const [hash, stats, orders, regions, position] = await Promise.all([
      redis.hgetall(keys.driver(id)),
      redis.hgetall(keys.driverStats(id)),
      redis.smembers(keys.driverOrders(id)),
      redis.smembers(keys.driverRegions(id)),
      redis.geopos(keys.driversLocations, id),
    ]);
    const driver = parseDriver(id, hash);
    if (!driver) return null;
    const [lon, lat] = position[0] ?? [];
    const at = lon === undefined ? null : { lon: Number(lon), lat: Number(lat) };
    return { ...driver, regions: regions.sort(), orders: orders.sort(), position: at, stats };
  });
}
