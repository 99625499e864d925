import type { ModeState, Tentative } from '../../src/domain/planned.ts';
import { initialPlans, type PlansState } from '../../src/store/plans/state.ts';
import { NOW } from './board.ts';

const MINUTE = 60_000;

/** A plan for an order; times in minutes from the moment of all fixtures. */
export function aPlan(
  order: string,
  [driver, driverName]: readonly [string, string],
  { leave = 3, ...more }: Partial<Tentative> & { leave?: number } = {},
): Tentative {
  return {
    ...{ order, driver, driverName, together: [], since: NOW - 4 * MINUTE },
    ...{ leaveAt: NOW + leave * MINUTE - 20_000, pickupAt: NOW + (leave + 4) * MINUTE },
    doorAt: NOW + (leave + 16) * MINUTE,
    ...more,
  };
}

export function aMode(mode: ModeState['mode'], more: Partial<ModeState> = {}): ModeState {
  return { mode, by: 'desk2', at: NOW - 30 * MINUTE, cause: null, ...more };
}

/** The plans of the evening: one leaves now, two go together. */
export function plansState(more: Partial<PlansState> = {}): PlansState {
  const plans = [
    aPlan('c1042', ['d9', 'Inès'], { together: ['c1047'] }),
    aPlan('c1047', ['d9', 'Inès'], { together: ['c1042'] }),
    aPlan('c1049', ['d2', 'Bob'], { leave: -1 }),
  ];
  return {
    ...initialPlans,
    ...{ mode: aMode('suggest'), total: 3 },
    byOrder: new Map(plans.map((plan) => [plan.order, plan])),
    ...more,
  };
}
