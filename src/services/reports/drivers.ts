import type { Document } from 'mongodb';
import type { ReportCell } from '../../domain/report-words.ts';
import { CENTS } from './cents.ts';
import { type DutyTime, dutyQuestion, dutyTimes, inHandQuestion } from './duty.ts';
import { matchScope } from './match.ts';
import { named, SUMS } from './measures.ts';
import type { Report, ReportRow } from './report.ts';
import { lateShare, meanRating, share, type Tally, tallied } from './tally.ts';

/** What he was called and when, so that the latest is the greatest; of those that name him. */
const CALLED = {
  $cond: [
    { $and: [{ $eq: [{ $type: '$driver_name' }, 'string'] }, { $ne: ['$driver_name', ''] }] },
    { at: '$delivery_time', name: '$driver_name' },
    null,
  ],
};

/**
 * By driver, the busiest first: deliveries, share delivered by the promised time, revenue, the clients'
 * mean rating, utilisation. Beside each, the same of the region where he delivered most: deliveries and
 * revenue there per driver, and the shares of all its drivers together.
 *
 * Utilisation: of the time in the period, up to now, in which the audit has the driver on duty, the part
 * with at least one order in hand, from its last assignment to its delivery, several at once counted once.
 * Orders of all regions count, if they were delivered in the period. null: the audit has no time on duty.
 */
export const drivers: Report = {
  id: 'drivers',
  byRegion: true,
  drill: { to: 'driver', as: 'subject' },
  ask: (scope) => [
    {
      collection: scope.deliveries,
      pipeline: [
        ...matchScope('delivery_time', scope),
        {
          $group: {
            _id: { driver: named('$driver_id'), region: named('$region') },
            deliveries: { $sum: 1 },
            cents: { $sum: CENTS },
            ...{ ...SUMS.delays, ...SUMS.ratings },
            called: { $max: CALLED },
          },
        },
      ],
    },
    inHandQuestion(scope),
    dutyQuestion(scope),
  ],
  table: ([answer = [], inHand = [], duty = []], scope) => {
    const { named: found, all } = tallied(answer, 'driver');
    const times = dutyTimes(duty, inHand, scope);
    const names = namesOf(answer);
    const regionsOf = mainRegions(answer);
    const beside = besides(answer, regionsOf, times);
    const rows = found.map(([id, tally]): ReportRow => {
      const region = beside.get(regionsOf.get(id) ?? '');
      return {
        key: id,
        cells: [
          ...[names.get(id) ?? id, tally.deliveries, onTime(tally), tally.cents],
          ...[meanRating(tally), utilisation(times.get(id))],
        ],
        ...(id === '' || !region ? {} : { beside: region }),
      };
    });
    return {
      columns: [
        { id: 'driver', kind: 'name' },
        { id: 'deliveries', kind: 'count', good: 'more' },
        { id: 'onTime', kind: 'share', good: 'more' },
        { id: 'revenue', kind: 'money', good: 'more' },
        { id: 'rating', kind: 'rating', good: 'more' },
        { id: 'utilisation', kind: 'share' },
      ],
      rows,
      total: rows.length > 1 ? totalOf(all, found, times) : null,
      counted: all.deliveries,
      chart: { kind: 'bars', column: 1 },
    };
  },
};

const onTime = (tally: Tally) => {
  const late = lateShare(tally);
  return late === null ? null : 1 - late;
};

const utilisation = (time: DutyTime | undefined) => (time ? share(time.busy, time.onDuty) : null);

/** The time on duty of several drivers together. */
function together(ids: readonly string[], times: ReadonlyMap<string, DutyTime>): DutyTime {
  const mine = ids.flatMap((id) => times.get(id) ?? []);
  return {
    onDuty: mine.reduce((sum, each) => sum + each.onDuty, 0),
    busy: mine.reduce((sum, each) => sum + each.busy, 0),
  };
}

function totalOf(
  all: Tally,
  found: readonly [string, Tally][],
  times: ReadonlyMap<string, DutyTime>,
): ReportRow {
  const ids = found.map(([id]) => id);
  const cells = [null, all.deliveries, onTime(all), all.cents, meanRating(all)];
  return { key: '', cells: [...cells, utilisation(together(ids, times))] };
}

/** What each driver was called at his latest delivery; whoever has no name is not in it. */
function namesOf(answer: readonly Document[]): Map<string, string> {
  const names = new Map<string, string>();
  const at = new Map<string, number>();
  for (const { _id, called } of answer) {
    const [id, when] = [String(_id.driver), Number(called?.at ?? 0)];
    if (!called || id === '' || when < (at.get(id) ?? 0)) continue;
    at.set(id, when);
    names.set(id, called.name);
  }
  return names;
}

/** The region in which each driver delivered most. */
function mainRegions(answer: readonly Document[]): Map<string, string> {
  const most = new Map<string, { region: string; deliveries: number }>();
  for (const { _id, deliveries } of answer) {
    const [id, region] = [String(_id.driver), String(_id.region)];
    const other = most.get(id);
    const more = other ? deliveries - other.deliveries : 1;
    if (more > 0 || (more === 0 && other && region < other.region))
      most.set(id, { region, deliveries });
  }
  return new Map([...most].map(([id, { region }]) => [id, region]));
}

/** The figures of each region, as a driver's stand: per driver who delivered there. */
function besides(
  answer: readonly Document[],
  regionsOf: ReadonlyMap<string, string>,
  times: ReadonlyMap<string, DutyTime>,
): Map<string, ReportCell[]> {
  const known = answer.filter(({ _id }) => String(_id.driver) !== '');
  const perRegion = Map.groupBy(known, ({ _id }) => String(_id.region));
  return new Map(
    tallied(known, 'region').named.map(([region, tally]) => {
      const drivers = new Set(perRegion.get(region)?.map(({ _id }) => String(_id.driver))).size;
      const home = [...regionsOf].flatMap(([id, main]) => (main === region ? [id] : []));
      return [
        region,
        [
          ...[region, Math.round((10 * tally.deliveries) / drivers) / 10, onTime(tally)],
          ...[Math.round(tally.cents / drivers), meanRating(tally)],
          utilisation(together(home, times)),
        ],
      ];
    }),
  );
}
