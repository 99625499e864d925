import type { Board } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import { type ModeState, stands, type Tentative } from '../../domain/planned.ts';
import type { PlansRead } from '../../services/board/plans.ts';

/** What the dispatch engine is set to, and what it would do with the orders on screen. */
export interface PlansState {
  /** null until it was read. */
  readonly mode: ModeState | null;
  /** How many waiting orders have a plan, on screen or not. */
  readonly total: number;
  /** By order, those on screen. */
  readonly byOrder: ReadonlyMap<string, Tentative>;
}

export const initialPlans: PlansState = { mode: null, total: 0, byOrder: new Map() };

/** What was read of the plans; the same as before changes nothing. */
export function plansRead(
  { plans }: Pick<WithPlans, 'plans'>,
  { mode, total, byOrder }: PlansRead,
): { readonly plans?: PlansState } {
  const next = { mode, total, byOrder: byOrder ?? plans.byOrder };
  const words = (it: PlansState) => JSON.stringify([it.mode, it.total, ...it.byOrder]);
  return words(plans) === words(next) ? {} : { plans: next };
}

interface WithPlans {
  readonly plans: PlansState;
  readonly board: Pick<Board, 'workers'> | null;
  readonly redis: { readonly state: 'connecting' | 'up' | 'down' };
}

/** Whether somebody plans now: the engine is not off, and a worker runs it. */
export function isPlanning({ plans: { mode }, board, redis }: WithPlans): boolean {
  return redis.state === 'up' && mode !== null && mode.mode !== 'off' && (board?.workers ?? 0) > 0;
}

/** What the engine would do with an order; null: nothing, or nobody knows. */
export function planOf(
  state: WithPlans,
  order: (Pick<Order, 'id' | 'status'> & Partial<Pick<Order, 'pinned' | 'refused'>>) | null,
): Tentative | null {
  if (order?.status !== 'waiting' || !isPlanning(state)) return null;
  const plan = state.plans.byOrder.get(order.id) ?? null;
  // What a person said since holds already: the engine will find another.
  return plan && stands(plan, order) ? plan : null;
}

/** What the engine would give a driver, the first to leave for first; as far as it was read. */
export function plansOf(state: WithPlans, driver: string): Tentative[] {
  if (!isPlanning(state)) return [];
  return [...state.plans.byOrder.values()]
    .filter((plan) => plan.driver === driver)
    .toSorted((a, b) => a.leaveAt - b.leaveAt || a.pickupAt - b.pickupAt);
}
