import { afterAll } from 'vitest';
import type { Config } from '../../src/services/config/config.ts';
import {
  connectRedis,
  type Platform,
  type RedisClient,
  whenReady,
} from '../../src/services/redis/connect.ts';
import { script, scriptNames } from '../../src/services/redis/scripts.ts';

/** A platform whose scripts may touch their KEYS and nothing else, and which of them were run. */
export interface StrictPlatform extends Platform {
  readonly ran: ReadonlySet<string>;
}

/** A pattern that matches a key; what can't stand in one (blanks, marks of a glob) is any character. */
const patternOf = (key: string) => `~${key.replace(/[\s*?[\]\\]/g, '?')}`;

/**
 * Runs each script as a user whose key patterns are exactly the keys of the call: Redis refuses any
 * other. Everything else goes through the platform's own connection, for a caller's reads are not the
 * script's.
 */
export async function strictPlatform(admin: Platform, config: Config): Promise<StrictPlatform> {
  const acl = (...rules: string[]) => admin.redis.acl('SETUSER', 'strict', ...rules);
  await acl('on', '>secret', 'resetkeys', '+@all');
  const user = { ...config.redis, username: 'strict', password: 'secret' };
  const strict = connectRedis(user, 'strict');
  await whenReady(strict, 5_000);
  afterAll(() => strict.disconnect());

  const names = new Map(scriptNames().map((name) => [script(name).sha, name]));
  const ran = new Set<string>();
  // One call at a time: all of them share the user.
  let turn: Promise<unknown> = Promise.resolve();
  const call = (name: 'eval' | 'evalsha', text: string, rest: (string | number)[]) => {
    const keys = rest.slice(1, 1 + Number(rest[0])).map(String);
    const mine = turn.then(async () => {
      await acl('resetkeys', ...keys.map(patternOf));
      if (name === 'evalsha') ran.add(names.get(text) ?? text);
      return strict.call(name, text, ...rest);
    });
    turn = mine.catch(() => undefined);
    return mine;
  };
  const redis: RedisClient = new Proxy(strict, {
    get(_target, name) {
      if (name === 'eval' || name === 'evalsha')
        return (text: string, ...rest: (string | number)[]) => call(name, text, rest);
      const value: unknown = Reflect.get(admin.redis, name, admin.redis);
      return typeof value === 'function' ? value.bind(admin.redis) : value;
    },
  });
  return { redis, keys: admin.keys, ran };
}
