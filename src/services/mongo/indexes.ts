import type { History } from './connect.ts';

/** Makes the indexes that sync and reports stand on; one that is there costs nothing. */
export async function ensureIndexes({ db, deliveries }: History): Promise<void> {
  await Promise.all([
    db
      .collection(deliveries)
      .createIndexes([
        { key: { command_id: 1 }, unique: true },
        { key: { driver_id: 1, delivery_time: -1 } },
        { key: { region: 1, delivery_time: -1 } },
      ]),
    db.collection('orders').createIndexes([
      { key: { command_id: 1 }, unique: true },
      { key: { status: 1 } },
      // A day that is run again: what was placed in it, and where drivers were when it began.
      { key: { created_at: -1 } },
      { key: { delivered_at: -1 } },
    ]),
    db.collection('drivers').createIndexes([{ key: { driver_id: 1 }, unique: true }]),
    db.collection('events').createIndexes([
      { key: { epoch: 1, seq: 1 } },
      { key: { order: 1, epoch: 1, seq: 1 } },
      // A day of them, and who came on duty before it: a day that is run again.
      { key: { type: 1, at: 1 } },
    ]),
    db.collection('alerts').createIndexes([
      { key: { alert_id: 1 }, unique: true },
      // The newest of the resolved ones; the few that are not.
      { key: { state: 1, resolved_at: -1 } },
    ]),
  ]);
}
