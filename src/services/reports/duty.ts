import type { Document } from 'mongodb';
import { commonLength, lengthOf, type Span, united } from '../../domain/spans.ts';
import { driverStatusToWire } from '../../domain/status.ts';
import { matchScope } from './match.ts';
import { inOrder, named } from './measures.ts';
import type { Question, Scope } from './report.ts';

/** Who began his shift longer before a period than this, and did nothing since, is not known to be on duty in it. */
export const DUTY_BEFORE_MS = 31 * 86_400_000;

/** Half a million times of one driver are more than one document holds: they come in so many, whatever the period. */
const PARTS = 37;

const ms = (path: string): Document => ({ $subtract: [path, new Date(0)] });

/**
 * When drivers came on duty and went off, one after the other, by driver and zone, from the audit; and the
 * server's present. Reads what lies in the period and 31 days before it.
 */
export function dutyQuestion({ period: { from, to } }: Scope): Question {
  const began = ['driver_added', 'driver_on_duty'];
  const types = [...began, 'driver_off_duty', 'driver_removed'];
  const at = {
    $gte: new Date(Math.max(0, (from ?? 0) - DUTY_BEFORE_MS)),
    ...(to === null ? {} : { $lt: new Date(to) }),
  };
  // Who is added begins his shift with it, unless he is added off duty.
  const isOn = {
    $and: [
      { $in: ['$type', began] },
      {
        $or: [
          { $eq: ['$type', 'driver_on_duty'] },
          { $ne: ['$record.status', driverStatusToWire('offDuty')] },
        ],
      },
    ],
  };
  return {
    collection: 'events',
    pipeline: [
      { $match: { type: { $in: types }, at } },
      { $sort: { at: 1, epoch: 1, seq: 1 } },
      {
        $group: {
          _id: { driver: '$driver', zone: '$zone' },
          at: { $push: ms('$at') },
          on: { $push: isOn },
        },
      },
      { $set: { now: '$$NOW' } },
    ],
  };
}

/**
 * From when to when each driver had the orders in hand that were delivered in the period, in parts: since they
 * were given to him. Of all regions: an order of another one keeps him as busy.
 */
export function inHandQuestion(scope: Scope): Question {
  return {
    collection: scope.deliveries,
    pipeline: [
      ...matchScope('delivery_time', { ...scope, region: null }),
      // An expression, so that over all time no index is walked for it.
      {
        $match: {
          $expr: {
            $and: [inOrder('$assigned_at', '$delivery_time'), { $ne: [named('$driver_id'), ''] }],
          },
        },
      },
      {
        $group: {
          _id: { driver: '$driver_id', part: { $mod: [ms('$delivery_time'), PARTS] } },
          from: { $push: ms('$assigned_at') },
          to: { $push: ms('$delivery_time') },
        },
      },
    ],
  };
}

/** Of a driver: how long he was on duty in the period as far as it is recorded, ms, and how much of it with an order in hand. */
export interface DutyTime {
  readonly onDuty: number;
  readonly busy: number;
}

/** The time on duty of each driver of whom any is recorded, by id. */
export function dutyTimes(
  duty: readonly Document[],
  inHand: readonly Document[],
  { period: { from, to } }: Scope,
): Map<string, DutyTime> {
  const shifts = new Map<string, Span[]>();
  for (const group of duty) {
    const end = Math.min(to ?? Number.POSITIVE_INFINITY, group.now.getTime());
    const id = String(group._id.driver ?? '');
    const mine = shiftsOf(group.at, group.on, end).map((shift) => ({
      from: Math.max(shift.from, from ?? shift.from),
      to: Math.min(shift.to, end),
    }));
    shifts.set(id, [...(shifts.get(id) ?? []), ...mine]);
  }
  const hands = Map.groupBy(inHand, ({ _id }) => String(_id.driver));
  const times = new Map<string, DutyTime>();
  for (const [id, mine] of shifts) {
    const onDuty = united(mine);
    const all = lengthOf(onDuty);
    if (id !== '' && all > 0)
      times.set(id, {
        onDuty: all,
        busy: commonLength(onDuty, united((hands.get(id) ?? []).flatMap(spansOf))),
      });
  }
  return times;
}

/** From each coming to the going after it; whoever has not gone is on duty until the end. */
function shiftsOf(at: readonly number[], on: readonly boolean[], end: number): Span[] {
  const shifts: Span[] = [];
  let since: number | null = null;
  for (const [i, when] of at.entries()) {
    if (on[i]) since ??= when;
    else if (since !== null) {
      shifts.push({ from: since, to: when });
      since = null;
    }
  }
  return since === null ? shifts : [...shifts, { from: since, to: end }];
}

function spansOf({ from, to }: Document): Span[] {
  return from.map((each: number, i: number) => ({ from: each, to: to[i] }));
}
