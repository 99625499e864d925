import { matchScope } from './match.ts';
import { DOOR_SECONDS, named, SUMS, WAIT_SECONDS } from './measures.ts';
import type { Report } from './report.ts';
import { lateShare, meanRating, minutesAt, share, type Tally, tallied } from './tally.ts';

const SHARES = [0.5, 0.9];

/**
 * What really happened under each strategy of assignment, the most used first: deliveries, p50 and p90
 * minutes from the order to the door and to its last assignment, share delivered after the promised
 * time, the clients' mean rating, share brought at a second try or later. Without a name: no strategy chose.
 */
export const strategies: Report = {
  id: 'strategies',
  byRegion: true,
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        {
          $group: {
            _id: { strategy: named('$strategy'), seconds: DOOR_SECONDS },
            deliveries: { $sum: 1 },
            ...{ ...SUMS.delays, ...SUMS.ratings, ...SUMS.attempts },
          },
        },
      ],
    },
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        {
          $group: {
            _id: { strategy: named('$strategy'), seconds: WAIT_SECONDS },
            deliveries: { $sum: 1 },
          },
        },
      ],
    },
  ],
  table: ([door = [], wait = []]) => {
    const { named: found, all } = tallied(door, 'strategy');
    const { named: waits, all: allWaits } = tallied(wait, 'strategy');
    const waited = new Map(waits);
    const rowOf = ([name, tally]: readonly [string | null, Tally], of?: Tally) => ({
      key: name ?? '',
      cells: [
        ...[name, tally.deliveries, ...minutesAt(tally, SHARES)],
        ...(of ? minutesAt(of, SHARES) : [null, null]),
        ...[lateShare(tally), meanRating(tally), share(tally.failed, tally.tried)],
      ],
    });
    return {
      columns: [
        { id: 'strategy', kind: 'strategy' },
        { id: 'counted', kind: 'count' },
        { id: 'p50', kind: 'minutes', good: 'less' },
        { id: 'p90', kind: 'minutes', good: 'less' },
        { id: 'wait50', kind: 'minutes', good: 'less' },
        { id: 'wait90', kind: 'minutes', good: 'less' },
        { id: 'late', kind: 'share', good: 'less' },
        { id: 'rating', kind: 'rating', good: 'more' },
        { id: 'failed', kind: 'share', good: 'less' },
      ],
      rows: found.map((each) => rowOf(each, waited.get(each[0]))),
      total: found.length > 1 ? rowOf([null, all], allWaits) : null,
      counted: all.deliveries,
      chart: { kind: 'bars', column: 2 },
    };
  },
};
