import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { aDriver, deliver } from '../helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig, until } from '../helpers/servers.ts';

const ORDERS = 40;

/** The environment of a worker on a test's own servers. */
function workerEnv(
  config: ReturnType<typeof testConfig>,
  more: NodeJS.ProcessEnv = {},
): NodeJS.ProcessEnv {
  return {
    ...process.env,
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: config.mongo.uri,
    MONGO_DB: config.mongo.db,
    VIGIE_LOG_FILE: config.log.file,
    ...more,
  };
}

describe('a worker killed with -9', () => {
  it.each(['before-write', 'after-write', 'before-acknowledge', 'after-acknowledge'])(
    'at %s loses nothing and doubles nothing',
    async (fault) => {
      const config = testConfig(await ownRedis());
      const platform = await ownPlatform(config);
      const history = await ownHistory(config);
      await aDriver(platform, 'd1');
      for (let i = 0; i < ORDERS; i += 1)
        await deliver(platform, `c${i}`, 'd1', { amountCents: 1000 + i });

      const doomed = spawn(process.execPath, ['dist/main.js', 'worker'], {
        env: workerEnv(config, { VIGIE_FAULT: fault }),
        stdio: 'ignore',
      });
      const [, signal] = await once(doomed, 'exit');
      expect(signal).toBe('SIGKILL');

      const heir = spawn(process.execPath, ['dist/main.js', 'worker'], {
        env: workerEnv(config),
        stdio: ['ignore', 'pipe', 'ignore'],
      });
      await once(heir.stdout, 'data');
      const deliveries = history.db.collection('deliveries');
      const total = Number(await platform.redis.get(platform.keys.eventsSeq));
      const events = history.db.collection('events');
      await until(
        'all events in MongoDB',
        async () => (await events.countDocuments()) === total,
        30_000,
      );
      await until(
        'nothing pending',
        async () => {
          const [count] = await platform.redis.xpending(platform.keys.events, 'mongo');
          return count === 0;
        },
        30_000,
      );
      const documents = await deliveries.find().toArray();
      expect(documents).toHaveLength(ORDERS);
      for (const document of documents) {
        const number = Number(String(document.command_id).slice(1));
        expect(document).toMatchObject({
          amount_cents: 1000 + number,
          driver_id: 'd1',
          status: 'livrée',
          version: 4,
          epoch: 0,
        });
        expect(document.delivery_time.getTime()).toBeGreaterThanOrEqual(
          document.pickup_time.getTime(),
        );
      }
      heir.kill('SIGTERM');
      const [code] = await once(heir, 'exit');
      expect(code).toBe(0);
    },
  );
});
