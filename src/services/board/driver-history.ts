import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';

/** One order that a driver delivered, as MongoDB has it; times in ms, money in cents. */
export interface Delivery {
  readonly order: string;
  readonly at: number | null;
  readonly minutes: number | null;
  readonly amountCents: number;
  readonly client: string;
  readonly destination: string;
  /** The customer's stars, null until he gives some. */
  readonly rating: number | null;
  readonly review: string;
}

/** What a driver did lately. */
export interface DriverHistory {
  /** Newest first. */
  readonly deliveries: readonly Delivery[];
  /** Those that customers wrote something about, newest first. */
  readonly reviews: readonly Delivery[];
  /** Of the last thirty days. */
  readonly month: {
    readonly deliveries: number;
    readonly revenueCents: number;
    readonly meanMinutes: number | null;
    /** How many gave one star, two, … five. */
    readonly stars: readonly number[];
  };
}

const DAY_MS = 24 * 3_600_000;
const MONTH_MS = 30 * DAY_MS;
const NEWEST = 20;
const REVIEWS = 10;
/** A detail that takes longer than this is not waited for. */
const LIMIT_MS = 3_000;

const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function deliveryOf(document: Document): Delivery {
  const { delivery_time, amount_cents, amount } = document;
  return {
    order: String(document.command_id),
    at: delivery_time instanceof Date ? delivery_time.getTime() : null,
    minutes: numberOf(document.duration_minutes),
    amountCents: numberOf(amount_cents) ?? Math.round((numberOf(amount) ?? 0) * 100),
    client: String(document.client ?? ''),
    destination: String(document.destination ?? ''),
    rating: numberOf(document.rating),
    review: String(document.review ?? ''),
  };
}

/**
 * What MongoDB knows of a driver: his newest deliveries, reviews, and the figures of thirty days before
 * `now` (ms). Every part of it goes along one index. Rejects when MongoDB does not answer in time, or when
 * the signal aborts.
 */
export async function readDriverHistory(
  { db, deliveries }: History,
  driver: string,
  now: number,
  signal: AbortSignal,
): Promise<DriverHistory> {
  const collection = db.collection(deliveries);
  const since = { driver_id: driver, delivery_time: { $gte: new Date(now - MONTH_MS) } };
  const options = { maxTimeMS: LIMIT_MS, signal };
  const newest = (filter: Document, limit: number) =>
    collection.find(filter, options).sort({ delivery_time: -1 }).limit(limit).toArray();
  const [recent, reviewed, [sums]] = await Promise.all([
    newest({ driver_id: driver }, NEWEST),
    newest({ ...since, review: { $exists: true, $ne: '' } }, REVIEWS),
    collection
      .aggregate<Document>(
        [
          { $match: since },
          {
            $group: {
              _id: null,
              deliveries: { $sum: 1 },
              cents: { $sum: '$amount_cents' },
              minutes: { $avg: '$duration_minutes' },
              ...Object.fromEntries(
                [1, 2, 3, 4, 5].map((stars) => [
                  `s${stars}`,
                  { $sum: { $cond: [{ $eq: [{ $floor: '$rating' }, stars] }, 1, 0] } },
                ]),
              ),
            },
          },
        ],
        options,
      )
      .toArray(),
  ]);
  return {
    deliveries: recent.map(deliveryOf),
    reviews: reviewed.map(deliveryOf),
    month: {
      deliveries: Number(sums?.deliveries ?? 0),
      revenueCents: Number(sums?.cents ?? 0),
      meanMinutes: numberOf(sums?.minutes),
      stars: [1, 2, 3, 4, 5].map((stars) => Number(sums?.[`s${stars}`] ?? 0)),
    },
  };
}
