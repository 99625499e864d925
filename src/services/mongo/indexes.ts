import type { IndexDirection } from 'mongodb';
import type { History } from './connect.ts';

const OWN = [
  ...(['deliveries', 'orders', 'drivers', 'events', 'alerts'] as const),
  ...(['clients', 'restaurants', 'archive'] as const),
];

/** An index that sync, the archive or a report stands on. */
export interface NeededIndex {
  /** `deliveries` stands for the collection that the settings name. */
  readonly collection: (typeof OWN)[number];
  readonly key: Readonly<Record<string, IndexDirection>>;
  readonly unique?: true;
  /** Only documents that carry the field are in it. */
  readonly carrying?: string;
}

/** All indexes that Vigie needs: no other. */
export const INDEXES: readonly NeededIndex[] = [
  { collection: 'deliveries', key: { command_id: 1 }, unique: true },
  { collection: 'deliveries', key: { driver_id: 1, delivery_time: -1 } },
  { collection: 'deliveries', key: { client_id: 1, delivery_time: -1 } },
  { collection: 'deliveries', key: { region: 1, delivery_time: -1 } },
  // A period over all regions.
  { collection: 'deliveries', key: { delivery_time: -1 } },
  { collection: 'orders', key: { command_id: 1 }, unique: true },
  { collection: 'orders', key: { status: 1 } },
  // A day that is run again: what was placed in it, and where drivers were when it began.
  { collection: 'orders', key: { created_at: -1 } },
  { collection: 'orders', key: { delivered_at: -1 } },
  { collection: 'orders', key: { cancelled_at: -1 }, carrying: 'cancelled_at' },
  { collection: 'orders', key: { region: 1, cancelled_at: -1 }, carrying: 'cancelled_at' },
  { collection: 'drivers', key: { driver_id: 1 }, unique: true },
  { collection: 'events', key: { epoch: 1, seq: 1 } },
  { collection: 'events', key: { order: 1, epoch: 1, seq: 1 } },
  // A day of them, and who came on duty before it: a day that is run again.
  { collection: 'events', key: { type: 1, at: 1 } },
  { collection: 'alerts', key: { alert_id: 1 }, unique: true },
  // The newest of the resolved ones; the few that are not.
  { collection: 'alerts', key: { state: 1, resolved_at: -1 } },
  { collection: 'alerts', key: { opened_at: -1 } },
  // What the archive looks up for each order; menus have their own ids.
  { collection: 'clients', key: { client_id: 1 } },
  { collection: 'restaurants', key: { restaurant_id: 1 } },
  // Only its own: the archive of another platform's orders may be in the same collection.
  { collection: 'archive', key: { command_id: 1 }, unique: true, carrying: 'command_id' },
];

/** The collection of a needed index in this database. */
export function collectionOf({ deliveries }: History, { collection }: NeededIndex): string {
  return collection === 'deliveries' ? deliveries : collection;
}

/** What an index is besides its key, as the server takes and tells it. */
export function indexOptions({ unique, carrying }: NeededIndex) {
  return {
    ...(unique ? { unique } : {}),
    ...(carrying ? { partialFilterExpression: { [carrying]: { $exists: true } } } : {}),
  };
}

/** Makes the indexes that sync and reports stand on; one that is there costs nothing. */
export async function ensureIndexes(history: History): Promise<void> {
  const names = new Set(INDEXES.map((index) => collectionOf(history, index)));
  await Promise.all(
    [...names].map((name) =>
      history.db.collection(name).createIndexes(
        INDEXES.filter((index) => collectionOf(history, index) === name).map((index) => ({
          key: index.key,
          ...indexOptions(index),
        })),
      ),
    ),
  );
}
