import type { Messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import { maskUri } from '../services/config/mask.ts';
import { connectMongo, type History, MongoDown } from '../services/mongo/connect.ts';
import { connectPlatform, type Platform, whenReady } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { Failure } from './exit.ts';

/** Where Redis is, for a sentence: never a password. */
export function redisPlace({ redis }: Config): string {
  return redis.path ?? `${redis.host}:${redis.port}`;
}

/** What TLS says of a certificate that it does not accept: unknown authority, other name, out of date. */
const UNTRUSTED = /\bcertificate\b|altnames/i;

/** Why Redis can't be used, in a sentence. */
export function redisDownSentence(m: Messages, where: string, reason: string): string {
  return (UNTRUSTED.test(reason) ? m.cli.redisUntrusted : m.cli.redisDown)(where, reason);
}

/** Why MongoDB can't be used, in a sentence. `where` has no password. */
export function mongoDownSentence(m: Messages, where: string, reason: string): string {
  return (UNTRUSTED.test(reason) ? m.cli.mongoUntrusted : m.cli.mongoDown)(where, reason);
}

/** A platform that answers; Failure with a sentence when Redis does not. */
export async function needPlatform(config: Config, m: Messages, name: string): Promise<Platform> {
  const platform = connectPlatform(config.redis, config.zone, name);
  try {
    await whenReady(platform.redis, config.redis.timeoutMs);
    return platform;
  } catch (error) {
    platform.redis.disconnect();
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(redisDownSentence(m, redisPlace(config), error.message));
  }
}

/** The history; Failure with a sentence when MongoDB does not answer. */
export async function needHistory(config: Config, m: Messages, name: string): Promise<History> {
  try {
    return await connectMongo(config.mongo, name);
  } catch (error) {
    if (!(error instanceof MongoDown)) throw error;
    throw new Failure(mongoDownSentence(m, maskUri(config.mongo.uri), error.message));
  }
}
