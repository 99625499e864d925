import fc from 'fast-check';
import { BSON } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { parseEvent } from '../redis/events.ts';
import { documentsOf, type Upsert } from './documents.ts';

/** An event as it stands on the stream. */
function eventOf(type: string, record: object, more: Record<string, string> = {}) {
  const fields = {
    ...{ seq: '7', epoch: '2', type, at: '1795169730250', version: '4', by: 'desk1', via: '' },
    ...{ order: '', driver: '', record: JSON.stringify(record), ...more },
  };
  const event = parseEvent(['1795169730250-0', Object.entries(fields).flat()]);
  if ('fault' in event) throw new Error(event.fault);
  return event;
}

const into = (upserts: readonly Upsert[], collection: Upsert['collection']) =>
  upserts.filter((each) => each.collection === collection);

const delivered = {
  ...{ client: 'Amélie Roux', client_id: 'u1', destination: 'Bastille', region: 'Paris' },
  ...{ amount: '25.50', amount_cents: '2550', status: 'livrée', known_status: 'livrée' },
  ...{ driver_id: 'd1', driver_name: 'Alice', driver_rating: '4.8', strategy: 'closest' },
  ...{ created_at: '1795168000000', assigned_at: '1795168060000', picked_up_at: '1795168600000' },
  ...{ delivered_at: '1795169730250', due_at: '1795170400000', attempts: '0', version: '4' },
  ...{ items_count: '2', item_0_product_id: 'p1', item_0_quantity: '2' },
  ...{ item_1_product_id: 'p2', item_1_quantity: '1' },
};

describe('the documents of an event', () => {
  it('of a delivery are the audit, the order and the delivery', () => {
    const event = eventOf('order_delivered', delivered, {
      ...{ order: 'c1', driver: 'd1', status: 'livrée', via: 'undo' },
    });
    const upserts = documentsOf(event, 'paris');
    expect(upserts.map(({ collection }) => collection)).toEqual(['events', 'orders', 'deliveries']);
    expect(into(upserts, 'events')[0]).toMatchObject({
      key: { _id: 'paris/2/7' },
      document: { by: 'desk1', via: 'undo', order: 'c1', order_version: 4, record: delivered },
    });
    expect(into(upserts, 'deliveries')).toEqual([
      {
        collection: 'deliveries',
        key: { command_id: 'c1' },
        epoch: 2,
        seq: 7,
        document: {
          version: 4,
          ...{ command_id: 'c1', client: 'Amélie Roux', client_id: 'u1', driver_id: 'd1' },
          ...{ driver_name: 'Alice', driver_rating: 4.8, duration_minutes: 18.84 },
          ...{ amount: 25.5, amount_cents: 2550, region: 'Paris', status: 'livrée' },
          attempts: 0,
          strategy: 'closest',
          created_at: new Date(1_795_168_000_000),
          assigned_at: new Date(1_795_168_060_000),
          due_at: new Date(1_795_170_400_000),
          pickup_time: new Date(1_795_168_600_000),
          delivery_time: new Date(1_795_169_730_250),
          destination: 'Bastille',
          items: [
            { product_id: 'p1', quantity: 2 },
            { product_id: 'p2', quantity: 1 },
          ],
        },
      },
    ]);
  });

  it('of any other transition of an order are no delivery', () => {
    for (const status of ['en_attente', 'assignée', 'récupérée', 'annulée']) {
      const event = eventOf('order_adopted', { ...delivered, status }, { order: 'c1' });
      expect(into(documentsOf(event, null), 'deliveries')).toEqual([]);
    }
  });

  it('of drivers and alerts have keys of their own', () => {
    const driver = eventOf('driver_on_duty', { name: 'Alice', rating: '4.8' }, { driver: 'd1' });
    expect(documentsOf(driver, null)[1]).toMatchObject({
      collection: 'drivers',
      key: { driver_id: 'd1' },
      document: { name: 'Alice', rating: 4.8 },
      seq: 7,
    });
    const record = {
      kind: 'out_of_zone',
      subject: 'd1',
      state: 'open',
      opened_at: '5000000000000',
    };
    const alert = eventOf('alert_opened', { ...record, distance_m: '6000' }, { driver: 'd1' });
    expect(documentsOf(alert, null)[1]).toMatchObject({
      collection: 'alerts',
      key: { alert_id: '-/out_of_zone/d1/5000000000000' },
      document: { opened_at: new Date(5e12), details: { distance_m: '6000' } },
    });
  });

  const odd = fc.oneof(
    fc.string(),
    fc.double().map(String),
    fc.bigInt().map(String),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
    fc.constantFrom('NaN', '-5', '1e300', '99999999999999', 'Infinity', ' 4.5', 'livre\u0301e'),
  );
  const fields = Object.keys(delivered);

  it('hold, whatever another program wrote, only what reports can count with', () => {
    const record = fc.dictionary(fc.constantFrom(...fields), odd, { maxKeys: fields.length });
    fc.assert(
      fc.property(record, fc.boolean(), (given, done) => {
        const hash = done ? { ...given, status: 'livrée' } : given;
        const upserts = documentsOf(eventOf('order_adopted', hash, { order: 'c1' }), null);
        for (const { document, key } of upserts) {
          const values = [document, ...(document.items ?? [])].flatMap(Object.values);
          for (const value of values) {
            if (value instanceof Date) {
              expect(value.getTime()).toBeGreaterThanOrEqual(0);
              expect(value.getUTCFullYear()).toBeLessThan(10_000);
            }
            if (typeof value === 'number') expect(value).toSatisfy(Number.isFinite);
          }
          const back = BSON.deserialize(BSON.serialize({ ...key, ...document }));
          expect(back.command_id ?? 'c1').toBe('c1');
        }
        const [delivery] = into(upserts, 'deliveries');
        if (delivery?.document.amount_cents !== undefined) {
          expect(delivery.document.amount_cents).toSatisfy(Number.isSafeInteger);
          expect(Math.round(delivery.document.amount * 100)).toBe(delivery.document.amount_cents);
        }
        expect(into(upserts, 'deliveries')).toHaveLength(
          done ? 1 : into(upserts, 'deliveries').length,
        );
      }),
      { numRuns: 500 },
    );
  });
});
