import { CENTS } from './cents.ts';
import { daysOf, daysQuestion } from './days.ts';
import { matchScope } from './match.ts';
import { DURATION_SECONDS, named, SUMS } from './measures.ts';
import type { Report, ReportRow } from './report.ts';
import { lateShare, meanRating, minutesAt, share, type Tally, tallied } from './tally.ts';

/**
 * By region, the busiest first: deliveries, revenue, mean and p90 minutes from pick-up to door, share of
 * those delivered after their promised time, the clients' mean rating. Each over the deliveries that carry it.
 */
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
          $group: {
            _id: { region: named('$region'), seconds: DURATION_SECONDS },
            deliveries: { $sum: 1 },
            cents: { $sum: CENTS },
            ...{ ...SUMS.durations, ...SUMS.delays, ...SUMS.ratings },
          },
        },
      ],
    },
    daysQuestion(scope),
  ],
  table: ([answer = [], days = []]) => {
    const { named: found, all } = tallied(answer, 'region');
    return {
      columns: [
        { id: 'region', kind: 'name' },
        { id: 'deliveries', kind: 'count', good: 'more' },
        { id: 'revenue', kind: 'money', good: 'more' },
        { id: 'mean', kind: 'minutes', good: 'less' },
        { id: 'p90', kind: 'minutes', good: 'less' },
        { id: 'late', kind: 'share', good: 'less' },
        { id: 'rating', kind: 'rating', good: 'more' },
      ],
      rows: found.map(rowOf),
      total: found.length > 1 ? rowOf([null, all]) : null,
      counted: all.deliveries,
      chart: { kind: 'days', days: daysOf(days) },
    };
  },
};

function rowOf([region, tally]: readonly [string | null, Tally]): ReportRow {
  const { deliveries, cents, minutes, timed } = tally;
  const mean = share(minutes, timed);
  return {
    key: region ?? '',
    cells: [
      ...[region, deliveries, cents, mean, ...minutesAt(tally, [0.9])],
      ...[lateShare(tally), meanRating(tally)],
    ],
  };
}
