import type { Problem } from '../domain/problems.ts';
import { ORDER_STATUSES, orderStatusToWire } from '../domain/status.ts';
import type { Messages } from '../i18n/index.ts';
import { readStatus, type Status } from '../services/status/status.ts';
import type { Call } from './call.ts';
import { lookAtRedis } from './connect.ts';
import { EXIT } from './exit.ts';

const NO_WORKER: Problem = { kind: 'no_worker', severity: 'bad' };

function asText(status: Status, { status: m, problems, auto }: Messages): string[][] {
  const server = ({ ok, version }: Status['redis']) => (ok ? `${m.up} ${version}` : m.down);
  const orders = ORDER_STATUSES.map(
    (each) => `${m.statuses[each]} ${status.orders[orderStatusToWire(each)] ?? 0}`,
  );
  const rows = [
    [m.redis, server(status.redis)],
    [m.mongo, server(status.mongo)],
  ];
  if (!status.redis.ok) return rows;
  return [
    ...rows,
    [m.worker, status.worker.ok ? m.running(status.worker.n) : problems.say(NO_WORKER)],
    [m.orders, orders.join('  ')],
    [m.drivers, m.driverCounts(status.drivers.total, status.drivers.on_duty)],
    [m.alerts, m.open(status.alerts.open)],
    [m.engine, `${auto.state(modeOf(status))}${m.plans(status.engine.plans)}`],
    [m.events, m.eventCounts(status.events.seq, status.events.lag)],
    ...syncRows(status, m, problems),
  ];
}

/** The mode with its time as the domain has it. */
const modeOf = ({ engine }: Status) => ({
  ...engine,
  at: engine.at === null ? null : Date.parse(engine.at),
});

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;

/** How the way to MongoDB is: what is told only while there is something to tell. */
function syncRows(
  { sync, events }: Status,
  m: Messages['status'],
  problems: Messages['problems'],
): string[][] {
  const { backlog, last_error: error, dead_letters: dead } = sync;
  const rows = [[m.sync, m.perSecond(sync.per_second)]];
  if (backlog && events.lag > 0) {
    const limit = backlog.limit_bytes === null ? '?' : megabytes(backlog.limit_bytes);
    const more = backlog.headroom_events;
    rows.push(['', m.backlog(backlog.entries, megabytes(backlog.used_bytes), limit, more)]);
  }
  if (error) rows.push(['', m.lastError(error.at, error.message)]);
  if (dead) {
    const letters = { kind: 'dead_letters', severity: 'warn', count: dead, reason: null } as const;
    rows.push(['', problems.say(letters)]);
  }
  return rows;
}

/** `vigie status`: the board in short. Exit 0 all well, 1 a server or every worker is down. */
export async function statusCommand({ options, config, m }: Call): Promise<number> {
  const status = await readStatus(config);
  if (!status.redis.ok) await lookAtRedis(config, m);
  if (options.json) process.stdout.write(`${JSON.stringify(status)}\n`);
  else {
    const rows = asText(status, m);
    const width = Math.max(...rows.map(([name = '']) => name.length));
    for (const [name = '', value] of rows)
      process.stdout.write(`${name.padEnd(width)}  ${value}\n`);
  }
  return status.redis.ok && status.mongo.ok && status.worker.ok ? EXIT.ok : EXIT.failed;
}
