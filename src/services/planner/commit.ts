import { createHash } from 'node:crypto';
import type { Order } from '../../domain/order.ts';
import type { Trip } from '../../domain/planning/problem.ts';
import { ENGINE } from '../../domain/programs.ts';
import type { Outcome, RefusalName } from '../../domain/refusal.ts';
import { faultPoint } from '../fault.ts';
import type { Platform } from '../redis/connect.ts';
import { commitPlan } from '../redis/transitions/plans.ts';

/** How it decides. */
export const VIA = 'optimal';

/** What came of one order of a due way. */
export interface Committed {
  readonly order: string;
  readonly driver: string;
  readonly outcome: Outcome;
}

/** One order in one state is given once, whichever planner does it, and however often it asks. */
function operationOf({ id, version, createdAt }: Order, driver: string): string {
  // A re-used id begins its versions anew.
  const what = JSON.stringify([id, version, createdAt, driver]);
  return `plan-${createHash('sha1').update(what).digest('hex')}`;
}

/** No sense in asking on: the engine may give nothing out, here or at all. */
const STOPS: ReadonlySet<RefusalName> = new Set(['not_automatic', 'not_planner']);

/**
 * Gives the orders of the ways that must begin, each with its own result; `owner` holds the planner's
 * lease. Ends early when the mode was changed or the lease is another's. Throws RedisDown.
 */
export async function commitDue(
  platform: Platform,
  due: readonly Trip[],
  about: {
    readonly orders: ReadonlyMap<string, Order>;
    readonly owner: string;
    readonly whyOf: (order: string) => string;
  },
): Promise<Committed[]> {
  const { orders, owner, whyOf } = about;
  const results: Committed[] = [];
  for (const { driver, orders: ids } of due) {
    for (const id of ids) {
      const order = orders.get(id);
      if (!order) continue;
      const commitment = { order: id, driver, version: order.version, why: whyOf(id) };
      const act = { by: ENGINE, via: VIA, operationId: operationOf(order, driver) };
      const outcome = await commitPlan(platform, commitment, owner, act);
      faultPoint('mid-commit');
      if (!outcome.ok && STOPS.has(outcome.refusal)) return results;
      results.push({ order: id, driver, outcome });
    }
  }
  return results;
}
