import { ORDER_STATUSES, orderStatusToWire } from '../domain/status.ts';
import type { Messages } from '../i18n/index.ts';
import { readStatus, type Status } from '../services/status/status.ts';
import type { Call } from './call.ts';
import { lookAtRedis } from './connect.ts';
import { EXIT } from './exit.ts';

function asText(status: Status, { status: m }: Messages): string[][] {
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
    [m.worker, status.worker.ok ? m.running(status.worker.n) : m.noWorker],
    [m.orders, orders.join('  ')],
    [m.drivers, m.driverCounts(status.drivers.total, status.drivers.on_duty)],
    [m.alerts, m.open(status.alerts.open)],
    [m.events, m.eventCounts(status.events.seq, status.events.lag)],
  ];
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
