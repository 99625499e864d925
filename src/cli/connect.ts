import { isUntrusted } from '../domain/problems.ts';
import type { Messages } from '../i18n/index.ts';
import { formatRedisNodes } from '../services/config/address.ts';
import type { Config } from '../services/config/config.ts';
import { maskUri } from '../services/config/mask.ts';
import { connectMongo, type History, MongoDown } from '../services/mongo/connect.ts';
import {
  connectPlatform,
  isClusterMember,
  type Platform,
  whenReady,
} from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { isForbidden, isLost } from '../services/reports/failure.ts';
import { Failure, UsageError } from './exit.ts';

/** Where Redis is, for a sentence: never a password. */
export function redisPlace({ redis }: Config): string {
  if (redis.nodes.length > 0) return formatRedisNodes(redis.nodes);
  return redis.path ?? `${redis.host}:${redis.port}`;
}

/** Why Redis can't be used, in a sentence. */
export function redisDownSentence(m: Messages, where: string, reason: string): string {
  return (isUntrusted(reason) ? m.cli.redisUntrusted : m.cli.redisDown)(where, reason);
}

/** Why MongoDB can't be used, in a sentence. `where` has no password. */
export function mongoDownSentence(m: Messages, where: string, reason: string): string {
  return (isUntrusted(reason) ? m.cli.mongoUntrusted : m.cli.mongoDown)(where, reason);
}

/** What an error of MongoDB's driver means, in a sentence: the server is away, or it refused. `where` has no password. */
function mongoSentence(m: Messages, where: string, error: Error): string {
  if (isLost(error)) return mongoDownSentence(m, where, error.message);
  const [reason = ''] = error.message.replace(/\.$/, '').split('\n');
  return (isForbidden(error) ? m.cli.mongoForbidden : m.cli.mongoRefused)(where, reason);
}

/** Throws UsageError, with what to set, when Redis is part of a Cluster that is used as a single server. */
export async function refuseClusterMember(
  { redis }: Platform,
  config: Config,
  m: Messages,
): Promise<void> {
  if (await isClusterMember(redis))
    throw new UsageError(m.config.clusterWithoutNodes(redisPlace(config)));
}

/** A platform that answers; Failure with a sentence when Redis does not, UsageError for a Cluster. */
export async function needPlatform(config: Config, m: Messages, name: string): Promise<Platform> {
  const platform = connectPlatform(config.redis, config.zone, name);
  try {
    await whenReady(platform.redis, config.redis.timeoutMs);
    await refuseClusterMember(platform, config, m);
    return platform;
  } catch (error) {
    platform.redis.disconnect();
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(redisDownSentence(m, redisPlace(config), error.message));
  }
}

/** The history; Failure with a sentence when MongoDB does not answer. `silenceMs` as connectMongo takes it. */
export async function needHistory(
  config: Config,
  m: Messages,
  name: string,
  silenceMs?: number,
): Promise<History> {
  try {
    return await connectMongo(config.mongo, name, silenceMs);
  } catch (error) {
    if (!(error instanceof MongoDown)) throw error;
    const where = maskUri(config.mongo.uri);
    // It answers, and does not know who asks.
    const { cause } = error;
    if (cause instanceof Error && isForbidden(cause))
      throw new Failure(mongoSentence(m, where, cause));
    throw new Failure(mongoDownSentence(m, where, error.message));
  }
}

/**
 * Works with the history alone, closed afterwards; Failure with a sentence when MongoDB does not answer, at
 * first or in the middle, or refuses.
 */
export async function withHistory<T>(
  config: Config,
  m: Messages,
  name: string,
  work: (history: History) => Promise<T>,
  silenceMs?: number,
): Promise<T> {
  const history = await needHistory(config, m, name, silenceMs);
  try {
    return await work(history);
  } catch (error) {
    // By its name: its class would load the whole driver for commands that never ask MongoDB.
    if (!(error instanceof Error && error.name.startsWith('Mongo'))) throw error;
    throw new Failure(mongoSentence(m, maskUri(config.mongo.uri), error));
  } finally {
    await history.close().catch(() => undefined);
  }
}

/** Redis may be away; what will never work is said: UsageError as refuseClusterMember. */
export async function lookAtRedis(config: Config, m: Messages): Promise<void> {
  if (config.redis.nodes.length > 0) return;
  const platform = connectPlatform(config.redis, config.zone, 'look');
  try {
    await whenReady(platform.redis, Math.min(config.redis.timeoutMs, 1_000));
    await refuseClusterMember(platform, config, m);
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
  } finally {
    platform.redis.disconnect();
  }
}
