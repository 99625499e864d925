import { execFile } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ObjectId } from 'mongodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAPPINGS } from '../src/services/archive/mappings.ts';
import type { History } from '../src/services/mongo/connect.ts';
import { vigie } from './helpers/binary.ts';
import { ownHistory, testConfig } from './helpers/servers.ts';

const folder = mkdtempSync(join(tmpdir(), 'vigie-archive-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const inFolder = (name: string) => join(folder, name);

let env: NodeJS.ProcessEnv;
let history: History;

beforeAll(async () => {
  const config = testConfig({ redisUrl: null, folder });
  history = await ownHistory(config);
  env = {
    ...{ MONGO_URI: config.mongo.uri, MONGO_DB: config.mongo.db, VIGIE_LANG: 'en' },
    ...{ VIGIE_LOG_FILE: config.log.file, VIGIE_TIME_ZONE: 'UTC' },
  };
  const { platform } = MAPPINGS;
  writeFileSync(inFolder('half.json'), JSON.stringify({ ...platform, menus: undefined }));
  const taken = { ...platform, archive: 'Client' };
  writeFileSync(inFolder('taken.json'), JSON.stringify(taken));
  writeFileSync(inFolder('text.json'), 'orders: here');
  const renamed = { ...platform, archive: 'Archives', clients: { collection: 'C', key: 'no' } };
  writeFileSync(inFolder('good.json'), `\uFEFF${JSON.stringify(renamed)}`);
});
afterAll(async () => {
  await history.db.client.db(`${env.MONGO_DB}-simulation`).dropDatabase();
});

const archive = (...args: string[]) => vigie(['archive', ...args], env);

describe('vigie archive', () => {
  it.each([
    [['batch', '--date-from', '2026-02-30'], '--date-from is "2026-02-30": expected a day that'],
    [['batch', '--date-to', 'soon'], '--date-to is "soon": expected a day that exists'],
    [['batch', '--date-from', 'today', '--date-to', '7d'], '--date-from is after --date-to'],
    [
      ['batch', '--status', 'assignée'],
      '--status is "assignée": expected what is finished, livrée',
    ],
    [['batch', '--batch-size', '0'], '--batch-size is "0": expected a whole number from 1'],
    [['batch', '--limit', 'all'], '--limit is "all": expected a whole number from 1'],
    [
      ['batch', '--mapping', 'nobodys'],
      '--mapping is "nobodys": no shipped mapping (vigie, platform)',
    ],
    [['batch', '--mapping', inFolder('text.json')], 'is no JSON'],
    [
      ['batch', '--mapping', inFolder('half.json')],
      'menus is absent, but should be an object in braces',
    ],
    [
      ['batch', '--mapping', inFolder('taken.json')],
      'archive is "Client", but should be a collection of',
    ],
    [['simulate', '--count', '0'], '--count is "0": expected a whole number from 1'],
    [['simulate', '--seed', '-1'], '--seed is "-1": expected a whole number from 0'],
    [['simulate', '--p-delivered', '1.2'], '--p-delivered is "1.2": expected a number from 0 to 1'],
    [['simulate', '--at', 'noon'], '--at is "noon": expected a time such as'],
    [['simulate', '--samples', '/nowhere/x.json'], '--samples is "/nowhere/x.json": it can\'t be'],
    [['simulate', '--samples', folder], "it can't be written (EISDIR)"],
    [['batch', '--what'], 'vigie archive batch'],
  ])('%j is refused with a sentence', async (args, sentence) => {
    const { code, out, err } = await archive(...args);
    expect({ code, out, err }).toEqual({
      code: 2,
      out: '',
      err: expect.stringContaining(sentence),
    });
    expect(err.trim().split('\n')).toHaveLength(1);
  });

  it('refuses a simulation whose database would have too long a name, and a lost server', async () => {
    const long = await vigie(['archive', 'batch', '--simulation'], {
      ...{ ...env, MONGO_DB: 'x'.repeat(55) },
    });
    expect(long).toMatchObject({ code: 2, err: expect.stringContaining('63 characters') });
    const lost = await vigie(['archive', 'batch'], {
      ...{ ...env, MONGO_URI: 'mongodb://127.0.0.1:1', MONGO_TIMEOUT: '200' },
    });
    expect(lost).toMatchObject({ code: 1, out: '', err: expect.stringContaining('127.0.0.1:1') });
  });

  it('simulates, and archives the simulation, apart from what is real', async () => {
    const samples = inFolder('samples.json');
    const made = await archive('simulate', '--count', '60', '--samples', samples, '--json');
    expect(JSON.parse(made.out)).toMatchObject({ db: `${env.MONGO_DB}-simulation`, orders: 60 });
    expect(JSON.parse(readFileSync(samples, 'utf8'))).toHaveLength(20);
    expect(readdirSync(folder).filter((name) => name.includes('.tmp'))).toEqual([]);

    expect((await archive('batch')).out).toBe('No finished order is there to be archived.\n');
    const dry = await archive('batch', '--simulation', '--dry-run');
    expect(dry.out).toMatch(/^\d+ of \d+ would be archived\.\n$/);
    const limited = await archive('batch', '--simulation', '--limit', '5', '--verbose');
    expect(limited.out).toMatch(/^(s42-\d+ (whole|partial, .*)\n){5}5 archived, 0 there already\./);
    expect(limited.out).toContain('There is more: without --limit the rest follows.');
    const rest = JSON.parse((await archive('batch', '--simulation', '--json')).out);
    expect(rest).toMatchObject({ already: 5, more: false, dryRun: false });
    expect(rest.archived).toBe(Number.parseInt(dry.out, 10) - 5);
    const again = await archive('batch', '--simulation');
    expect(again).toMatchObject({
      code: 0,
      out: expect.stringMatching(/^Nothing to do: all \d+ are/),
    });
  });

  it('archives a platform with other names, by a shipped mapping or a file', async () => {
    const { db } = history;
    const client = new ObjectId();
    await db.collection('Client').insertOne({ _id: client, nom: 'Roux' });
    await db.collection('C').insertOne({ no: client, nom: 'From the file' });
    await db.collection('Commandes').insertMany([
      { numero_commande: 1, status: 'livre\u0301e', client_id: client, date_commande: new Date() },
      { numero_commande: 2, status: 'livrée', livreur_id: 9, date_commande: '2026-11-13' },
      { numero_commande: 3, status: 'en cours' },
    ]);
    const shipped = await archive('batch', '--mapping', 'platform');
    expect(shipped.out).toContain('2 archived, 0 there already.\n');
    expect(shipped.out).toContain('Enriched: 1 wholly, 0 partly, 1 not.\nMissing: 1 driver.');
    const own = await archive('batch', '--mapping', inFolder('good.json'), '--status', 'livrée');
    expect(own.out).toContain('2 archived');
    const found = await db.collection('Archives').findOne({ numero_commande: 1 });
    expect(found).toMatchObject({ client: { nom: 'From the file' }, completeness: 'whole' });

    const dated = ['--mapping', 'platform', '--date-from', '2020-01-01', '--date-to', '2020-01-02'];
    const none = await archive('batch', ...dated);
    expect(none).toMatchObject({ code: 0, err: expect.stringContaining('"date_commande"') });
  });

  it('names an order that the archive does not take, archives the others, and ends with 1', async () => {
    const { db } = history;
    const ids = Array.from({ length: 2_000 }, (_, i) => `long-${i}`);
    const order = { status: 'livrée', epoch: 1, seq: 1 };
    await db.collection('orders').insertMany(ids.map((command_id) => ({ command_id, ...order })));
    await db.command({ collMod: 'archive', validator: { command_id: { $ne: 'long-7' } } });
    // Its reader has seen enough after the first orders.
    const { code, out } = await new Promise<{ code: number; out: string }>((resolve) => {
      const shell = `"$0" dist/main.js archive batch --verbose | head -n 1; exit "\${PIPESTATUS[0]}"`;
      const given = { env: { ...process.env, ...env } };
      execFile('bash', ['-c', shell, process.execPath], given, (error, text) =>
        resolve({ code: typeof error?.code === 'number' ? error.code : 0, out: text }),
      );
    });
    expect({ code, lines: out.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    const kept = await db.collection('archive').countDocuments({ command_id: /^long-/ });
    expect(kept).toBe(ids.length - 1);
    const again = await archive('batch', '--json');
    expect(again).toMatchObject({
      code: 1,
      err: expect.stringContaining('order long-7 (Document'),
    });
    expect(JSON.parse(again.out)).toMatchObject({ refused: 1, archived: 0 });
  });
});
