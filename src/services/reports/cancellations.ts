import type { Document } from 'mongodb';
import { countSeconds, percentilesOfCounts, type SecondCounts } from '../../domain/counted.ts';
import { CENTS } from './cents.ts';
import { matchScope } from './match.ts';
import type { Report, ReportRow } from './report.ts';

const isDate = (field: string) => ({ $eq: [{ $type: field }, 'date'] });

/** Whole seconds from the order to its cancellation; null where a time is none. */
const SECONDS = {
  $cond: [
    { $and: [isDate('$created_at'), isDate('$cancelled_at')] },
    { $floor: { $divide: [{ $subtract: ['$cancelled_at', '$created_at'] }, 1000] } },
    null,
  ],
};

interface Reason {
  orders: number;
  cents: number;
  readonly seconds: SecondCounts;
}

/** Cancelled orders by reason: how many, their share, what they would have brought, the median time from order to cancellation. */
export const cancellations: Report = {
  id: 'cancellations',
  byRegion: true,
  ask: (scope) => [
    {
      collection: 'orders',
      pipeline: [
        // The index holds only what was cancelled.
        { $match: { cancelled_at: { $exists: true, $ne: null } } },
        ...matchScope('cancelled_at', scope),
        {
          $group: {
            _id: { reason: { $ifNull: ['$cancel_reason', ''] }, seconds: SECONDS },
            ...{ n: { $sum: 1 }, cents: { $sum: CENTS } },
          },
        },
      ],
    },
  ],
  table: ([groups = []]) => {
    const all: Reason = nothing();
    const reasons = new Map<string, Reason>();
    for (const group of groups) {
      const name = String(group._id.reason);
      const reason = reasons.get(name) ?? nothing();
      reasons.set(name, reason);
      add(reason, group);
      add(all, group);
    }
    const rows = [...reasons]
      .sort(([a, { orders: n }], [b, { orders: m }]) => m - n || (a < b ? -1 : 1))
      .map(([name, reason]) => rowOf(name, reason, all.orders));
    return {
      columns: [
        { id: 'reason', kind: 'name' },
        { id: 'cancelled', kind: 'count', good: 'less' },
        { id: 'share', kind: 'share', good: 'less' },
        { id: 'lost', kind: 'money', good: 'less' },
        { id: 'median', kind: 'minutes', good: 'less' },
      ],
      rows,
      total: rows.length > 1 ? rowOf('', all, all.orders) : null,
      counted: all.orders,
      chart: { kind: 'bars', column: 1 },
    };
  },
};

const nothing = (): Reason => ({ orders: 0, cents: 0, seconds: new Map() });

function add(to: Reason, { _id, n, cents }: Document): void {
  to.orders += n;
  to.cents += cents;
  if (_id.seconds !== null) countSeconds(to.seconds, _id.seconds, n);
}

function rowOf(name: string, { orders, cents, seconds }: Reason, all: number): ReportRow {
  const [median = null] = percentilesOfCounts(seconds, [0.5]);
  return {
    key: name,
    cells: [name, orders, orders / all, cents, median === null ? null : median / 60],
  };
}
