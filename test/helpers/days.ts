import type { PlanProblem } from '../../src/domain/planning/problem.ts';
import type { Day, DayDriver, DayOrder } from '../../src/domain/replay/day.ts';
import type { Departure, Policy } from '../../src/domain/replay/simulate.ts';

/** On a line: 100 metres are a minute. */
export const PACE = 100;
export const at = (x: number, y = 0) => ({ x, y });

/** Placed at 0 and ready at 10 at the place `r` at 0, for a door 1,000 m away, unless told. */
export function anOrder(id: string, told: Partial<DayOrder> = {}): DayOrder {
  return {
    ...{ id, place: 'r', pickup: at(0), door: at(1_000), placedAt: 0, readyAt: 10 },
    ...{ region: '', detour: 1 },
    ...told,
  };
}

/** On duty from 0 to 600 at 0, unless told. */
export function aDriver(id: string, told: Partial<DayDriver> = {}): DayDriver {
  return {
    ...{ id, at: at(0), onAt: 0, offAt: 600, metresPerMinute: PACE, capacity: 10, rating: 4 },
    regions: null,
    ...told,
  };
}

/** Stops of 4 minutes, ways of whole minutes, late after 40, unless told. */
export function aDay(
  orders: readonly DayOrder[],
  drivers: readonly DayDriver[],
  told: Partial<Day> = {},
): Day {
  return {
    ...{ name: 'day', orders, drivers, target: 40, payPerOrder: 10, payPerHour: 15 },
    world: { pickupService: 4, doorService: 4, wholeMinutes: true },
    ...told,
  };
}

/** Lets drivers leave at given minutes: `{ 5: [['d1', 'o1', 'o2']] }`. */
export function scripted(
  script: Readonly<Record<number, readonly (readonly [string, ...string[]])[]>>,
): Policy {
  return ({ now }) => ({
    due: (script[now] ?? []).map(([driver, ...orders]): Departure => ({ driver, orders })),
  });
}

/** What a policy was shown, minute by minute, by one that does what another says. */
export function watched(policy: Policy): { policy: Policy; shown: Map<number, PlanProblem> } {
  const shown = new Map<number, PlanProblem>();
  return {
    shown,
    policy: (problem) => {
      shown.set(problem.now, problem);
      return policy(problem);
    },
  };
}
