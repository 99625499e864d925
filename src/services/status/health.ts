import type { DeadLettersHealth, Health, MongoHealth, RedisHealth } from '../../domain/health.ts';
import { formatRedisNodes } from '../config/address.ts';
import type { Config } from '../config/config.ts';
import { maskText, maskUri } from '../config/mask.ts';
import { connectMongo, type History } from '../mongo/connect.ts';
import { connectPlatform, endRedis, type Platform, whenReady } from '../redis/connect.ts';
import type { Keys } from '../redis/keys.ts';
import { countDeadLetters, newestDeadLetters } from '../sync/dead-letters.ts';
import { ifTold, NO_MONGO_FACTS, readMongoFacts } from './mongo-health.ts';
import { NO_REDIS_FACTS, readRedisFacts } from './redis-health.ts';
import { readZoneHealth } from './zone-health.ts';

/** Where both servers are, for people: never a password. */
export interface Places {
  readonly redis: { readonly host: string; readonly port: number | null };
  readonly mongo: { readonly uri: string; readonly database: string };
}

export function placesOf({ redis, mongo }: Config): Places {
  const cluster = redis.nodes.length > 0;
  return {
    redis: cluster
      ? { host: formatRedisNodes(redis.nodes), port: null }
      : { host: redis.path ?? redis.host, port: redis.path ? null : redis.port },
    mongo: { uri: maskUri(mongo.uri), database: mongo.db },
  };
}

/** How many of the newest dead letters are told. */
const LETTERS = 20;

async function deadLettersHealth(keys: Keys, history: History): Promise<DeadLettersHealth> {
  const [count, newest] = await Promise.all([
    countDeadLetters({ keys }, history),
    newestDeadLetters({ keys }, history, LETTERS),
  ]);
  return { count, newest: newest.map((each) => ({ ...each, at: each.at.toISOString() })) };
}

/** Tests the way to both servers, reads all that they tell of themselves, and leaves them again. */
export async function readHealth(config: Config): Promise<Health> {
  const platform = connectPlatform(config.redis, config.zone, 'health');
  const opened = connectMongo(config.mongo, 'health');
  try {
    const ready = async () => {
      await whenReady(platform.redis, config.redis.timeoutMs);
      return platform;
    };
    return await healthOf({ redis: ready(), mongo: opened }, platform.keys, placesOf(config));
  } finally {
    endRedis(platform.redis);
    await opened.then((history) => history.close()).catch(() => undefined);
  }
}

/** The same over connections that are open, or say why they are not. */
export async function healthOf(
  ways: { redis: Promise<Platform>; mongo: Promise<History> },
  keys: Keys,
  places: Places,
): Promise<Health> {
  const [[redis, zone], [mongodb, dead_letters]] = await Promise.all([
    redisHealth(ways.redis, places.redis),
    mongoHealth(ways.mongo, keys, places.mongo),
  ]);
  const services = { mongodb, redis };
  return { timestamp: new Date().toISOString(), services, zone, dead_letters };
}

const reason = (error: unknown) => maskText(error instanceof Error ? error.message : String(error));

async function redisHealth(
  way: Promise<Platform>,
  place: Places['redis'],
): Promise<[RedisHealth, Health['zone']]> {
  try {
    const platform = await way;
    const [facts, zone] = await Promise.all([readRedisFacts(platform), readZoneHealth(platform)]);
    return [{ status: 'up', ...place, ...facts }, zone];
  } catch (error) {
    return [{ status: 'down', ...place, ...NO_REDIS_FACTS, error: reason(error) }, null];
  }
}

async function mongoHealth(
  way: Promise<History>,
  keys: Keys,
  place: Places['mongo'],
): Promise<[MongoHealth, DeadLettersHealth | null]> {
  try {
    const history = await way;
    const [facts, letters] = await Promise.all([
      readMongoFacts(history),
      ifTold(deadLettersHealth(keys, history)),
    ]);
    return [{ status: 'up', ...place, ...facts }, letters];
  } catch (error) {
    return [{ status: 'down', ...place, ...NO_MONGO_FACTS, error: reason(error) }, null];
  }
}
