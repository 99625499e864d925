import type { Document } from 'mongodb';
import type { Measure, ReportCell } from '../../domain/report-words.ts';
import { matchScope } from './match.ts';
import { DOOR_SECONDS, named, SUMS, WAIT_SECONDS } from './measures.ts';
import type { Report, ReportRow, Scope } from './report.ts';
import { lateShare, minutesAt, type Tally, tallied } from './tally.ts';

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
    const byRegion = tallied(door, 'region');
    const waitsByRegion = tallied(wait, 'region');
    const { all } = byRegion;
    const rows =
      all.deliveries === 0
        ? []
        : [
            ...bothRows('all', null, all, waitsByRegion.all),
            ...rowsOf('region', byRegion.named, waitsByRegion.named),
            ...rowsOf('strategy', tallied(door, 'strategy').named, tallied(wait, 'strategy').named),
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
      counted: all.deliveries,
      chart: null,
    };
  },
};

/** How long it took to the door, and how long until somebody had it. */
function bothRows(path: string, name: string | null, door: Tally, wait: Tally): ReportRow[] {
  const row = (measure: Measure, of: Tally, late: ReportCell): ReportRow => ({
    key: `${path}/${measure}`,
    cells: [
      ...[name, measure, [...of.seconds.values()].reduce((sum, n) => sum + n, 0)],
      ...[...minutesAt(of, SHARES), late],
    ],
  });
  return [row('door', door, lateShare(door)), row('wait', wait, null)];
}

/** Both rows of each region or strategy: both answers are of the same deliveries. */
function rowsOf(
  by: 'region' | 'strategy',
  doors: readonly [string, Tally][],
  waits: readonly [string, Tally][],
): ReportRow[] {
  const waited = new Map(waits);
  return doors.flatMap(([name, door]) => {
    const wait = waited.get(name);
    return wait ? bothRows(`${by}/${name}`, name, door, wait) : [];
  });
}
