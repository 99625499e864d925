import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { simulate } from '../../src/services/archive/simulate.ts';
import type { Config } from '../../src/services/config/config.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { startProxy, type TestProxy } from '../helpers/proxy.ts';
import { testConfig, until } from '../helpers/servers.ts';

let history: History;
let config: Config;
let proxy: TestProxy;

beforeEach(async () => {
  config = testConfig({ redisUrl: null, folder: '/tmp' });
  history = await connectMongo(config.mongo, 'test');
  const { hostname, port } = new URL(config.mongo.uri);
  proxy = await startProxy({ host: hostname, port: Number(port) });
  onTestFinished(async () => {
    await proxy.close();
    await history.db.dropDatabase();
    await history.close();
  });
  const wanted = { count: 400, seed: 7, delivered: 0.6, at: Date.now() };
  const signal = new AbortController().signal;
  await simulate(history, wanted, { signal, onProgress: () => undefined });
});

/** `vigie archive batch`, by way of the proxy, in small batches. */
function startBatch(): { child: ChildProcess; err: () => string } {
  const child = spawn(
    process.execPath,
    ['dist/main.js', 'archive', 'batch', '--batch-size', '10'],
    {
      env: {
        ...process.env,
        MONGO_URI: `mongodb://127.0.0.1:${proxy.port}/?directConnection=true`,
        MONGO_DB: config.mongo.db,
        MONGO_TIMEOUT: '500',
        VIGIE_LANG: 'en',
        VIGIE_LOG_FILE: config.log.file,
      },
      stdio: ['ignore', 'ignore', 'pipe'],
    },
  );
  onTestFinished(() => void child.kill('SIGKILL'));
  let err = '';
  child.stderr.on('data', (data) => {
    err += data;
  });
  return { child, err: () => err };
}

const archived = () => history.db.collection('archive').countDocuments();
const more = (count: number) =>
  until(`more than ${count} archived`, async () => (await archived()) > count, 60_000);

/** A last run does the rest; then every finished order is archived once and whole, and nothing is left. */
async function theRest(): Promise<void> {
  proxy.normal();
  const [code] = await once(startBatch().child, 'exit');
  expect(code).toBe(0);
  const finished = { status: { $in: ['livrée', 'annulée'] } };
  const ids = (collection: string, filter: object) =>
    history.db.collection(collection).find(filter).project({ _id: 0, command_id: 1 }).toArray();
  const wanted = (await ids('orders', finished)).map(({ command_id }) => command_id);
  const kept = (await ids('archive', {})).map(({ command_id }) => command_id);
  expect(kept.sort()).toEqual(wanted.sort());
  const whole = { archived_at: { $type: 'date' }, client: { $type: 'object' }, items: { $ne: [] } };
  expect(await history.db.collection('archive').countDocuments(whole)).toBe(wanted.length);
}

describe('vigie archive batch', () => {
  it('killed with -9 again and again archives every order once', async () => {
    proxy.delay(20);
    for (const count of [0, 40, 110, 170]) {
      const { child } = startBatch();
      const exit = once(child, 'exit');
      await more(count);
      child.kill('SIGKILL');
      expect((await exit)[1]).toBe('SIGKILL');
    }
    await theRest();
  });

  it('ends after the batch in hand at Ctrl-C and goes on afterwards', async () => {
    proxy.delay(20);
    const { child, err } = startBatch();
    await more(0);
    child.kill('SIGINT');
    expect((await once(child, 'exit'))[0]).toBe(1);
    expect(err()).toMatch(/Stopped after the batch in hand: \d+0 archived\. Run the same command/);
    expect((await archived()) % 10).toBe(0);
    await theRest();
  });

  it('goes on when MongoDB comes back, and takes what was done and not told for done', async () => {
    proxy.delay(20);
    const { child, err } = startBatch();
    const exit = once(child, 'exit');
    await more(20);
    await proxy.cutReply('insert');
    await more(60);
    proxy.refuse();
    await until('a second try', () => err().includes('try 2, next in'));
    proxy.normal();
    expect((await exit)[0]).toBe(0);
    await theRest();
  });

  it('says what is archived when MongoDB is lost and it is stopped', async () => {
    proxy.delay(20);
    const { child, err } = startBatch();
    const exit = once(child, 'exit');
    await more(20);
    proxy.refuse();
    await until('a try', () => err().includes('try 1, next in'));
    child.kill('SIGINT');
    expect((await exit)[0]).toBe(1);
    expect(err()).toMatch(
      /Stopped after the batch in hand: \d+ archived\. Run the same command again/,
    );
    await theRest();
  });
});
