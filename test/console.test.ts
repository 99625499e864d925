import { Redis } from 'ioredis';
import { MongoClient } from 'mongodb';
import { describe, expect, it, onTestFinished } from 'vitest';
import { keysOf } from '../src/services/redis/keys.ts';
import { deliverOrder, pickUpOrder } from '../src/services/redis/transitions/deliveries.ts';
import { startServers } from '../src/services/servers/start.ts';
import { startDemo, vigie } from './helpers/binary.ts';
import { until } from './helpers/servers.ts';
import { openTerminal } from './helpers/terminal.ts';

const clientOf = (url: string) => {
  const redis = new Redis(url.replace('unix://', ''));
  redis.on('error', () => undefined);
  onTestFinished(() => redis.disconnect());
  return redis;
};

describe('a dispatcher at the demo', () => {
  it('sees the board, assigns an order by keys, and the delivery reaches MongoDB', async () => {
    const demo = await startDemo('--no-simulator');
    const redis = clientOf(demo.env.REDIS_URL);
    const terminal = openTerminal(['--as', 'desk7'], { env: demo.env });
    await terminal.sees('Waiting, longest first');
    await terminal.sees('▸ c1');
    await terminal.sees('worker ●');
    expect(terminal.modes()).toEqual({ alternate: true, cursorHidden: true });

    const waiting = await redis.zrange('orders:waiting', '0', '-1');
    terminal.press('jc');
    await terminal.sees('u undoes');
    const order = waiting[1] ?? '';
    expect(terminal.screen().at(-1)).toContain(`${order} assigned to d`);
    const driver = await redis.get(`assignment:${order}`);
    expect(driver).toMatch(/^d\d+$/);
    expect(await redis.hmget(`order:${order}`, 'status', 'strategy', 'updated_by')).toEqual([
      'assignée',
      'closest',
      'desk7',
    ]);
    await terminal.sees(`${order} assigned to ${driver}`);

    const platform = { redis, keys: keysOf(null) };
    await pickUpOrder(platform, order, { by: 'test' });
    await deliverOrder(platform, order, { by: 'test' });
    await terminal.sees(`${order} delivered by ${driver}`);
    const mongo = await MongoClient.connect(demo.env.MONGO_URI);
    onTestFinished(() => mongo.close());
    const delivery = await until('the delivery in MongoDB', () =>
      mongo.db('vigie').collection('deliveries').findOne({ command_id: order }),
    );
    expect(delivery).toMatchObject({ driver_id: driver, status: 'livrée' });

    terminal.press('6');
    await terminal.sees('La Défense');
    terminal.press('\u001b');
    await terminal.sees('Waiting, longest first');
    terminal.press('?');
    await terminal.sees('type to search');
    terminal.press('?q');
    expect(await terminal.exit()).toBe(0);
    expect(terminal.modes()).toEqual({ alternate: false, cursorHidden: false });
  });

  it('starts everything with one command, and all goes with it', async () => {
    const terminal = openTerminal(['demo', '--lang', 'fr', '--as', 'desk1']);
    await terminal.sees('En attente');
    await terminal.sees('sim ×');
    terminal.press(',');
    await terminal.sees('en pause');
    terminal.press('\u0003');
    expect(await terminal.exit()).toBe(0);
  });

  it('keeps a clean screen through every size', async () => {
    const demo = await startDemo('--no-simulator');
    const terminal = openTerminal([], { env: demo.env });
    await terminal.sees('c1001');
    await terminal.sees('worker ●');
    const sizes = [
      [80, 24],
      [60, 16],
      [200, 60],
      [50, 12],
      [120, 40],
    ] as const;
    for (const [columns, rows] of sizes) {
      terminal.resize(columns, rows);
      const fresh = openTerminal([], { columns, rows, env: demo.env });
      const body = (lines: string[]) =>
        lines
          .filter((line) => /│/.test(line))
          .map((line) => line.replace(/[▁▂▃▄▅▆▇█]|\d+ (min|h)|now/g, ' ').replace(/\s+/g, ' '));
      await until(`${columns}×${rows} looks as a fresh one`, () => {
        const [a, b] = [body(terminal.screen()), body(fresh.screen())];
        return fresh.screen()[0]?.trim() !== '' && JSON.stringify(a) === JSON.stringify(b);
      });
      fresh.press('q');
      await fresh.exit();
    }
  }, 60_000);

  it('draws no frame while nothing changes', async () => {
    const demo = await startDemo('--no-simulator');
    const redis = clientOf(demo.env.REDIS_URL);
    const terminal = openTerminal([], { env: demo.env });
    await terminal.sees('worker ●');
    // Three heartbeats of the simulator without a byte in between, within one minute of the clock.
    await until(
      'a still screen',
      async () => {
        const before = terminal.bytes();
        const seen = Number(await redis.hget('simulator', 'seen'));
        await until(
          'heartbeats',
          async () => Number(await redis.hget('simulator', 'seen')) >= seen + 3_000,
        );
        return terminal.bytes() === before;
      },
      60_000,
    );
  }, 90_000);
});

describe('a server that goes', () => {
  it('is told within two seconds, the board stays, and comes back by itself', async () => {
    const servers = await startServers({ redis: { appendfsync: 'always' } });
    onTestFinished(() => servers.stop());
    const env = { REDIS_URL: servers.redisUrl ?? '', MONGO_URI: servers.mongoUri ?? '' };
    expect((await vigie(['seed'], env)).code).toBe(0);
    const terminal = openTerminal(['--as', 'desk1'], { env });
    await terminal.sees('none: W starts one');
    terminal.press('W');
    await terminal.sees('worker ●');
    await terminal.sees('lag 0');

    servers.redis?.signal('SIGKILL');
    await terminal.sees('redis ○ down', 2_000);
    await terminal.sees('from history');
    await terminal.sees('s old');
    expect(terminal.screen().join('\n')).toContain('c1001');
    terminal.press('c');
    await terminal.sees('nothing can be assigned');
    await servers.redis?.start();
    await terminal.sees('redis ●');
    await until('it is fresh again', () => !terminal.screen().join('\n').includes('from history'));

    servers.mongo?.signal('SIGKILL');
    await terminal.sees('mongo ○ down', 2_500);
    terminal.press('c');
    await terminal.sees('u undoes');
    await servers.mongo?.start();
    await terminal.sees('mongo ●');
    await terminal.sees('lag 0');
    terminal.press('q');
    expect(await terminal.exit()).toBe(0);
  }, 60_000);
});

describe('commands', () => {
  it('answer with words and exit codes', async () => {
    const nowhere = {
      REDIS_URL: 'redis://:hunter2@127.0.0.1:1',
      MONGO_URI: 'mongodb://u:hunter2@127.0.0.1:1/',
      REDIS_TIMEOUT: '0.3',
      MONGO_TIMEOUT: '300',
    };
    const calls = [
      [['status', '--json'], 1, '"redis":{"ok":false'],
      [['health', '--lang', 'en'], 1, 'Redis does not answer at 127.0.0.1:1'],
      [['seed'], 1, 'Redis does not answer'],
      [['events'], 1, 'Redis does not answer'],
      [['simulate', '--speed', 'fast'], 2, '--speed is "fast": expected a number from 1 to 64'],
      [['seed', '--drivers', '0'], 2, '--drivers is "0"'],
      [['seed', '--at', 'soon'], 2, '--at is "soon"'],
      [['console'], 2, 'needs a terminal'],
      [['nonsense'], 2, 'no command "nonsense"'],
      [['config', '--zone', 'Paris!'], 2, 'VIGIE_ZONE is "Paris!"'],
      [['config'], 0, 'REDIS_URL'],
      [['status', '--redis-nodes', '127.0.0.1:1'], 2, 'REDIS_NODES needs a zone'],
      [['zones'], 1, 'Redis does not answer'],
    ] as const;
    await Promise.all(
      calls.map(async ([args, code, words]) => {
        const answer = await vigie(args, { VIGIE_LANG: 'en', ...nowhere });
        expect([args, answer.code]).toEqual([args, code]);
        expect(answer.out + answer.err).toContain(words);
        expect(answer.out + answer.err).not.toContain('hunter2');
      }),
    );
  });
});
