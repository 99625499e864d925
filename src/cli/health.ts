import type { Messages } from '../i18n/index.ts';
import { type Health, readHealth } from '../services/status/health.ts';
import type { Call } from './call.ts';
import { lookAtRedis, mongoDownSentence, redisDownSentence } from './connect.ts';
import { EXIT } from './exit.ts';

const megabytes = (bytes: number | null) => `${((bytes ?? 0) / 1e6).toFixed(1)} MB`;

/** What the servers' settings can lose, a sentence each. */
function warnings(
  { services: { redis, mongodb } }: Health,
  { status: { unsafe } }: Messages,
): string[] {
  const found: string[] = [];
  if (redis.status === 'up') {
    if (redis.appendonly === null) found.push(unsafe.unknown);
    else if (redis.appendonly === 'no') found.push(unsafe.appendonly);
    else if (redis.appendfsync && redis.appendfsync !== 'always')
      found.push(unsafe.appendfsync(redis.appendfsync));
    if (redis.maxmemory_policy && redis.maxmemory_policy !== 'noeviction') {
      found.push(unsafe.maxmemory(redis.maxmemory_policy));
    }
    if (redis.full_coverage === 'yes') found.push(unsafe.fullCoverage);
  }
  if (mongodb.status === 'up' && mongodb.replica_set === null) found.push(unsafe.replicaSet);
  return found;
}

function asText(health: Health, m: Messages): string[] {
  const { redis, mongodb } = health.services;
  const redisPlace = redis.port === null ? redis.host : `${redis.host}:${redis.port}`;
  const lines = [
    redis.status === 'up'
      ? `redis    ${m.status.up}  ${redis.version}  ${redisPlace}  ${megabytes(redis.used_memory)}`
      : redisDownSentence(m, redisPlace, redis.error ?? ''),
    mongodb.status === 'up'
      ? `mongodb  ${m.status.up}  ${mongodb.version}  ${mongodb.uri}  ${mongodb.database}  ${mongodb.data_size_mb} MB`
      : mongoDownSentence(m, mongodb.uri, mongodb.error ?? ''),
  ];
  const problems = warnings(health, m);
  const well = redis.status === 'up' && mongodb.status === 'up' && problems.length === 0;
  return [...lines, ...problems, ...(well ? [m.status.healthy] : [])];
}

/** `vigie health`: the connection test a newcomer runs first. Exit 0 both up, 1 one is down. */
export async function healthCommand({ options, config, m }: Call): Promise<number> {
  const [health] = await Promise.all([readHealth(config), lookAtRedis(config, m)]);
  const lines = options.json ? [JSON.stringify(health)] : asText(health, m);
  process.stdout.write(`${lines.join('\n')}\n`);
  const { redis, mongodb } = health.services;
  return redis.status === 'up' && mongodb.status === 'up' ? EXIT.ok : EXIT.failed;
}
