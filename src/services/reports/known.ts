import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { regionWritten } from './match.ts';

/** What a report can be asked about by its id or its name. */
export type Subject = 'driver' | 'client' | 'order' | 'region';

/** Longest that a look may take, ms. */
const LIMIT_MS = 5_000;

/**
 * Whether the history knows of a driver, a client, an order or a region: an empty report of one that it
 * knows is an empty period. Each look goes along an index, or through the drivers, who are few. Throws what
 * the driver throws.
 */
export async function isKnown(history: History, kind: Subject, id: string): Promise<boolean> {
  const found = await Promise.all(
    placesOf(history, kind, id).map(([collection, filter]) =>
      history.db
        .collection(collection)
        .findOne(filter, { projection: { _id: 1 }, maxTimeMS: LIMIT_MS }),
    ),
  );
  return found.some((document) => document !== null);
}

type Place = readonly [collection: string, filter: Document];

function placesOf({ deliveries }: History, kind: Subject, id: string): readonly Place[] {
  switch (kind) {
    case 'driver':
      return [
        ['drivers', { driver_id: id }],
        [deliveries, { driver_id: id }],
      ];
    case 'client':
      return [
        ['clients', { client_id: id }],
        [deliveries, { client_id: id }],
      ];
    case 'order':
      return [
        ['orders', { command_id: id }],
        [deliveries, { command_id: id }],
        ['events', { order: id }],
      ];
    case 'region':
      return [
        // The row without a name is asked for by an empty one.
        [deliveries, { region: regionWritten(id) }],
        ['orders', { region: regionWritten(id), cancelled_at: { $exists: true } }],
        ['drivers', { regions: id }],
      ];
  }
}

/** The regions that deliveries have gone to, by name; '' are those without one. Throws what the driver throws. */
export async function regionsOf({ db, deliveries }: History): Promise<string[]> {
  const names = await db.collection(deliveries).distinct('region', {}, { maxTimeMS: LIMIT_MS });
  return [...new Set(names.map((name) => String(name ?? '')))].sort();
}
