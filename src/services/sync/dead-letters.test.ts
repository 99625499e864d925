import { beforeEach, describe, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { aDriver, anOrder, deliver, desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import {
  countDeadLetters,
  type DeadLetter,
  deadLetters,
  readDeadLetter,
  repairDeadLetter,
  repaired,
  replayDeadLetter,
} from './dead-letters.ts';

let way: Way;

beforeEach(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
  await aDriver(way.platform, 'd1');
});

async function lettersOf(platform: Way['platform']): Promise<DeadLetter[]> {
  const all: DeadLetter[] = [];
  for await (const letter of deadLetters(platform, way.history)) all.push(letter);
  return all;
}

/** An entry as another program might write it: an event but for one field. */
async function poison(...fields: string[]): Promise<string> {
  const { redis, keys } = way.platform;
  const record = JSON.stringify({
    status: 'livrée',
    amount: '12.50',
    driver_id: 'd1',
    version: '4',
  });
  const entry = {
    ...{ seq: '900', epoch: '0', type: 'order_delivered', at: '1795169730250', by: 'x', via: '' },
    ...{ order: 'p1', driver: 'd1', version: '4', status: 'livrée', record, driver_record: '' },
  };
  return String(await redis.xadd(keys.events, '*', ...Object.entries(entry).flat(), ...fields));
}

describe('a poisoned entry', () => {
  it('is put aside with its reason, listed, repaired and replayed', async () => {
    const { platform, history } = way;
    const id = await poison('seq', 'many');
    await deliver(platform, 'c1', 'd1');
    await carryAll(way);
    expect(await countDeadLetters(platform, history)).toBe(1);
    const [letter] = await lettersOf(way.platform);
    expect(letter).toMatchObject({ id, reason: expect.stringContaining('whole numbers') });
    if (!letter) throw new Error('no letter');
    expect(await replayDeadLetter(platform, history, letter)).toContain('whole numbers');

    const still = { letter, changes: { seq: 'few' }, by: 'desk1' };
    expect(await repairDeadLetter(platform, history, still)).toContain('whole numbers');
    const changes = { seq: '900', amount: '13.50' };
    expect(await repairDeadLetter(platform, history, { letter, changes, by: 'desk1' })).toBeNull();
    const mended = await readDeadLetter(platform, history, id);
    expect(mended).toMatchObject({ repairedBy: 'desk1' });
    if (mended) expect(await replayDeadLetter(platform, history, mended)).toBeNull();
    expect(await countDeadLetters(platform, history)).toBe(0);
    const deliveries = await history.db
      .collection('deliveries')
      .find()
      .sort({ command_id: 1 })
      .toArray();
    expect(deliveries).toMatchObject([
      { command_id: 'c1', amount: 25.5 },
      { command_id: 'p1', amount: 13.5, driver_id: 'd1', status: 'livrée' },
    ]);
  });

  it('never replaces what is newer', async () => {
    const { platform, history } = way;
    const id = await poison('type', 'nonsense');
    await createOrder(platform, anOrder('p1'), desk);
    await carryAll(way);
    const orders = history.db.collection('orders');
    await orders.updateOne({ command_id: 'p1' }, { $set: { seq: 9_000 } });
    const letter = await readDeadLetter(platform, history, id);
    if (!letter) throw new Error('no letter');
    const changes = { type: 'order_delivered' };
    await repairDeadLetter(platform, history, { letter, changes, by: 'desk1' });
    const mended = await readDeadLetter(platform, history, id);
    if (mended) expect(await replayDeadLetter(platform, history, mended)).toBeNull();
    expect(await orders.findOne({ command_id: 'p1' })).toMatchObject({ status: 'en_attente' });
  });

  it('of another zone is not seen', async () => {
    await poison('seq', 'many');
    await carryAll(way);
    const { keysOf } = await import('../redis/keys.ts');
    const paris = { ...way.platform, keys: keysOf('paris') };
    expect(await lettersOf(paris)).toEqual([]);
    expect(await readDeadLetter(paris, way.history, '1-0')).toBeNull();
  });

  it('keeps its own fields and those of its record apart', () => {
    const fields = { seq: '1', version: '2', record: '{"note":"a","version":"2"}' };
    expect(repaired(fields, { seq: '7', note: 'b' })).toEqual({
      ...{ seq: '7', version: '2', record: '{"note":"b","version":"2"}' },
    });
    expect(repaired(fields, { version: '3' })).toEqual({
      ...{ seq: '1', version: '3', record: '{"note":"a","version":"3"}' },
    });
    expect(repaired({ record: '{' }, { note: 'b' })).toEqual({ record: '{"note":"b"}' });
    expect(repaired(fields, { record: '{"x":"y"}' }).record).toBe('{"x":"y"}');
  });
});
