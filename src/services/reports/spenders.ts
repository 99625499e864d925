import type { Document } from 'mongodb';
import { CENTS } from './cents.ts';
import { matchScope } from './match.ts';
import { bestBy, clientNames, nameOf } from './names.ts';
import type { Report, ReportColumn, ReportRow } from './report.ts';

export const SPENDER_COLUMNS: readonly ReportColumn[] = [
  { id: 'client', kind: 'name' },
  { id: 'id', kind: 'text' },
  { id: 'spent', kind: 'money', good: 'more' },
  { id: 'orders', kind: 'count', good: 'more' },
];

/** An order that names no client's id is nobody's: Redis does not count it either. */
const NAMED: Document = { $match: { client_id: { $nin: [null, ''] } } };

/** Of deliveries: what each client spent, and on how many. */
export const SPENT: readonly Document[] = [
  NAMED,
  { $group: { _id: '$client_id', spent: { $sum: CENTS }, orders: { $sum: 1 } } },
];

/** The clients that spent most on what was delivered. Of equal ones the last by id comes first, as in Redis. */
export const spenders: Report = {
  id: 'spenders',
  byRegion: true,
  live: true,
  best: true,
  drill: { to: 'client', as: 'subject' },
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        ...SPENT,
        {
          $facet: {
            rows: [...bestBy('spent', scope.only), clientNames(scope.deliveries)],
            total: [
              { $group: { _id: null, spent: { $sum: '$spent' }, orders: { $sum: '$orders' } } },
            ],
          },
        },
      ],
    },
  ],
  table: ([answer = []], { only }) => {
    const rows = (answer[0]?.rows ?? []).map(rowOf);
    const { spent = 0, orders = 0 } = answer[0]?.total?.[0] ?? {};
    return {
      columns: SPENDER_COLUMNS,
      rows,
      total: (only ? orders > 0 : rows.length > 1)
        ? { key: '', cells: ['', null, Number(spent), Number(orders)] }
        : null,
      counted: Number(orders),
      chart: { kind: 'bars', column: 2 },
    };
  },
};

function rowOf(document: Document): ReportRow {
  const key = String(document._id);
  return {
    key,
    cells: [nameOf(document), key, Number(document.spent), Number(document.orders)],
  };
}
