import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, inject, it, onTestFinished } from 'vitest';
import { connectMongo, type History } from '../src/services/mongo/connect.ts';
import { startServers } from '../src/services/servers/start.ts';
import { vigie } from './helpers/binary.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig, until } from './helpers/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-report-'));
afterAll(() => rmSync(folder, { recursive: true }));

let env: NodeJS.ProcessEnv;
let history: History;

const delivery = (id: number, region: string, at: string, amount_cents: number) => ({
  ...{ command_id: `h${id}`, region, delivery_time: new Date(at), amount_cents, driver_id: 'd1' },
  ...{ duration_minutes: 20, rating: 4, client_id: 'u1', client: '=cmd()', items: [] },
});

beforeAll(async () => {
  const servers = await ownRedis();
  const config = testConfig(servers);
  history = await ownHistory(config);
  env = {
    ...{ REDIS_URL: servers.redisUrl ?? '', MONGO_URI: inject('mongoUri'), VIGIE_LANG: 'en' },
    ...{ MONGO_DB: config.mongo.db, VIGIE_LOG_FILE: join(folder, 'vigie.log') },
    ...{ VIGIE_TIME_ZONE: 'Europe/Paris', LC_ALL: 'C.UTF-8' },
  };
  const { redis, keys } = await ownPlatform(config);
  await redis.zadd(keys.productsSold, 7, 'p1');
  await history.db.collection('orders').insertOne({ command_id: 'h1' });
  await history.db.collection(history.deliveries).insertMany([
    // Half past eleven at night in Paris, and half past midnight: two days there, one in UTC.
    delivery(1, 'Paris', '2026-11-12T22:30:00Z', 2_050),
    delivery(2, 'Paris', '2026-11-12T23:30:00Z', 125_000),
    delivery(3, 'Banlieue', '2026-11-13T12:00:00Z', 1_010),
    delivery(4, 'Paris', '2026-11-06T12:00:00Z', 63_525),
  ]);
});

const run = (...args: string[]) => vigie(['report', ...args], env);
const WEEK = ['--from', '2026-11-12', '--to', '2026-11-13'];

describe('vigie report', () => {
  it('lists the reports, for people and for programs', async () => {
    const { code, out } = await run();
    expect([code, out]).toEqual([0, expect.stringMatching(/^regions +deliveries, revenue/)]);
    expect(out).toMatch(/^driver +--driver ID: one driver/m);
    const { out: json } = await run('--json', '--lang', 'fr');
    expect(JSON.parse(json)).toContainEqual({
      ...{ id: 'regions', name: 'Régions', byRegion: true, subject: null, live: false },
      about: expect.stringContaining('recette'),
    });
    expect(await run('--csv')).toMatchObject({
      ...{ code: 2, out: '', err: expect.stringMatching(/^--csv needs the name of a report/) },
    });
  });

  it('prints a table with its days, changes and total, in words, without escape codes', async () => {
    const { code, out } = await run('regions', ...WEEK, '--sort', '-revenue');
    expect(code).toBe(0);
    const [table = '', chart = ''] = out.split('\n\ndeliveries a day\n\n');
    const lines = table.replace(/in \d+ ms/, 'in 9 ms').split('\n');
    // The columns that follow are another report's matter.
    expect(
      lines.map((line) => (/^[\w ]+ {2,}\S/.test(line) ? line.slice(0, 44).trimEnd() : line)),
    ).toEqual([
      'Regions, 2026-11-12 to 2026-11-13 (Europe/Paris)',
      '',
      'region    deliveries          revenue',
      'Banlieue           1    new     10.10',
      'Paris              2 +100 %  1,270.50 +100 %',
      'all                3 +200 %  1,280.60 +102 %',
      '',
      'Changes are against 2026-11-05 to 2026-11-06.',
      '3 documents in 9 ms.',
    ]);
    expect(lines[4]).toMatch(/ 20\.0 0 % .* 4\.00 0\.00$/);
    expect(chart).toMatch(/2 ┤ +╭─+ *\n +1 ┤─+╯/);
    const { out: french } = await run('regions', ...WEEK, '--lang', 'fr', '--ascii');
    expect(french).toMatch(/^Regions, du 2026-11-12 au 2026-11-13 \(Europe\/Paris\)\n/);
    expect(french).toMatch(/^[\n\x20-\x7e]*$/);
  });

  it('draws bars, tells what Redis counts now, and how MongoDB answered', async () => {
    const { out } = await run('products', '--period', 'live');
    expect(out).toMatch(/^Best sellers, live, from Redis\n\nproduct +id +quantity/);
    expect(out).toMatch(/^p1 +p1 +7 /m);
    const { out: told } = await run('regions', ...WEEK, '--region', 'Paris', '--explain');
    expect(told).toContain(', region Paris\n');
    expect(told).toMatch(/IXSCAN region_1_delivery_time_-1 → FETCH/);
    expect(told).toMatch(
      /by index region_1_delivery_time_-1: examined 2 documents and 2 index keys/,
    );
  });

  it('tells a program raw figures, and a spreadsheet no formula', async () => {
    const { out } = await run('regions', ...WEEK, '--json', '--explain');
    expect(JSON.parse(out)).toMatchObject({
      report: 'regions',
      scope: {
        ...{ from: '2026-11-11T23:00:00.000Z', to: '2026-11-13T23:00:00.000Z', region: null },
        timeZone: 'Europe/Paris',
      },
      rows: [
        {
          key: 'Paris',
          figures: { deliveries: 2, revenue: 127_050, mean: 20, rating: 4 },
          before: { deliveries: 1, revenue: 63_525 },
        },
        { key: 'Banlieue', before: null },
      ],
      total: { figures: { deliveries: 3, revenue: 128_060 } },
      chart: {
        kind: 'days',
        days: [
          { day: '2026-11-12', deliveries: 1 },
          { day: '2026-11-13', deliveries: 2 },
        ],
      },
      explain: [{ collection: 'deliveries', examined: 3 }, { index: 'delivery_time_-1' }],
    });
    const { out: csv } = await run('spenders', ...WEEK, '--csv', '--against', 'none');
    expect(csv).toBe("key,client,id,spent,orders\r\nu1,'=cmd(),u1,1280.60,3\r\n");
  });

  it('writes a file whole, over an older one too, and nowhere else', async () => {
    const file = join(folder, 'report.csv');
    writeFileSync(file, 'an older and longer file\n'.repeat(100), { mode: 0o600 });
    const { code, out } = await run('regions', ...WEEK, '--csv', '--out', file);
    expect([code, out]).toEqual([0, `${file}: 2 rows.\n`]);
    expect(readFileSync(file, 'utf8')).toMatch(
      /^key,region,deliveries,.*\r\nParis,Paris,2,1270.50,/,
    );
    expect(statSync(file).mode & 0o777).toBe(0o600);
    for (const [out, sentence] of [
      [folder, /^--out is ".+": that is no file/],
      ['/dev/null', /^--out is "\/dev\/null": that is no file/],
      [join(folder, 'nowhere', 'x'), /nothing can be written there \(ENOENT\)/],
    ] as const)
      expect(await run('regions', '--out', out)).toMatchObject({
        ...{ code: 2, out: '', err: expect.stringMatching(sentence) },
      });
    expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says what to do where nothing is found', async () => {
    expect(await run('regions', '--period', '2020-01-01')).toMatchObject({
      ...{ code: 0, out: expect.stringMatching(/\n\nNothing in this period: try --period/) },
    });
    for (const [args, code, sentence] of [
      [['regions', '--region', 'Pari'], 2, /^--region is "Pari": .*Did you mean Paris\?$/m],
      [['driver', '--driver', 'd404'], 2, /^--driver is "d404": nothing of that name is in/],
      [['client', '--client', 'u404'], 2, /^--client is "u404": nothing of that name is in/],
      [['order', '--order', 'x404'], 2, /^--order is "x404": nothing of that name is in/],
      [['regoins'], 2, /^There is no report "regoins"\. Did you mean regions\?/],
      [['regions', '--time-zone', 'Mars/Base'], 2, /^VIGIE_TIME_ZONE is "Mars\/Base"/],
    ] as const)
      expect(await run(...args)).toMatchObject({
        ...{ code, out: '', err: expect.stringMatching(sentence) },
      });
    expect(await vigie(['report', 'regions'], { ...env, MONGO_DB: 'vigie-nothing' })).toMatchObject(
      {
        ...{
          code: 1,
          out: '',
          err: expect.stringMatching(/^MongoDB has nothing yet in deliveries/),
        },
      },
    );
  });
});

describe('vigie report that MongoDB refuses', () => {
  /** A collection that can't be read: this stage fails. */
  const through = async (name: string, amount_cents: object, more: string[] = []) => {
    const pipeline = [{ $set: { amount_cents } }];
    await history.db.createCollection(name, { viewOn: history.deliveries, pipeline });
    return vigie(['report', 'regions', '--period', 'all', ...more], {
      ...{ ...env, MONGO_COLLECTION: name },
    });
  };

  it('says why, and does not take it for away', async () => {
    const told = await through('unread', { $toInt: '$region' });
    expect(told).toMatchObject({ code: 1, out: '' });
    expect(told.err).toMatch(/^MongoDB at mongodb:\S+ refused: .*Failed to parse number.*\.\n$/);
    const { err } = await through('unread2', { $toInt: '$region' }, ['--lang', 'fr']);
    expect(err).toMatch(/^MongoDB à mongodb:\S+ a refusé : /);
  });

  it('names the time zone that it does not know', async () => {
    const told = await through('unzoned', {
      $dateToString: { date: '$delivery_time', timezone: 'Newer/Than_Me' },
    });
    const err = expect.stringMatching(/^--time-zone is "Europe\/Paris": this MongoDB's list/);
    expect(told).toEqual({ code: 2, out: '', err });
  });
});

describe('vigie report over what takes minutes', () => {
  const file = join(folder, 'slow.json');
  let slow: NodeJS.ProcessEnv;

  /** A collection that takes minutes to read: each document looks up all others, each of those again. */
  async function slowOn({ db }: History): Promise<void> {
    const many = Array.from({ length: 3_000 }, (_, n) => ({ n }));
    await db.collection<{ n: number }>('many').insertMany(many);
    const others = (pipeline: object[]) => ({
      $lookup: { from: 'many', let: { v: '$n' }, pipeline, as: 'others' },
    });
    const smaller = { $match: { $expr: { $gt: ['$$v', '$n'] } } };
    const pipeline = [others([others([smaller])])];
    await db.createCollection('slow', { viewOn: 'many', pipeline });
  }
  const running = async ({ db }: History) => {
    const ns = { $regex: `^${db.databaseName}[.]` };
    const { inprog } = await db.admin().command({ currentOp: true, ns, op: 'command' });
    return inprog.length;
  };
  /** `vigie report` that runs, until it ends. */
  const begin = (own: NodeJS.ProcessEnv, ...args: string[]) => {
    const child = spawn(process.execPath, ['dist/main.js', 'report', 'regions', ...args], {
      env: { ...process.env, ...own },
    });
    onTestFinished(() => void child.kill('SIGKILL'));
    const told = Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
    return { child, end: told.then(([[code], out, err]) => ({ code, out, err })) };
  };
  const nothingIn = () =>
    expect(readdirSync(folder).filter((name) => name.includes('slow'))).toEqual([]);

  beforeAll(async () => {
    await slowOn(history);
    slow = { ...env, MONGO_COLLECTION: 'slow' };
  });

  it('is given up by the server after --max-time', async () => {
    const { end } = begin(slow, '--period', 'all', '--max-time', '0.3', '--out', file);
    expect(await end).toMatchObject({
      ...{
        code: 1,
        out: '',
        err: expect.stringMatching(/gave the report up after 0\.3 s.*1\.2\.$/m),
      },
    });
    nothingIn();
  });

  it('is broken off by Ctrl-C, on the server too', async () => {
    const { child, end } = begin(slow, '--period', 'all', '--out', file);
    await until('it runs', async () => (await running(history)) > 0);
    child.kill('SIGINT');
    expect(await end).toMatchObject({
      code: 1,
      out: '',
      err: expect.stringMatching(/^Broken off;/),
    });
    await until('nothing runs on the server', async () => (await running(history)) === 0);
    nothingIn();
  });

  it('ends in a sentence when MongoDB is lost in the middle, and leaves nothing half-written', async () => {
    const servers = await startServers({ redis: false });
    onTestFinished(() => servers.stop());
    const config = testConfig(servers, { MONGO_URI: servers.mongoUri ?? '' });
    const own = await connectMongo(config.mongo, 'test');
    onTestFinished(() => own.close());
    await slowOn(own);
    const uri = { ...slow, MONGO_URI: config.mongo.uri, MONGO_DB: config.mongo.db };
    const { end } = begin({ ...uri, MONGO_TIMEOUT: '500' }, '--period', 'all', '--out', file);
    await until('it runs', async () => (await running(own)) > 0);
    process.kill(servers.mongo?.pid() ?? 0, 'SIGKILL');
    expect(await end).toMatchObject({
      ...{ code: 1, out: '', err: expect.stringMatching(/^MongoDB does not answer at mongodb:/) },
    });
    nothingIn();
  });
});
