import type { Document } from 'mongodb';
import { CENTS } from './cents.ts';
import { daysOf, daysQuestion } from './days.ts';
import { matchScope } from './match.ts';
import type { Report, ReportRow } from './report.ts';

const FIGURES = {
  deliveries: { $sum: 1 },
  revenueCents: { $sum: CENTS },
  meanMinutes: { $avg: '$duration_minutes' },
  meanRating: { $avg: '$rating' },
};

/** Deliveries, revenue, mean minutes from pick-up to door and the clients' mean rating by region, the busiest first. */
export const regions: Report = {
  id: 'regions',
  byRegion: true,
  drill: { to: 'drivers', as: 'region' },
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        {
          $facet: {
            rows: [
              { $group: { _id: { $ifNull: ['$region', ''] }, ...FIGURES } },
              { $sort: { deliveries: -1, _id: 1 } },
            ],
            total: [{ $group: { _id: null, ...FIGURES } }],
          },
        },
      ],
    },
    daysQuestion(scope),
  ],
  table: ([answer = [], days = []]) => {
    const rows = (answer[0]?.rows ?? []).map(rowOf);
    const [total] = (answer[0]?.total ?? []).map(rowOf);
    return {
      columns: [
        { id: 'region', kind: 'name' },
        { id: 'deliveries', kind: 'count', good: 'more' },
        { id: 'revenue', kind: 'money', good: 'more' },
        { id: 'mean', kind: 'minutes', good: 'less' },
        { id: 'rating', kind: 'rating', good: 'more' },
      ],
      rows,
      total: rows.length > 1 ? total : null,
      counted: Number(total?.cells[1] ?? 0),
      chart: { kind: 'days', days: daysOf(days) },
    };
  },
};

function rowOf({ _id, deliveries, revenueCents, meanMinutes, meanRating }: Document): ReportRow {
  const region = String(_id ?? '');
  return {
    key: region,
    cells: [region, Number(deliveries), Number(revenueCents), meanMinutes, meanRating],
  };
}
