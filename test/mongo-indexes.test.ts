import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { connectMongo, type History } from '../src/services/mongo/connect.ts';
import {
  auditIndexes,
  type PresentIndex,
  wantedIndexes,
} from '../src/services/mongo/index-audit.ts';
import { INDEXES } from '../src/services/mongo/indexes.ts';
import { vigie } from './helpers/binary.ts';
import { testConfig } from './helpers/servers.ts';

let history: History;
let env: NodeJS.ProcessEnv;

beforeAll(async () => {
  const config = testConfig({ redisUrl: 'redis://127.0.0.1:1', folder: tmpdir() });
  history = await connectMongo(config.mongo, 'test');
  env = {
    ...{ REDIS_URL: 'redis://127.0.0.1:1', MONGO_URI: inject('mongoUri'), VIGIE_LANG: 'en' },
    ...{ MONGO_DB: config.mongo.db, VIGIE_LOG_FILE: join(tmpdir(), 'indexes.log') },
  };
});
afterAll(async () => {
  await history.db.dropDatabase();
  await history.close();
});

const run = (...args: string[]) => vigie(['mongo', 'indexes', ...args], env);
const deliveries = () => history.db.collection(history.deliveries);

describe('vigie mongo indexes', () => {
  it('makes what is missing, which a second run finds', async () => {
    const dry = await run('--dry-run');
    expect(dry.code).toBe(1);
    expect(dry.out).toMatch(/^missing: deliveries command_id_1$/m);
    expect(dry.out).toContain(`0 of ${INDEXES.length} needed indexes are there.`);
    expect(await history.db.listCollections().toArray()).toEqual([]);
    const { code, out } = await run();
    expect([code, out]).toEqual([0, expect.stringMatching(/^made: deliveries command_id_1$/m)]);
    expect(await deliveries().indexExists('region_1_delivery_time_-1')).toBe(true);
    const again = JSON.parse((await run('--json')).out);
    expect(again).toMatchObject({ good: INDEXES.length, missing: [], made: [], superfluous: [] });
    expect(again.unused).toContainEqual(
      expect.objectContaining({ name: 'delivery_time_-1', used: expect.any(Object) }),
    );
  });

  it('tells what is not needed and what has other options, with the line that drops it; drops nothing', async () => {
    await deliveries().createIndexes([{ key: { region: 1 } }, { key: { color: 1 } }]);
    await deliveries().dropIndex('command_id_1');
    await deliveries().createIndex({ command_id: 1 });
    const { code, out } = await run();
    expect(code).toBe(1);
    const drop = (name: string) =>
      `  db.getSiblingDB("${history.db.databaseName}").getCollection("deliveries").dropIndex("${name}")`;
    expect(out.split('\n')).toEqual(
      expect.arrayContaining([
        'other options: deliveries command_id_1 has no options, Vigie needs {"unique":true}. Drop it, then run this again:',
        drop('command_id_1'),
        'superfluous: deliveries region_1, region_1_delivery_time_-1 answers all that it does. To drop it:',
        drop('region_1'),
        'not needed by Vigie: deliveries color_1. If no other program needs it, to drop it:',
        drop('color_1'),
      ]),
    );
    expect(await deliveries().indexExists(['region_1', 'color_1', 'command_id_1'])).toBe(true);
  });

  it('says why one could not be made, and makes the others', async () => {
    await deliveries().dropIndex('command_id_1');
    await deliveries().dropIndex('delivery_time_-1');
    await deliveries().insertMany([{ command_id: 'c1' }, { command_id: 'c1' }]);
    const { code, out } = await vigie(['mongo', 'indexes', '--lang', 'fr'], env);
    expect(code).toBe(1);
    expect(out).toMatch(/n’a pas pu être créé : deliveries command_id_1 \(deux documents ont/);
    expect(out).toMatch(/^créé : deliveries delivery_time_-1$/m);
  });
});

describe('the audit of indexes', () => {
  const wanted = () => wantedIndexes(history);
  const present = (): PresentIndex[] => wanted().map((each) => ({ ...each, used: null }));

  it('finds nothing to say where all is as it should be, in whatever order options are told', () => {
    const reversed = present().map((each) => ({
      ...each,
      options: Object.fromEntries(Object.entries(each.options).reverse()),
    }));
    expect(auditIndexes(wanted(), reversed)).toEqual({
      ...{ missing: [], different: [], unused: [], superfluous: [], good: INDEXES.length },
    });
  });

  it('never calls an index superfluous that has a purpose of its own', () => {
    const own = (options: object): PresentIndex => ({
      ...{ collection: 'deliveries', name: 'mine', key: { region: 1 }, used: null },
      options: { ...options },
    });
    const prefixOf = (options: object) =>
      auditIndexes(wanted(), [...present(), own(options)]).superfluous.map((each) => each.prefixOf);
    expect(prefixOf({})).toEqual(['region_1_delivery_time_-1']);
    for (const options of [{ unique: true }, { expireAfterSeconds: 60 }, { sparse: true }])
      expect(prefixOf(options)).toEqual([null]);
  });
});
