import pino from 'pino';
import { outboxLag } from '../../src/services/board/lag.ts';
import type { Config } from '../../src/services/config/config.ts';
import type { History } from '../../src/services/mongo/connect.ts';
import { connectRedis, type Platform } from '../../src/services/redis/connect.ts';
import { relay } from '../../src/services/sync/relay.ts';
import { until } from './servers.ts';

/** What carries events of one Redis to one database. */
export interface Way {
  readonly config: Config;
  readonly platform: Platform;
  readonly history: History;
}

/** Relays until nothing is left to carry. */
export async function carryAll(way: Way, consumer = 'one'): Promise<void> {
  const { config, platform, history } = way;
  const stop = new AbortController();
  const blocking = connectRedis(config.redis, 'test-stream');
  await until('the stream connection', () => blocking.status === 'ready');
  const log = pino({ level: 'silent' });
  const running = relay({ platform, blocking, history, consumer, log }, stop.signal);
  // A relay that fails says why at once.
  const carried = until('all events carried', async () => (await outboxLag(platform)).lag === 0);
  await Promise.race([carried, running]).finally(async () => {
    stop.abort();
    // It may be in the middle of a blocking read.
    blocking.disconnect();
    await running.catch(() => undefined);
  });
}
