import { X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { isProgramName } from '../../domain/programs.ts';
import { THEMES } from '../../domain/theme.ts';
import { timeZoneNamed } from '../../domain/zoned-day.ts';
import { isMongoUri, parseRedisNodes, parseRedisUrl } from './address.ts';
import type { Config, RedisConfig } from './config.ts';

const LEVELS = ['debug', 'info', 'warn', 'error'] as const;

const orNull = (text: string) => (text === '' ? null : text);

const MAX_DB_NAME = 63;

/** The database of a zone: two zones never meet in MongoDB either. */
function zoneDb(baseDb: string, zone: string | null): string {
  return zone === null ? baseDb : `${baseDb}-${zone}`;
}

const wholeNumber = (key: string, min: number, max: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, key)
    .transform(Number)
    .refine((value) => value >= min && value <= max, key);

const yesNo = () =>
  z
    .enum(['yes', 'no', 'true', 'false', '1', '0'], 'yesNo')
    .transform((word) => ['yes', 'true', '1'].includes(word));

/** The certificates in a PEM file; null when it can't be read or holds none. */
function readCertificates(file: string): string | null {
  try {
    const pem = readFileSync(file, 'utf8');
    const found = pem.match(/-----BEGIN CERTIFICATE-----.+?-----END CERTIFICATE-----/gs) ?? [];
    for (const each of found) new X509Certificate(each);
    return found.length > 0 ? found.join('\n') : null;
  } catch {
    return null;
  }
}

/** The shape of all settings as text; a message is the key of the sentence that says what is expected. */
export function schemaOf() {
  return (
    z
      .object({
        REDIS_URL: z
          .string()
          .refine((text) => text === '' || parseRedisUrl(text) !== null, 'redisUrl'),
        REDIS_HOST: z.string().regex(/^[^\s/@]+$/, 'host'),
        REDIS_PORT: wholeNumber('port', 1, 65_535),
        REDIS_DB: wholeNumber('redisDb', 0, 9_999),
        REDIS_USERNAME: z.string(),
        REDIS_PASSWORD: z.string(),
        REDIS_CA_FILE: z.string().transform((file, context) => {
          const pem = file === '' ? '' : readCertificates(file);
          if (pem !== null) return pem;
          context.addIssue({ code: 'custom', message: 'caFile' });
          return z.NEVER;
        }),
        REDIS_NODES: z.string().refine((text) => parseRedisNodes(text) !== null, 'redisNodes'),
        REDIS_TIMEOUT: z
          .string()
          .regex(/^\d{1,4}(\.\d+)?$/, 'seconds')
          .transform(Number)
          .refine((value) => value > 0 && value <= 3_600, 'seconds'),
        MONGO_URI: z.string().refine(isMongoUri, 'mongoUri'),
        MONGO_DB: z.string().regex(/^[^\s/\\."$*<>:|?]{1,63}$/, 'mongoDb'),
        MONGO_COLLECTION: z.string().regex(/^(?!system\.)[^\s$]{1,120}$/, 'mongoCollection'),
        MONGO_TIMEOUT: wholeNumber('milliseconds', 1, 600_000),
        MONGO_POOL_SIZE: wholeNumber('poolSize', 1, 500),
        VIGIE_ZONE: z.string().regex(/^([a-z0-9][a-z0-9-]{0,31})?$/, 'zone'),
        VIGIE_RETENTION_HOURS: z
          .string()
          .regex(/^\d{1,4}(\.\d+)?$/, 'hours')
          .transform(Number),
        VIGIE_LANG: z.enum(['en', 'fr'], 'lang'),
        VIGIE_TIME_ZONE: z.string().transform((text, context) => {
          const name = timeZoneNamed(text);
          if (name !== null) return name;
          context.addIssue({ code: 'custom', message: 'timeZone' });
          return z.NEVER;
        }),
        VIGIE_OPERATOR: z
          .string()
          .regex(/^[^\p{C}\s]{1,32}$/u, 'operator')
          .refine((name) => !isProgramName(name), 'operatorReserved'),
        VIGIE_ASCII: yesNo(),
        VIGIE_READONLY: yesNo(),
        VIGIE_THEME: z.enum(THEMES, 'theme'),
        VIGIE_BELL: yesNo(),
        VIGIE_LOG_LEVEL: z.enum(LEVELS, 'logLevel'),
        // Windows allows fewer characters than Unix; the log's files are named the same everywhere.
        VIGIE_LOG_FILE: z
          .string()
          .regex(/^(?:[A-Za-z]:)?[^\p{Cc}<>:"|?*]*[^\p{Cc}<>:"|?*/\\]$/u, 'logFile'),
      })
      // With its zone the name must still be one that MongoDB takes.
      .refine(
        ({ MONGO_DB, VIGIE_ZONE }) => zoneDb(MONGO_DB, orNull(VIGIE_ZONE)).length <= MAX_DB_NAME,
        { path: ['MONGO_DB'], message: 'mongoDbZone' },
      )
  );
}

export type Values = z.infer<ReturnType<typeof schemaOf>>;

function redisOf(values: Values): RedisConfig {
  const timeoutMs = values.REDIS_TIMEOUT * 1_000;
  const address = parseRedisUrl(values.REDIS_URL);
  const ca = orNull(values.REDIS_CA_FILE);
  const nodes = parseRedisNodes(values.REDIS_NODES) ?? [];
  if (address) return { ...address, nodes, ca, timeoutMs };
  return {
    nodes,
    path: null,
    host: values.REDIS_HOST,
    port: values.REDIS_PORT,
    db: values.REDIS_DB,
    username: orNull(values.REDIS_USERNAME),
    password: orNull(values.REDIS_PASSWORD),
    // Who names an authority wants it checked: never the password in the clear.
    tls: ca !== null,
    ca,
    timeoutMs,
  };
}

/** The same configuration in another zone, null: in none. */
export function inZone(config: Config, zone: string | null): Config {
  return { ...config, zone, mongo: { ...config.mongo, db: zoneDb(config.mongo.baseDb, zone) } };
}

/** The configuration that parsed settings mean. `REDIS_URL` wins over its parts. */
export function toConfig(values: Values): Config {
  const zone = orNull(values.VIGIE_ZONE);
  return {
    redis: redisOf(values),
    mongo: {
      uri: values.MONGO_URI,
      db: zoneDb(values.MONGO_DB, zone),
      baseDb: values.MONGO_DB,
      collection: values.MONGO_COLLECTION,
      timeoutMs: values.MONGO_TIMEOUT,
      poolSize: values.MONGO_POOL_SIZE,
    },
    zone,
    retentionHours: values.VIGIE_RETENTION_HOURS,
    lang: values.VIGIE_LANG,
    timeZone: values.VIGIE_TIME_ZONE,
    operator: values.VIGIE_OPERATOR,
    ascii: values.VIGIE_ASCII,
    theme: values.VIGIE_THEME,
    readonly: values.VIGIE_READONLY,
    bell: values.VIGIE_BELL,
    log: { level: values.VIGIE_LOG_LEVEL, file: values.VIGIE_LOG_FILE },
  };
}
