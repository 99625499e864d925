import { z } from 'zod';
import type { Config, RedisConfig } from './config.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

const wholeNumber = (key: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, key)
    .transform(Number)
    .refine((value) => value >= min && value <= max, key);

function isRedisUrl(text: string): boolean {
  if (text === '') return true;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (!url) return false;
  if (url.protocol === 'unix:') return url.pathname.length > 1;
  const database = url.pathname.replace(/^\//, '');
  return (url.protocol === 'redis:' || url.protocol === 'rediss:') && url.hostname !== '' && /^\d{0,4}$/.test(database);
}

/** The shape of all settings as text; a message is the key of the sentence that says what is expected. */
export function schemaOf() {
  return z.object({
    REDIS_URL: z.string().refine(isRedisUrl, 'redisUrl'),
    REDIS_HOST: z.string().regex(/^[^\s/@]+$/, 'host'),
    REDIS_PORT: wholeNumber('port', 1, 65_535),
    REDIS_DB: wholeNumber('redisDb', 0, 9_999),
    REDIS_USERNAME: z.string(),
    REDIS_PASSWORD: z.string(),
    REDIS_TIMEOUT: z
      .string()
      .regex(/^\d{1,4}(\.\d+)?$/, 'seconds')
      .transform(Number)
      .refine((value) => value > 0 && value <= 3_600, 'seconds'),
    MONGO_URI: z.string().regex(/^mongodb(\+srv)?:\/\/[^\s/?]+/, 'mongoUri'),
    MONGO_DB: z.string().regex(/^[^\s/\\."$*<>:|?]{1,63}$/, 'mongoDb'),
    MONGO_COLLECTION: z.string().regex(/^(?!system\.)[^\s$]{1,120}$/, 'mongoCollection'),
    MONGO_TIMEOUT: wholeNumber('milliseconds', 1, 600_000),
    MONGO_POOL_SIZE: wholeNumber('poolSize', 1, 500),
    VIGIE_ZONE: z.string().regex(/^([a-z0-9][a-z0-9-]{0,31})?$/, 'zone'),
    VIGIE_LANG: z.enum(['en', 'fr'], 'lang'),
    VIGIE_OPERATOR: z.string().regex(/^[^\p{C}\s]{1,32}$/u, 'operator'),
    VIGIE_ASCII: z.enum(['yes', 'no'], 'yesNo').transform((word) => word === 'yes'),
    VIGIE_LOG_LEVEL: z.enum(LEVELS, 'logLevel'),
    VIGIE_LOG_FILE: z.string().min(1, 'logFile'),
  });
}

export type Values = z.infer<ReturnType<typeof schemaOf>>;

const orNull = (text: string) => (text === '' ? null : text);

function redisOf(values: Values): RedisConfig {
  const timeoutMs = values.REDIS_TIMEOUT * 1_000;
  if (values.REDIS_URL === '') {
    return {
      path: null,
      host: values.REDIS_HOST,
      port: values.REDIS_PORT,
      db: values.REDIS_DB,
      username: orNull(values.REDIS_USERNAME),
      password: orNull(values.REDIS_PASSWORD),
      tls: false,
      timeoutMs,
    };
  }
  const url = new URL(values.REDIS_URL);
  const unix = url.protocol === 'unix:';
  const database = unix ? (url.searchParams.get('db') ?? '') : url.pathname.slice(1);
  return {
    path: unix ? decodeURIComponent(url.pathname) : null,
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? 6379 : Number(url.port),
    db: Number(database || 0),
    username: orNull(decodeURIComponent(url.username)),
    password: orNull(decodeURIComponent(url.password)),
    tls: url.protocol === 'rediss:',
    timeoutMs,
  };
}

/** The configuration that parsed settings mean. `REDIS_URL` wins over its parts. */
export function toConfig(values: Values): Config {
  return {
    redis: redisOf(values),
    mongo: {
      uri: values.MONGO_URI,
      db: values.MONGO_DB,
      collection: values.MONGO_COLLECTION,
      timeoutMs: values.MONGO_TIMEOUT,
      poolSize: values.MONGO_POOL_SIZE,
    },
    zone: orNull(values.VIGIE_ZONE),
    lang: values.VIGIE_LANG,
    operator: values.VIGIE_OPERATOR,
    ascii: values.VIGIE_ASCII,
    log: { level: values.VIGIE_LOG_LEVEL, file: values.VIGIE_LOG_FILE },
  };
}
