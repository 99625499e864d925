import type { Refusal } from '../../domain/refusal.ts';
import type { Config } from '../config/config.ts';
import { createOnce, type OncePlanned } from '../planner/once.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { type Assigned, readWaitingOrders } from './assign-many.ts';
import { answerOf } from './operations.ts';
import { type Answer, over } from './over.ts';

/**
 * Plans one round as the dispatch engine would, and gives what is asked for as it was planned: these
 * orders, or with null all that wait, the oldest thousand of them, then the next while somebody can take
 * them. Unlike the engine it does not wait until a driver must leave. An order that changed since is
 * refused. Nothing more is begun once `signal` aborts or an order got no answer. Throws RedisDown while
 * nothing of a round was begun.
 */
export async function* assignOptimal(
  config: Config,
  platform: Platform,
  asked: readonly string[] | null,
  { dryRun, by }: { readonly dryRun: boolean; readonly by: string },
  signal: AbortSignal,
): AsyncGenerator<readonly Assigned[]> {
  const told = new Set<string>();
  const planOnce = createOnce(config, platform);
  while (!signal.aborted) {
    const { waiting, planned } = await planOnce();
    const ids = (asked ?? waiting.map(({ id }) => id)).filter((id) => !told.has(id));
    const byOrder = new Map(planned.map((each) => [each.order.id, each]));
    const goes = ids.flatMap((id) => byOrder.get(id) ?? []);
    const stays = ids.filter((id) => !byOrder.has(id));
    const answers = dryRun ? null : await giveAll(platform, goes, by, signal);
    const refusals = await whyNot(platform, stays);
    const results = ids.map((order): Assigned => {
      const its = byOrder.get(order);
      if (!its) {
        const refusal = refusals.get(order);
        const answer: Answer = refusal
          ? { is: 'refused', refusal }
          : { is: 'nobody', excluded: [] };
        return { order, answer, to: null };
      }
      const answer = answers ? (answers.get(order) ?? { is: 'left' }) : { is: 'planned' as const };
      const given = answer.is === 'done' || answer.is === 'planned';
      const to = { driver: its.driver, name: its.name, score: null };
      return { order, answer, to: given ? to : null };
    });
    for (const id of ids) told.add(id);
    if (results.length > 0) yield results;
    // What was given makes room in the round for those that wait behind.
    const moved = results.some(({ answer }) => answer.is === 'done');
    const stopped = results.some(({ answer }) => answer.is === 'unknown' || answer.is === 'left');
    if (asked !== null || dryRun || !moved || stopped) return;
  }
}

async function giveAll(
  platform: Platform,
  goes: readonly OncePlanned[],
  by: string,
  signal: AbortSignal,
): Promise<Map<string, Answer>> {
  const jobs = goes.map(({ order: { id, version }, driver, why }) => ({
    order: id,
    run: async () => {
      const request = { order: id, driver, expectedVersion: version, why };
      const outcome = await assignOrder(platform, request, { by, via: 'optimal' });
      return answerOf(outcome, { order: id, from: null, to: driver });
    },
  }));
  const results = await over(jobs, { signal });
  return new Map(results.map(({ order, answer }) => [order, answer]));
}

/** Of the orders that nobody is planned for: those that do not wait, and what became of them. */
async function whyNot(platform: Platform, ids: readonly string[]): Promise<Map<string, Refusal>> {
  const read = ids.length === 0 ? [] : await readWaitingOrders(platform, ids);
  return new Map(
    read.flatMap((each, index) => ('refusal' in each ? [[ids[index] ?? '', each] as const] : [])),
  );
}
