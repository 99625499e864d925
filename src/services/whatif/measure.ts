import { distanceM, type Position } from '../../domain/geo.ts';
import { percentile } from '../../domain/percentile.ts';
import type { DayResult } from '../../domain/replay/day.ts';
import type { Model } from './day.ts';
import type { PastDay, PastOrder } from './past.ts';

/** What came of a day, in minutes and kilometres; null where nothing was delivered. */
export interface Outcome {
  readonly delivered: number;
  /** From placed to the door. */
  readonly clickToDoor: number | null;
  readonly clickToDoorP90: number | null;
  /** From placed until somebody was given it, of those of which it is known when. */
  readonly assignmentWait: number | null;
  readonly assignmentWaitP90: number | null;
  /** Delivered orders of which nobody recorded when they were given. */
  readonly assignmentUnknown: number;
  /** Delivered after the promised time, percent of those delivered. */
  readonly latePct: number | null;
  readonly km: number;
  readonly kmPerOrder: number | null;
}

const MINUTE = 60_000;

/** An order that was delivered, in minutes of the day. */
interface Served {
  readonly order: PastOrder;
  /** null: nobody recorded it. */
  readonly assignedAt: number | null;
  readonly doorAt: number;
}

/** What a replay made of the day. Pure. */
export function replayed(past: PastDay, { drives, fruitless }: DayResult): Outcome {
  const orders = new Map(past.orders.map((order) => [order.id, order]));
  const served = drives.flatMap((drive) =>
    drive.orders.flatMap((id, index): Served[] => {
      const order = orders.get(id);
      const doorAt = drive.doorsAt[index];
      if (!order || doorAt === undefined) return [];
      return [{ order, assignedAt: drive.assignedAt, doorAt }];
    }),
  );
  const metres = [...drives, ...fruitless].reduce((sum, drive) => sum + drive.metres, 0);
  return outcomeOf(past, served, metres);
}

/** What really happened; its ways are counted like those of a replay, from place to place. Pure. */
export function reallyHappened(past: PastDay, model: Model): Outcome {
  const served = past.orders.flatMap((order): Served[] => {
    const { assignedAt, deliveredAt } = order;
    if (deliveredAt === null) return [];
    const minute = (ms: number) => (ms - past.from) / MINUTE;
    const given = assignedAt === null ? null : minute(assignedAt);
    return [{ order, assignedAt: given, doorAt: minute(deliveredAt) }];
  });
  return outcomeOf(past, served, metresDriven(past, model));
}

function outcomeOf({ from }: PastDay, served: readonly Served[], metres: number): Outcome {
  const placed = ({ order }: Served) => (order.placedAt - from) / MINUTE;
  const doors = served.map((each) => each.doorAt - placed(each));
  const waits = served.flatMap((each) =>
    each.assignedAt === null ? [] : [each.assignedAt - placed(each)],
  );
  const late = served.filter(({ order, doorAt }) => doorAt > (order.dueAt - from) / MINUTE);
  const delivered = served.length;
  const mean = (values: readonly number[]) =>
    values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
  const most = (values: readonly number[]) =>
    values.length === 0 ? null : percentile(values, 0.9);
  const km = metres / 1_000;
  return {
    delivered,
    ...{ clickToDoor: mean(doors), clickToDoorP90: most(doors) },
    ...{ assignmentWait: mean(waits), assignmentWaitP90: most(waits) },
    assignmentUnknown: delivered - waits.length,
    latePct: delivered === 0 ? null : (100 * late.length) / delivered,
    ...{ km, kmPerOrder: delivered === 0 ? null : km / delivered },
  };
}

/** Each driver's way over his pick-ups and doors in the order of time, as long as the model's ways are. */
function metresDriven({ orders, lastDoors }: PastDay, { ways }: Model): number {
  const stops = new Map<string, { at: number; place: Position; region: string }[]>();
  for (const { driver, pickup, door, pickedUpAt, deliveredAt, region } of orders) {
    if (driver === null) continue;
    const his = stops.get(driver) ?? [];
    if (pickedUpAt !== null) his.push({ at: pickedUpAt, place: pickup, region });
    if (deliveredAt !== null) his.push({ at: deliveredAt, place: door, region });
    stops.set(driver, his);
  }
  let metres = 0;
  for (const [driver, his] of stops) {
    let here = lastDoors.get(driver) ?? null;
    for (const { place, region } of his.toSorted((a, b) => a.at - b.at)) {
      if (here) metres += distanceM(here, place) * ways.detour(region);
      here = place;
    }
  }
  return metres;
}
