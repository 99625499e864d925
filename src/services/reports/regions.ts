import type { History } from '../mongo/connect.ts';
import { matchPeriod, type Period } from './period.ts';

/** One region's deliveries in a period. Means are null where nothing carries the figure. */
export interface RegionRow {
  readonly region: string;
  readonly deliveries: number;
  readonly revenueCents: number;
  /** Pick-up to door, minutes. */
  readonly meanMinutes: number | null;
  /** The clients' ratings. */
  readonly meanRating: number | null;
}

export interface RegionsReport {
  readonly rows: readonly RegionRow[];
  readonly total: RegionRow;
  readonly ms: number;
}

/** A figure that another program may have written as text; 0 where it is none. */
const figure = (input: unknown) => ({
  $convert: { input, to: 'double', onError: 0, onNull: 0 },
});

/** Cents of a delivery; another program's documents may carry the decimal amount alone. */
const CENTS = {
  $cond: [
    { $isNumber: '$amount_cents' },
    '$amount_cents',
    { $round: [{ $multiply: [figure('$amount'), 100] }, 0] },
  ],
};

/** Deliveries, revenue, mean duration and mean rating by region, the busiest first. Throws what the driver throws. */
export async function regionsReport(
  { db, deliveries }: History,
  period: Period,
  signal?: AbortSignal,
): Promise<RegionsReport> {
  const begun = performance.now();
  const figures = {
    deliveries: { $sum: 1 },
    revenueCents: { $sum: CENTS },
    meanMinutes: { $avg: '$duration_minutes' },
    meanRating: { $avg: '$rating' },
  };
  const pipeline = [
    { $match: matchPeriod('delivery_time', period) },
    {
      $facet: {
        rows: [
          { $group: { _id: { $ifNull: ['$region', ''] }, ...figures } },
          { $sort: { deliveries: -1, _id: 1 } },
        ],
        total: [{ $group: { _id: null, ...figures } }],
      },
    },
  ];
  const [result] = await db
    .collection(deliveries)
    .aggregate(pipeline, { maxTimeMS: 30_000, ...(signal ? { signal } : {}) })
    .toArray();
  const rowOf = ({ _id, ...rest }: { _id: unknown } & Omit<RegionRow, 'region'>): RegionRow => ({
    region: String(_id ?? ''),
    ...rest,
    deliveries: Number(rest.deliveries),
    revenueCents: Number(rest.revenueCents),
  });
  const empty = { region: '', deliveries: 0, revenueCents: 0, meanMinutes: null, meanRating: null };
  const total = result?.total?.[0];
  return {
    rows: (result?.rows ?? []).map(rowOf),
    total: total ? rowOf(total) : empty,
    ms: Math.round(performance.now() - begun),
  };
}
