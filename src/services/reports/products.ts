import type { Document } from 'mongodb';
import { matchScope } from './match.ts';
import { finite } from './measures.ts';
import { bestBy, nameOf, PRODUCT_NAMES } from './names.ts';
import type { Report, ReportColumn, ReportRow } from './report.ts';

export const PRODUCT_COLUMNS: readonly ReportColumn[] = [
  { id: 'product', kind: 'name' },
  { id: 'id', kind: 'text' },
  { id: 'quantity', kind: 'count', good: 'more' },
  { id: 'orders', kind: 'count', good: 'more' },
];

/** The items of a delivery that name a product; the ids stand beside, so that an order is counted once for each. */
const NAMED_ITEMS: readonly Document[] = [
  {
    $project: {
      _id: 0,
      items: {
        $filter: {
          input: { $cond: [{ $isArray: '$items' }, '$items', []] },
          cond: { $ne: [{ $ifNull: ['$$this.product_id', ''] }, ''] },
        },
      },
    },
  },
  { $project: { items: 1, ids: '$items.product_id' } },
];

/** How many of an item; one where that is no number, as Redis counts it. */
const QUANTITY = {
  $let: {
    vars: { n: { $convert: { input: '$items.quantity', to: 'double', onError: 1, onNull: 1 } } },
    in: { $ifNull: [finite('$$n'), 1] },
  },
};

/** Of deliveries: how many of each product, and in how many of them. */
export const SOLD: readonly Document[] = [
  ...NAMED_ITEMS,
  { $unwind: { path: '$items', includeArrayIndex: 'at' } },
  {
    $group: {
      _id: '$items.product_id',
      quantity: { $sum: QUANTITY },
      orders: {
        $sum: {
          $cond: [{ $eq: ['$at', { $indexOfArray: ['$ids', '$items.product_id'] }] }, 1, 0],
        },
      },
    },
  },
];

/**
 * The products that were delivered most, by quantity, and in how many orders. Of equal ones the last by id
 * comes first: so Redis ranks them, and which of them end the list is then the same.
 */
export const products: Report = {
  id: 'products',
  byRegion: true,
  live: true,
  best: true,
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        ...SOLD,
        {
          $facet: {
            rows: [...bestBy('quantity', scope.only), PRODUCT_NAMES],
            total: [{ $group: { _id: null, quantity: { $sum: '$quantity' } } }],
          },
        },
      ],
    },
    {
      collection: scope.deliveries,
      pipeline: [...matchScope('delivery_time', scope), { $count: 'orders' }],
    },
  ],
  table: ([answer = [], counts = []], { only }) => {
    const counted = Number(counts[0]?.orders ?? 0);
    const rows = (answer[0]?.rows ?? []).map(rowOf);
    const quantity = Number(answer[0]?.total?.[0]?.quantity ?? 0);
    return {
      columns: PRODUCT_COLUMNS,
      rows,
      total: (only ? counted > 0 : rows.length > 1)
        ? { key: '', cells: ['', null, quantity, counted] }
        : null,
      counted,
      chart: { kind: 'bars', column: 2 },
    };
  },
};

function rowOf(document: Document): ReportRow {
  const key = String(document._id);
  return {
    key,
    cells: [nameOf(document), key, Number(document.quantity), Number(document.orders)],
  };
}
