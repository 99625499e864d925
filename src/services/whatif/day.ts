import { DEFAULT_CAPACITY } from '../../domain/driver.ts';
import { distanceM, type Position } from '../../domain/geo.ts';
import type { Day, DayDriver, DayOrder } from '../../domain/replay/day.ts';
import { DEFAULT_DETOUR, speedOf } from '../../domain/vehicle.ts';
import { placeOf, planeAt } from '../planner/situation.ts';
import { detourOf, type PastWay, type Ways, waysOf } from '../planner/ways.ts';
import type { PastDay, PastOrder } from './past.ts';

/** A day that can be run again, and what was assumed for it. */
export interface Model {
  readonly day: Day;
  readonly ways: Ways;
  /** How many times faster than the clock its drivers were: 1 but for a simulated city. */
  readonly pace: number;
  /** How many drivers were on duty: some of them for several shifts. */
  readonly drivers: number;
  /** Orders of which it is known when they were ready. */
  readonly readyKnown: number;
  /** Shifts whose first position is a place of the driver's own day, and those put in the middle. */
  readonly placed: number;
  readonly central: number;
}

const MINUTE = 60_000;
/** Fewer ways than this say nothing. */
const ENOUGH = 30;
/** What real drivers keep to, whatever the traffic; beyond it a simulator moved them. */
const REAL_PACE = { least: 0.5, most: 2 } as const;
/** Minutes after which an order is late where nobody promised anything: for the measures of the replay. */
const TARGET = 40;

/** A shift of a driver, ms; Infinity where nobody noted its end. */
interface Shift {
  readonly driver: string;
  readonly on: number;
  readonly off: number;
}

/** A past day as the replay runs it: minutes since its first moment, metres around its pick-ups. Pure. */
export function modelOf(past: PastDay): Model {
  const { ways, pace } = waysOfDay(past);
  const { orders, from } = past;
  const minutes = (ms: number) => (ms - from) / MINUTE;
  const centre = middleOf(orders);
  const pointOf = planeAt(centre);
  let central = 0;
  const shifts = shiftsOf(past);
  const counts = new Map<string, number>();
  const drivers = shifts.map((shift): DayDriver => {
    const { driver, on, off } = shift;
    const known = past.drivers.get(driver);
    const nth = (counts.get(driver) ?? 0) + 1;
    counts.set(driver, nth);
    const start = startOf(past, shift);
    if (start === null) central += 1;
    return {
      // Each shift of a day is a driver of its own.
      id: nth === 1 ? driver : `${driver}/${nth}`,
      at: pointOf(start ?? centre),
      ...{ onAt: Math.max(0, minutes(on)), offAt: minutes(off) },
      metresPerMinute: ways.metresPerMinute(known?.vehicle ?? ''),
      ...{ capacity: known?.capacity ?? DEFAULT_CAPACITY, rating: known?.rating ?? 0 },
      regions: known?.regions ?? null,
    };
  });
  return {
    day: {
      name: past.name,
      world: { ...ways.services, wholeMinutes: false },
      orders: orders.map(
        ({ id, restaurantId, pickup, door, placedAt, readyAt, region }): DayOrder => ({
          ...{ id, place: placeOf({ restaurantId, pickup, region }), region },
          ...{ pickup: pointOf(pickup), door: pointOf(door), detour: ways.detour(region) },
          placedAt: minutes(placedAt),
          readyAt: Math.max(minutes(placedAt), minutes(readyAt ?? placedAt)),
        }),
      ),
      drivers,
      ...{ target: TARGET, payPerOrder: 0, payPerHour: 0 },
    },
    ...{ ways, pace, central, drivers: counts.size },
    readyKnown: orders.filter(({ readyAt }) => readyAt !== null).length,
    placed: shifts.length - central,
  };
}

/** How fast drivers really were that day, where enough ways of it are known. */
function waysOfDay({ orders, drivers }: PastDay): { ways: Ways; pace: number } {
  const ways = orders.flatMap((order): (PastWay & { region: string })[] => {
    const { pickup, door, pickedUpAt, deliveredAt, driver, region } = order;
    if (pickedUpAt === null || deliveredAt === null || driver === null) return [];
    const vehicle = drivers.get(driver)?.vehicle ?? '';
    const minutes = (deliveredAt - pickedUpAt) / MINUTE;
    return [{ metres: distanceM(pickup, door), minutes, vehicle, region }];
  });
  const usual = waysOf(new Map(), 1);
  const factors = ways.map(({ metres, minutes, vehicle }) => {
    const stops = (usual.services.pickupService + usual.services.doorService) / 2;
    return minutes / (stops + (metres * DEFAULT_DETOUR) / ((speedOf(vehicle) * 1_000) / 60));
  });
  const slower = factors.length < ENOUGH ? 1 : medianOf(factors);
  if (slower < REAL_PACE.least || slower > REAL_PACE.most) {
    const pace = 1 / Math.max(slower, 1e-3);
    return { ways: waysOf(new Map(), pace), pace };
  }
  const learned = [...Map.groupBy(ways, ({ region }) => region)].flatMap(([region, its]) => {
    const detour = detourOf(its);
    return detour === null ? [] : [[region, detour] as const];
  });
  return { ways: waysOf(new Map(learned), 1), pace: 1 };
}

function medianOf(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 1;
}

/** Half of the pick-ups lie on each side of it. */
function middleOf(orders: readonly PastOrder[]): Position {
  return {
    lon: medianOf(orders.map(({ pickup }) => pickup.lon)),
    lat: medianOf(orders.map(({ pickup }) => pickup.lat)),
  };
}

/**
 * Who was on duty, from when till when. Nobody is off duty while he has an order in hand, whatever was
 * noted; of whom nothing was noted, and who worked, the whole day.
 */
function shiftsOf({ from, orders, onDuty, duty }: PastDay): Shift[] {
  const work = Map.groupBy(
    orders.flatMap(({ driver, pickedUpAt, deliveredAt }): Shift[] =>
      driver === null || pickedUpAt === null
        ? []
        : [{ driver, on: pickedUpAt, off: deliveredAt ?? pickedUpAt }],
    ),
    ({ driver }) => driver,
  );
  const changes = Map.groupBy(duty, ({ driver }) => driver);
  const ids = new Set([...onDuty, ...changes.keys(), ...work.keys()]);
  return [...ids].flatMap((driver) => {
    const his = changes.get(driver) ?? [];
    const noted: Shift[] = [];
    const [first] = his;
    const worked = Math.min(...(work.get(driver) ?? []).map((shift) => shift.on));
    // Who worked before he was noted to come was there before anybody noted it.
    const unnoted = worked < (first?.at ?? Number.POSITIVE_INFINITY);
    let on = onDuty.has(driver) || unnoted || first?.on === false ? from : null;
    for (const change of his) {
      if (change.on) on ??= change.at;
      else if (on !== null) {
        noted.push({ driver, on, off: change.at });
        on = null;
      }
    }
    if (on !== null) noted.push({ driver, on, off: Number.POSITIVE_INFINITY });
    return joined([...noted, ...(work.get(driver) ?? [])]);
  });
}

/** Shifts that meet are one. */
function joined(shifts: readonly Shift[]): Shift[] {
  const all: Shift[] = [];
  for (const shift of shifts.toSorted((a, b) => a.on - b.on)) {
    const last = all.at(-1);
    if (last && shift.on <= last.off)
      all[all.length - 1] = { ...last, off: Math.max(last.off, shift.off) };
    else all.push(shift);
  }
  return all;
}

/** Where a shift begins: his last door before it, else his first pick-up in it; null where he has neither. */
function startOf({ orders, lastDoors }: PastDay, { driver, on, off }: Shift): Position | null {
  let [door, doorAt]: [Position | null, number] = [lastDoors.get(driver) ?? null, 0];
  let [pickup, pickupAt]: [Position | null, number] = [null, Number.POSITIVE_INFINITY];
  for (const order of orders) {
    if (order.driver !== driver) continue;
    const { deliveredAt, pickedUpAt } = order;
    if (deliveredAt !== null && deliveredAt <= on && deliveredAt > doorAt)
      [door, doorAt] = [order.door, deliveredAt];
    if (pickedUpAt !== null && pickedUpAt >= on && pickedUpAt <= off && pickedUpAt < pickupAt)
      [pickup, pickupAt] = [order.pickup, pickedUpAt];
  }
  return door ?? pickup;
}
