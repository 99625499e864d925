import {
  cacheRows,
  type HealthRow,
  type HealthStyle,
  mongoRows,
  redisRows,
  syncRows,
  workerRows,
} from '../components/health-rows.ts';
import { printable } from '../components/text.ts';
import type { Health } from '../domain/health.ts';
import { type Problem, problemsOf, serversAreWell } from '../domain/problems.ts';
import type { Messages } from '../i18n/index.ts';
import { readHealth } from '../services/status/health.ts';
import type { Call } from './call.ts';
import { lookAtRedis } from './connect.ts';
import { EXIT } from './exit.ts';

const megabytes = (bytes: number | null) =>
  bytes === null ? '' : `  ${(bytes / 1e6).toFixed(1)} MB`;

/** A line a server: how it is and where, or why it can't be used and the way out. */
function servers(
  { services: { redis, mongodb } }: Health,
  problems: readonly Problem[],
  m: Messages,
): string[] {
  const sentence = (kind: Problem['kind']) =>
    problems.filter((problem) => problem.kind === kind).map(m.problems.say);
  const place = redis.port === null ? redis.host : `${redis.host}:${redis.port}`;
  const version = (text: string | null) => text ?? m.health.notTold;
  return [
    ...(redis.status === 'up'
      ? [
          `redis    ${m.status.up}  ${version(redis.version)}  ${place}${megabytes(redis.used_memory)}`,
        ]
      : sentence('redis_down')),
    ...(mongodb.status === 'up'
      ? [
          `mongodb  ${m.status.up}  ${version(mongodb.version)}  ${mongodb.uri}  ${mongodb.database}  ${mongodb.data_size_mb ?? '?'} MB`,
        ]
      : sentence('mongo_down')),
  ];
}

/** Everything that is known, in groups. */
function details(health: Health, m: Messages): string[] {
  const { services, zone } = health;
  const style: HealthStyle = { words: m.health, thousands: '' };
  const { sections } = m.health;
  const redis = services.redis.status === 'up';
  const groups: [string, HealthRow[]][] = [
    [sections.redis, redis ? redisRows(services.redis, style) : []],
    [sections.mongodb, services.mongodb.status === 'up' ? mongoRows(services.mongodb, style) : []],
    [sections.sync, redis ? syncRows(health, style) : []],
    [sections.workers, zone ? workerRows(zone.workers, zone.leases, style) : []],
    [sections.caches, redis ? cacheRows(health, style) : []],
  ];
  return groups.flatMap(([title, rows]) => {
    if (rows.length === 0) return [];
    const width = Math.max(...rows.map(({ name }) => name.length));
    return ['', title, ...rows.map(({ name, value }) => `  ${name.padEnd(width)}  ${value}`)];
  });
}

/** `vigie health`: the connection test a newcomer runs first. Exit 0 both up, 1 one is down. */
export async function healthCommand({ options, config, m }: Call): Promise<number> {
  const [health] = await Promise.all([readHealth(config), lookAtRedis(config, m)]);
  const problems = problemsOf(health);
  if (options.json) {
    const told = problems.map((problem) => ({ ...problem, text: m.problems.say(problem) }));
    process.stdout.write(`${JSON.stringify({ ...health, problems: told })}\n`);
  } else {
    const other = problems.filter(({ kind }) => !['redis_down', 'mongo_down'].includes(kind));
    const lines = [
      ...servers(health, problems, m),
      ...other.map(m.problems.say),
      ...(serversAreWell(problems) ? [m.problems.well] : []),
      ...details(health, m),
    ];
    process.stdout.write(`${lines.map(printable).join('\n')}\n`);
  }
  const { redis, mongodb } = health.services;
  return redis.status === 'up' && mongodb.status === 'up' ? EXIT.ok : EXIT.failed;
}
