import type { Document } from 'mongodb';
import { countSeconds, percentilesOfCounts, type SecondCounts } from '../../domain/counted.ts';
import { matchScope } from './match.ts';
import type { Report, ReportRow } from './report.ts';

/** Alerts of one kind, or of one kind and driver. */
interface Sort {
  alerts: number;
  /** From the opening to the first acknowledgement, and to the end: whole seconds. */
  readonly answered: SecondCounts;
  readonly over: SecondCounts;
}

interface Kind extends Sort {
  readonly drivers: Map<string, Sort>;
}

/** How many of each kind and driver took so many whole seconds; null: it has not happened. */
const bySeconds = (field: string): Document => ({
  $group: {
    _id: {
      kind: '$kind',
      driver: { $ifNull: ['$driver_id', ''] },
      seconds: { $cond: [{ $isNumber: field }, { $floor: field }, null] },
    },
    n: { $sum: 1 },
  },
});

/**
 * Alerts by kind, and under each kind those about a driver by driver: how many were opened, how long until
 * somebody acknowledged them and until they were over. A row without a driver is its whole kind.
 */
export const alerts: Report = {
  id: 'alerts',
  byRegion: false,
  ask: (scope) => {
    const match = matchScope('opened_at', { ...scope, region: null });
    return [
      { collection: 'alerts', pipeline: [...match, bySeconds('$response_seconds')] },
      { collection: 'alerts', pipeline: [...match, bySeconds('$duration_seconds')] },
      {
        collection: 'alerts',
        pipeline: [
          ...match,
          { $match: { driver_id: { $nin: [null, ''] } } },
          { $group: { _id: '$driver_id' } },
          {
            $lookup: {
              ...{ from: 'drivers', localField: '_id', foreignField: 'driver_id', as: 'named' },
              pipeline: [{ $limit: 1 }, { $project: { _id: 0, name: 1 } }],
            },
          },
        ],
      },
    ];
  },
  table: ([answered = [], over = [], drivers = []]) => {
    const all = nothing();
    const kinds = new Map<string, Kind>();
    const each = ({ _id, n }: Document, part: 'answered' | 'over') => {
      const name = String(_id.kind ?? '');
      const kind = kinds.get(name) ?? { ...nothing(), drivers: new Map() };
      kinds.set(name, kind);
      const driver = String(_id.driver);
      const his = kind.drivers.get(driver) ?? nothing();
      if (driver !== '') kind.drivers.set(driver, his);
      for (const sort of [all, kind, his]) {
        if (part === 'answered') sort.alerts += n;
        if (_id.seconds !== null) countSeconds(sort[part], _id.seconds, n);
      }
    };
    for (const group of answered) each(group, 'answered');
    for (const group of over) each(group, 'over');
    const names = new Map(drivers.map(({ _id, named }) => [String(_id), text(named?.[0]?.name)]));
    const rows = mostFirst(kinds).flatMap(([kind, sort]) => [
      rowOf(kind, null, sort),
      ...mostFirst(sort.drivers).map(([id, his]) =>
        rowOf(kind, { id, name: names.get(id) ?? '' }, his),
      ),
    ]);
    return {
      columns: [
        { id: 'alert', kind: 'alert' },
        { id: 'driver', kind: 'text' },
        { id: 'alerts', kind: 'count', good: 'less' },
        { id: 'answeredP50', kind: 'minutes', good: 'less' },
        { id: 'answeredP90', kind: 'minutes', good: 'less' },
        { id: 'overP50', kind: 'minutes', good: 'less' },
        { id: 'overP90', kind: 'minutes', good: 'less' },
      ],
      rows,
      total: kinds.size > 1 ? { ...rowOf('', null, all), key: '' } : null,
      counted: all.alerts,
      chart: null,
    };
  },
};

const nothing = (): Sort => ({ alerts: 0, answered: new Map(), over: new Map() });
const text = (value: unknown) => (typeof value === 'string' ? value : '');

function mostFirst<T extends Sort>(sorts: ReadonlyMap<string, T>): [string, T][] {
  return [...sorts].sort(([a, { alerts: n }], [b, { alerts: m }]) => m - n || (a < b ? -1 : 1));
}

function rowOf(
  kind: string,
  driver: { id: string; name: string } | null,
  { alerts: n, answered, over }: Sort,
): ReportRow {
  const minutes = [answered, over]
    .flatMap((counts) => percentilesOfCounts(counts, [0.5, 0.9]))
    .map((seconds) => (seconds === null ? null : seconds / 60));
  const who = driver && [driver.id, driver.name].filter(Boolean).join(' ');
  return { key: driver ? `${kind} ${driver.id}` : kind, cells: [kind, who, n, ...minutes] };
}
