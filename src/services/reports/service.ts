import type { Document } from 'mongodb';
import type { Measure, ReportCell } from '../../domain/report-words.ts';
import { matchScope } from './match.ts';
import { DOOR_SECONDS, named, SUMS, WAIT_SECONDS } from './measures.ts';
import type { Report, ReportRow, Scope } from './report.ts';
import { lateShare, minutesAt, tallied } from './tally.ts';

const SHARES = [0.5, 0.9, 0.95, 0.99];

const pipelineOf = (scope: Scope, seconds: Document, sums: Document) => [
  ...matchScope('delivery_time', scope),
  {
    $group: {
      _id: { region: named('$region'), strategy: named('$strategy'), seconds },
      deliveries: { $sum: 1 },
      ...sums,
    },
  },
];

/**
 * How long clients waited, over all, by region and by the strategy of the assignment: two rows each,
 * from the order to the door (with the share delivered after the promised time) and from the order to
 * the assignment, each with how many deliveries tell it. Row keys: `all/door`, `region/Paris/wait`.
 */
export const service: Report = {
  id: 'service',
  byRegion: true,
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: pipelineOf(scope, DOOR_SECONDS, SUMS.delays),
    },
    { collection: scope.deliveries, pipeline: pipelineOf(scope, WAIT_SECONDS, {}) },
  ],
  table: ([door = [], wait = []]) => {
    const rows = [
      ...rowsOf('all', door, wait),
      ...rowsOf('region', door, wait),
      ...rowsOf('strategy', door, wait),
    ];
    return {
      columns: [
        { id: 'group', kind: 'name' },
        { id: 'measure', kind: 'measure' },
        { id: 'counted', kind: 'count' },
        { id: 'p50', kind: 'minutes', good: 'less' },
        { id: 'p90', kind: 'minutes', good: 'less' },
        { id: 'p95', kind: 'minutes', good: 'less' },
        { id: 'p99', kind: 'minutes', good: 'less' },
        { id: 'late', kind: 'share', good: 'less' },
      ],
      rows,
      total: null,
      counted: tallied(door, 'all').all.deliveries,
      chart: null,
    };
  },
};

/** Both rows of each region or strategy; of all together, whose name is null. */
function rowsOf(
  by: 'all' | 'region' | 'strategy',
  door: readonly Document[],
  wait: readonly Document[],
): ReportRow[] {
  const waits = new Map(tallied(wait, by).named);
  return tallied(door, by).named.flatMap(([name, tally]) => {
    const path = by === 'all' ? by : `${by}/${name}`;
    const row = (measure: Measure, of: typeof tally, late: ReportCell): ReportRow => ({
      key: `${path}/${measure}`,
      cells: [
        ...[by === 'all' ? null : name, measure],
        ...[[...of.seconds.values()].reduce((sum, n) => sum + n, 0), ...minutesAt(of, SHARES)],
        late,
      ],
    });
    const waited = waits.get(name);
    return [row('door', tally, lateShare(tally)), ...(waited ? [row('wait', waited, null)] : [])];
  });
}
