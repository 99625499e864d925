import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, inject, it, onTestFinished, vi } from 'vitest';
import type { History } from '../../src/services/mongo/connect.ts';
import { aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { openTerminal } from '../helpers/terminal.ts';

// A console of its own takes its time where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const ESC = '\u001b';
const ENTER = '\r';
const HOUR = 3_600_000;

/** Deliveries of this week in two regions, and the story of one of them; `past` is a view of them. */
async function aWeek({ db }: History): Promise<void> {
  const now = Date.now();
  const delivery = (id: string, driver: [string, string], region: string, cents: number) => ({
    ...{ command_id: id, driver_id: driver[0], driver_name: driver[1], region, rating: 5 },
    ...{ client: 'K. Benali', client_id: 'u1', destination: 'Bastille', amount_cents: cents },
    ...{ delivery_time: new Date(now - HOUR), pickup_time: new Date(now - 2 * HOUR) },
    duration_minutes: 20,
  });
  await db
    .collection('deliveries')
    .insertMany([
      delivery('c1', ['d1', 'Alice'], 'Paris', 2_500),
      delivery('c2', ['d2', 'Bob'], 'Paris', 1_000),
      delivery('c3', ['d1', 'Alice'], 'Paris', 1_500),
      delivery('c4', ['d3', 'Charlie'], 'Banlieue', 9_900),
    ]);
  const event = (seq: number, type: string, hours: number) => ({
    ...{ order: 'c1', epoch: 0, seq, type, at: new Date(now - hours * HOUR), by: 'desk1' },
    ...{ driver: seq === 1 ? '' : 'd1', via: '', record: { driver_name: 'Alice' } },
  });
  await db
    .collection('events')
    .insertMany([
      event(1, 'order_created', 3),
      event(2, 'order_assigned', 2.5),
      event(3, 'order_delivered', 1),
    ]);
  await db.createCollection('past', { viewOn: 'deliveries', pipeline: [] });
}

/** From now on the view takes minutes to read: each of many documents looks up all others, each of those again. */
async function makeSlow({ db }: History): Promise<void> {
  await db.collection('many').insertMany(Array.from({ length: 3_000 }, (_, n) => ({ n })));
  const others = (pipeline: object[]) => ({
    $lookup: { from: 'many', let: { v: '$n' }, pipeline, as: 'others' },
  });
  const smaller = { $match: { $expr: { $gt: ['$$v', '$n'] } } };
  await db.command({
    collMod: 'past',
    viewOn: 'deliveries',
    pipeline: [others([others([smaller])])],
  });
}

it('somebody drills down, sorts, asks over another period, explains, writes a file, and breaks off what is slow', async () => {
  const scene = await aScene({}, inject('mongoUri'));
  const { history, servers, config } = scene;
  await aWeek(history);
  const folder = await mkdtemp(join(tmpdir(), 'vigie-reports-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const desk = openTerminal(['--as', 'desk1', '--lang', 'en'], {
    cwd: folder,
    env: {
      ...{ REDIS_URL: servers.redisUrl ?? '', MONGO_URI: config.mongo.uri },
      ...{ MONGO_DB: config.mongo.db, MONGO_COLLECTION: 'past', VIGIE_TIME_ZONE: 'Europe/Paris' },
    },
  });
  await desk.sees('mongo ●');
  desk.press('6');
  await desk.sees('4 deliveries in');
  expect(desk.screen().join('\n')).toMatch(/Paris +3.* 50\.00/);

  desk.press(ENTER);
  desk.press('j');
  await desk.sees('▸ Banlieue');
  desk.press('k');
  await desk.sees('▸ Paris');
  desk.press(ENTER);
  await desk.sees('Regions > Drivers, Paris');
  await desk.sees('3 deliveries in');
  await desk.sees('▸ Alice');
  desk.press(ENTER);
  await desk.sees('Regions > Paris > One driver, d1 Alice');
  await desk.sees('▸ c');
  desk.press(desk.screen().some((line) => line.includes('▸ c1')) ? ENTER : `j${ENTER}`);
  await desk.sees('One order, c1');
  await desk.sees('delivered');

  desk.press(ESC);
  await desk.sees('One driver, d1 Alice');
  desk.press(ESC);
  await desk.sees('▸ Alice');
  desk.press(ESC);
  await desk.sees('▸ Paris');

  desk.press('s');
  await desk.sees('Sort by');
  desk.press(`rev${ENTER}`);
  await desk.sees('by revenue ▼');
  const rows = desk.screen().filter((line) => /Paris +3|Banlieue +1/.test(line));
  expect(rows.map((line) => /Paris|Banlieue/.exec(line)?.[0])).toEqual(['Banlieue', 'Paris']);

  desk.press('p');
  await desk.sees('Regions, 30 days to today');
  await desk.misses('running');

  desk.press('e');
  await desk.sees('Explain: Regions');
  await desk.sees('IXSCAN delivery_time_-1');
  await desk.sees('db.past.aggregate([');
  desk.press(ESC);
  await desk.misses('Explain: Regions');

  desk.press('v');
  await desk.sees(`written: ${folder}/regions-30d-`);
  desk.press('v');
  await desk.sees('-2.csv');
  const files = await readdir(folder);
  expect(files).toHaveLength(2);
  const [first = ''] = files.filter((file) => !file.endsWith('-2.csv'));
  const text = await readFile(join(folder, first), 'utf8');
  expect(text).toMatch(/^key,region,deliveries,revenue,/);
  expect(text).toContain('Paris,Paris,3,50.00,');

  await makeSlow(history);
  desk.press('n');
  await desk.sees('running, 1 s, last took');
  // What was found before can still be read.
  await desk.sees('▸ Paris');
  desk.press('1');
  await desk.sees('[1 Live]');
  desk.press('6');
  await desk.sees('running, ');
  desk.press(ESC);
  await desk.sees('The report is broken off. n runs it again.');
  const ns = { $regex: `^${history.db.databaseName}[.]` };
  await until('nothing runs on the server', async () => {
    const { inprog } = await history.db.admin().command({ currentOp: true, ns });
    return inprog.length === 0;
  });
});
