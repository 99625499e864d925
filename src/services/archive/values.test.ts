import fc from 'fast-check';
import { Decimal128, Double, Long, ObjectId, Timestamp } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { ownHistory, testConfig } from '../../../test/helpers/servers.ts';
import { MAPPINGS } from './mappings.ts';
import { openArchive } from './orders.ts';
import { keyOf } from './values.ts';
import { archiveOrders } from './write.ts';

const LONGS = Array.from({ length: 32 }, (_, i) =>
  Long.fromBigInt(1_234_567_890_123_456_768n + BigInt(i)),
);

describe('the key of a value', () => {
  it('is shared by exactly those that MongoDB holds equal', async () => {
    const { db } = await ownHistory(testConfig({ redisUrl: null, folder: '/tmp' }));
    const collection = db.collection('values');
    const decimals = [
      '1',
      '1.0',
      '1E+3',
      '-0',
      '0.5',
      '0.1',
      '1234567890123456789',
      '1E+18',
      'NaN',
      '1E+300',
    ];
    const scalar = fc.oneof(
      fc.integer({ min: -2, max: 3 }),
      fc.constantFrom<unknown>(
        ...LONGS.slice(0, 4),
        2 ** 60,
        Long.fromString(String(2n ** 60n)),
        1e18,
        1e300,
      ),
      fc.constantFrom<unknown>(
        Long.fromString('1000000000000000000'),
        Long.MIN_VALUE,
        0.5,
        0.1,
        -0,
      ),
      fc.constantFrom(...decimals.map((text) => Decimal128.fromString(text))),
      fc.constantFrom<unknown>(NaN, '1', '', 'a', null, true, new Timestamp({ t: 0, i: 1 })),
      fc.constantFrom<unknown>(
        new ObjectId('0123456789abcdef01234567'),
        new Date(1),
        new Double(1),
      ),
    );
    const value = fc.oneof(scalar, fc.record({ a: scalar }), fc.array(scalar, { maxLength: 2 }));
    await fc.assert(
      fc.asyncProperty(fc.array(value, { minLength: 2, maxLength: 24 }), async (values) => {
        await collection.deleteMany({});
        await collection.insertOne({ values });
        const equal = { $map: { input: '$values', as: 'b', in: { $eq: ['$$a', '$$b'] } } };
        const [told] = await collection
          .aggregate([{ $project: { equal: { $map: { input: '$values', as: 'a', in: equal } } } }])
          .toArray();
        // As the driver gives them back.
        const [read] = await collection.find().toArray();
        const keys: string[] = read?.values.map(keyOf);
        expect(keys.map((a) => keys.map((b) => a === b))).toEqual(told?.equal);
      }),
      { numRuns: 40 },
    );
  });

  it('keeps orders apart whose ids no number of JavaScript keeps apart', async () => {
    const history = await ownHistory(testConfig({ redisUrl: null, folder: '/tmp' }));
    const archive = await openArchive(history, MAPPINGS.platform);
    await history.db
      .collection('Commandes')
      .insertMany(LONGS.map((numero_commande) => ({ numero_commande, status: 'livrée' })));
    expect(await archiveOrders(archive, LONGS)).toMatchObject({ archived: 32, duplicates: 0 });
    expect(await archiveOrders(archive, LONGS)).toMatchObject({ already: 32, skipped: 0 });
    expect(await history.db.collection('archive').countDocuments()).toBe(32);
  });
});
