import { type Document, MongoServerError, ObjectId } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { ownHistory, testConfig } from '../../../test/helpers/servers.ts';
import type { History } from '../mongo/connect.ts';
import { archiveBatch, type BatchOptions, type BatchProgress } from './batch.ts';
import { type Choice, hasUndated, readPage } from './candidates.ts';
import { MAPPINGS } from './mappings.ts';
import { type Archive, openArchive } from './orders.ts';
import type { Refused } from './refused.ts';
import { type Retry, retrying } from './retry.ts';
import { simulate } from './simulate.ts';
import { simulated } from './simulated.ts';

const AT = Date.parse('2026-11-20T00:00:00Z');
const mapping = MAPPINGS.vigie;
const wanted = { count: 300, seed: 42, delivered: 0.4, at: AT };
const finished: Choice = {
  ...{ words: ['livrée', 'annulée'], from: null, to: null, incomplete: false },
};
const options = (more: Partial<BatchOptions> = {}): BatchOptions => ({
  ...{ batchSize: 50, limit: null, dryRun: false, giveUpMs: 5_000 },
  signal: new AbortController().signal,
  onProgress: () => undefined,
  onRetry: () => undefined,
  ...more,
});
const simulating = { signal: options().signal, onProgress: () => undefined };

let history: History;
let archive: Archive;
let orders: Document[];
const batch = (more: Partial<BatchOptions> = {}, choice: Partial<Choice> = {}) =>
  archiveBatch(archive, { ...finished, ...choice }, options(more));
const kept = () => history.db.collection('archive').find().toArray();
/** Every finished order is in the archive exactly once. */
async function allKept(): Promise<void> {
  const ids = (await kept()).map(({ command_id }) => command_id).sort();
  expect(ids).toEqual(orders.map(({ command_id }) => command_id).sort());
}

beforeAll(async () => {
  history = await ownHistory(testConfig({ redisUrl: null, folder: '/tmp' }));
  await simulate(history, wanted, simulating);
  archive = await openArchive(history, mapping);
  orders = await history.db
    .collection('orders')
    .find({ status: { $in: finished.words.slice() } })
    .toArray();
});

describe('the simulation', () => {
  it('makes the same orders from the same seed, others from another, and doubles nothing', async () => {
    const all = (more = {}) => [...simulated({ ...wanted, ...more }).orders];
    expect(all()).toEqual(all());
    expect(all({ count: 5 })).toEqual(all().slice(0, 5));
    expect(all({ seed: 43 })[0]?.client_id).not.toBe(all()[0]?.client_id);
    for (const [delivered, count] of [[0, 0] as const, [1, 300] as const])
      expect(all({ delivered }).filter(({ status }) => status === 'livrée')).toHaveLength(count);
    const again = await simulate(history, wanted, simulating);
    expect(again).toMatchObject({ written: 0, already: 300 + 24 + 470, orders: 0 });
  });

  it('keeps to the probability and the time of its seed, and samples what is there', async () => {
    for (const more of [{ delivered: 0.9 }, { at: AT + 1 }])
      await expect(simulate(history, { ...wanted, ...more }, simulating)).rejects.toMatchObject({
        ...{ delivered: 0.4, at: AT },
      });
    const { orders: added, samples } = await simulate(history, { ...wanted, at: null }, simulating);
    expect([added, samples.length]).toEqual([0, 20]);
    const stored = await history.db.collection('orders').findOne({ command_id: 's42-20' });
    expect(stored).toMatchObject(samples[19] ?? { command_id: 'none' });
  });

  it('has all statuses, times in their order, and amounts that are the sum of what was ordered', async () => {
    const all = await history.db.collection('orders').find().toArray();
    expect(new Set(all.map(({ status }) => status)).size).toBe(5);
    const prices = new Map(
      (await history.db.collection('menus').find().toArray()).map((menu) => [
        String(menu._id),
        Number(menu.price_cents),
      ]),
    );
    for (const order of all) {
      const { created_at, assigned_at, picked_up_at, delivered_at, due_at } = order;
      const times = [created_at, assigned_at, picked_up_at, delivered_at].filter(Boolean);
      expect(times).toEqual([...times].sort((a, b) => a - b));
      expect(due_at.getTime() - created_at.getTime()).toBe(40 * 60_000);
      expect(created_at.getTime()).toBeLessThan(AT);
      const food = order.items.reduce(
        (sum: number, item: Document) => sum + (prices.get(item.product_id) ?? 0) * item.quantity,
        0,
      );
      expect(order.amount_cents).toBe(food + 290);
    }
    const shared = all.filter(({ status }) => status === 'livrée').length / all.length;
    expect(shared).toBeGreaterThan(0.3);
    expect(shared).toBeLessThan(0.5);
  });
});

describe('a batch', () => {
  it('says what it would do and writes nothing', async () => {
    const done = await batch({ dryRun: true });
    expect(done).toMatchObject({ wanted: orders.length, total: orders.length, archived: 0 });
    expect(await kept()).toEqual([]);
  });

  it('ends after its limit or after the batch in hand, and goes on where it was', async () => {
    expect(await batch({ limit: 60 })).toMatchObject({ archived: 60, looked: 60, more: true });
    const stop = new AbortController();
    const told: BatchProgress[] = [];
    const onProgress = (now: BatchProgress) => {
      told.push(now);
      stop.abort();
    };
    const stopped = await batch({ signal: stop.signal, onProgress });
    expect(stopped).toMatchObject({ archived: 50, already: 60, looked: 110, more: true });
    expect(told).toEqual([stopped]);

    const rest = await batch();
    expect(rest).toMatchObject({
      ...{ archived: orders.length - 110, already: 110, looked: orders.length, more: false },
      ...{ updated: 0, skipped: 0, duplicates: 0 },
    });
    expect(rest.completeness.whole).toBeGreaterThan(0);
    await allKept();
  });

  it('does nothing when it is run again', async () => {
    const before = await kept();
    const seen: BatchProgress[] = [];
    const again = await batch({ onProgress: (now) => void seen.push(now) });
    expect(again).toMatchObject({ wanted: 0, archived: 0, already: orders.length, more: false });
    expect(seen).toHaveLength(1);
    expect(await kept()).toEqual(before);
  });

  it('brings what was corrected since, and with `incomplete` what was missing', async () => {
    const { command_id } = orders.find(({ status }) => status === 'livrée') ?? {};
    const rated = { $set: { epoch: 1, seq: 7, rating: 2 } };
    await history.db.collection('orders').updateOne({ command_id }, rated);
    expect(await batch()).toMatchObject({ wanted: 1, updated: 1 });
    expect((await kept()).find((each) => each.command_id === command_id)).toMatchObject({
      ...{ rating: 2, seq: 7 },
    });
    const partial = (await kept()).filter(({ completeness }) => completeness !== 'whole').length;
    expect(partial).toBeGreaterThan(0);
    await history.db.collection<{ _id: string }>('menus').insertOne({ _id: 'p31' });
    expect(await batch()).toMatchObject({ wanted: 0 });
    expect(await batch({}, { incomplete: true })).toMatchObject({ updated: partial });
    expect(await batch({}, { incomplete: true })).toMatchObject({ wanted: 0 });
    await allKept();
  });

  it('names what the archive does not take, archives the others, and ends as usual', async () => {
    await history.db.collection('archive').deleteMany({});
    const strict = { collMod: 'archive', validator: { status: { $ne: 'annulée' } } };
    await history.db.command(strict);
    const refused: unknown[] = [];
    const onRetry = () => expect.unreachable();
    const onRefused = ({ id, reason }: Refused) => {
      expect(reason).toContain('failed validation');
      refused.push(id);
    };
    const cancelled = orders.filter(({ status }) => status === 'annulée');
    expect(await batch({ onRetry, onRefused })).toMatchObject({
      ...{ refused: cancelled.length, archived: orders.length - cancelled.length },
      ...{ already: 0, skipped: 0, more: false },
    });
    expect(refused.sort()).toEqual(cancelled.map(({ command_id }) => command_id).sort());
    await history.db.command({ ...strict, validator: {} });
    expect(await batch()).toMatchObject({ archived: cancelled.length, refused: 0 });
    await allKept();
  });

  it('tries again what may pass, with growing pauses, until it is too long', async () => {
    const lost = new MongoServerError({ message: 'no primary', code: 189 });
    const retries: Retry[] = [];
    const onRetry = (retry: Retry) => void retries.push(retry);
    let calls = 0;
    const passing = async () => {
      calls += 1;
      if (calls < 3) throw lost;
      return calls;
    };
    expect(await retrying(passing, options({ onRetry }))).toBe(3);
    expect(retries.map(({ attempt, reason }) => [attempt, reason])).toEqual([
      [1, 'no primary'],
      [2, 'no primary'],
    ]);
    expect(retries[1]?.pauseMs).toBeGreaterThanOrEqual(retries[0]?.pauseMs ?? 0);
    const never = () => Promise.reject(lost);
    await expect(retrying(never, options({ giveUpMs: 300 }))).rejects.toBe(lost);
    const stopped = { signal: AbortSignal.abort(), giveUpMs: 60_000 };
    await expect(retrying(never, options(stopped))).rejects.toBe(lost);
  });
});

describe('a choice', () => {
  it('is by status, in any Unicode form, and by the day of the order', async () => {
    const count = (pick: (order: Document) => boolean) => orders.filter(pick).length;
    const total = async (choice: Partial<Choice>) => (await batch({ dryRun: true }, choice)).total;
    expect(await total({ words: ['livre\u0301e'] })).toBe(
      count((each) => each.status === 'livrée'),
    );
    const [from, to] = [AT - 5 * 86_400_000, AT - 3 * 86_400_000];
    const during = ({ created_at: at }: Document) => at.getTime() >= from && at.getTime() < to;
    expect(await total({ from, to })).toBe(count(during));
    expect(await total({ from: AT })).toBe(0);
  });

  it('tells of orders whose date is none, and passes ids of every type', async () => {
    const db = history.db;
    const odd = {
      ...{ db, mapping: { ...mapping, orders: { ...mapping.orders, collection: 'odd' } } },
    };
    expect(await hasUndated(odd, finished)).toBe(false);
    const texts = [3, 20, 'a', new ObjectId()].map((_id, index) => ({
      ...{ _id, command_id: `x${index}`, status: 'livrée', created_at: '2026-11-13' },
    }));
    await db
      .collection<{ _id: string | number | ObjectId }>('odd')
      .insertMany([...texts, { _id: 'b', status: 'livrée' } as (typeof texts)[number]]);
    expect(await hasUndated(odd, finished)).toBe(true);
    expect(await readPage(odd, finished, undefined)).toMatchObject({ looked: 5, nameless: 1 });
    expect((await readPage(odd, finished, 3)).ids).toEqual(['x1', 'x2', 'x3']);
  });
});
