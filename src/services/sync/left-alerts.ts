import type { Document } from 'mongodb';
import { type Alert, alertId } from '../../domain/alert.ts';
import { readAlerts } from '../board/alerts.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { alertFromDocument } from './alert-document.ts';

/** An alert that history takes for unresolved, and Redis does not know: a Redis that lost it has no end of it. */
export interface LeftAlert {
  readonly alert: Alert;
  /** `_id` and position of the document as it was read: what moved on meanwhile is left alone. */
  readonly document: Document;
}

/** The alerts that are left open in MongoDB; a handful, as there are of open ones. Throws either's error. */
export async function leftAlerts(platform: Platform, { db }: History): Promise<LeftAlert[]> {
  const unresolved = { state: { $in: ['open', 'acknowledged', 'muted'] } };
  const documents = await db.collection('alerts').find(unresolved).toArray();
  const kept = documents.flatMap((document) => {
    const alert = alertFromDocument(document);
    return alert ? [{ alert, document }] : [];
  });
  const here = await readAlerts(
    platform,
    kept.map(({ alert }) => alertId(alert)),
  );
  const lives = new Set(
    here
      .filter(({ state }) => state !== 'resolved')
      .map((alert) => `${alertId(alert)} ${alert.openedAt}`),
  );
  return kept.filter(({ alert }) => !lives.has(`${alertId(alert)} ${alert.openedAt}`));
}

/** Ends an alert that is left in MongoDB; an event of that life that still comes wins. Throws MongoDB's error. */
export async function closeLeftAlert(
  { db }: History,
  { alert, document: { _id, epoch, seq } }: LeftAlert,
  by: string,
): Promise<void> {
  const at = new Date();
  const step = { what: 'resolved', at, by };
  await db.collection('alerts').updateOne({ _id, epoch, seq }, {
    $set: {
      ...{ state: 'resolved', resolved_at: at, resolved_by: by },
      duration_seconds: (at.getTime() - alert.openedAt) / 1000,
    },
    // The life is an array in every document that has one.
    $push: { life: step },
  } as Document);
}
