import type { Excluded } from '../../domain/board.ts';
import type { Order } from '../../domain/order.ts';
import { type Given, heldToPin, type Planned, planAssignments } from '../../domain/plan.ts';
import type { Refusal } from '../../domain/refusal.ts';
import { type StrategyName, score } from '../../domain/strategy.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseOrder } from '../redis/parse.ts';
import { asDown } from '../redis/scripts.ts';
import { explained } from '../redis/transitions/act.ts';
import { candidatesOf } from './candidates.ts';
import { giveToBest, pinnedAnswer } from './operations.ts';
import { type Answer, over } from './over.ts';

/** What came of one order: as `Answer`, or whom it would go to. */
export interface Assigned {
  readonly order: string;
  readonly answer: Answer | { readonly is: 'planned' };
  readonly to: {
    readonly driver: string;
    readonly name: string;
    /** null: the strategy has none for one order alone. */
    readonly score: number | null;
  } | null;
}

export interface AssignWish {
  readonly strategy: StrategyName;
  readonly radiusM: number;
  /** Plans, and changes nothing. */
  readonly dryRun: boolean;
  readonly by: string;
}

/** So many orders are planned, then given, before the next are read. */
const AT_ONCE = 200;

/**
 * Gives waiting orders to whom a strategy chooses, or to who is pinned for them, in their order, some hundreds at a time, so that any
 * number takes little memory: each part is planned, then given, and told. Nothing more is begun once
 * `signal` aborts or an order got no answer. Throws RedisDown while nothing of a part was begun.
 */
export async function* assignMany(
  platform: Platform,
  pages: AsyncIterable<readonly string[]>,
  wish: AssignWish,
  signal: AbortSignal,
): AsyncGenerator<readonly Assigned[]> {
  // What was given shows in the drivers' hands; what was only planned does not.
  const given: Given = new Map();
  for await (const page of pages) {
    for (let at = 0; at < page.length; at += AT_ONCE) {
      if (signal.aborted) return;
      const ids = page.slice(at, at + AT_ONCE);
      const results = await assignPart(
        platform,
        ids,
        wish,
        wish.dryRun ? given : new Map(),
        signal,
      );
      yield results;
      if (results.some(({ answer }) => answer.is === 'unknown' || answer.is === 'left')) return;
    }
  }
}

async function assignPart(
  platform: Platform,
  ids: readonly string[],
  wish: AssignWish,
  given: Given,
  signal: AbortSignal,
): Promise<Assigned[]> {
  const read = await readWaitingOrders(platform, ids);
  const orders = read.filter((each): each is Order => !('refusal' in each));
  const lists = await candidatesOf(platform, orders, wish.radiusM);
  const held = lists.map((list, index) => {
    const order = orders[index];
    return order ? heldToPin(list, order) : list;
  });
  const plan = planAssignments(wish.strategy, held, given);
  const planned = new Map(plan.map((each) => [each.order, each]));
  const jobs = orders.flatMap((order) => {
    const its = planned.get(order.id);
    return its?.driver ? [{ order: order.id, run: () => run(platform, order, its, wish) }] : [];
  });
  const done = wish.dryRun ? [] : await over(jobs, { signal });
  const answers = new Map<string, Answer>(done.map(({ order, answer }) => [order, answer]));
  return read.map((each, index) => {
    const order = ids[index] ?? '';
    if ('refusal' in each) return { order, answer: { is: 'refused', refusal: each }, to: null };
    const its = planned.get(order);
    if (!its?.driver && each.pinned) return { order, answer: pinnedAnswer(each), to: null };
    if (!its?.driver) return { order, answer: { is: 'nobody', excluded: outOf(its) }, to: null };
    const answer = answers.get(order) ?? { is: 'planned' };
    const driver = answer.is === 'done' ? answer.driver : its.driver;
    const goes = answer.is === 'done' || answer.is === 'planned' ? driver : null;
    return {
      order,
      answer,
      to: goes && {
        ...{ driver: goes.driverId, name: goes.name, score: score(wish.strategy, goes) },
      },
    };
  });
}

const run = (platform: Platform, order: Order, planned: Planned, wish: AssignWish) =>
  giveToBest(platform, { order, planned }, wish, wish.by);

/** Who is out; whom the orders before it filled is full by then. */
function outOf(planned: Planned | undefined): Excluded[] {
  if (!planned) return [];
  const filled = planned.taken.map((driver) => ({ ...driver, reason: 'full' as const }));
  return [...filled, ...planned.excluded];
}

/** Orders by their ids; why one can't be assigned where it does not wait. Throws RedisDown. */
export async function readWaitingOrders(
  { redis, keys }: Platform,
  ids: readonly string[],
): Promise<(Order | Refusal)[]> {
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hgetall(keys.order(id));
  pipeline.time();
  const replies = await pipeline.exec().catch((error) => {
    throw asDown(error);
  });
  const replyAt = (index: number): unknown => {
    const [error, reply] = replies?.[index] ?? [new RedisDown('no answer'), null];
    if (error) throw asDown(error);
    return reply;
  };
  const [seconds] = replyAt(ids.length) as string[];
  return ids.map((id, index) => {
    const hash = replyAt(index) as Record<string, string>;
    const order = parseOrder(id, hash);
    if (!order) return explained({ ok: false, refusal: 'unknown_order', details: { order: id } });
    return order.status === 'waiting' ? order : notWaiting(hash, Number(seconds) * 1000);
  });
}

/** Transitions that move no order: who did one is not who moved it. The same list as lua/include/order.lua. */
export const STILL: ReadonlySet<string> = new Set([
  ...['correct', 'rate', 'pin', 'unpin', 'refuse', 'allow'],
]);

/** The refusal that the script would give: who moved it, and when (lua/include/order.lua). */
function notWaiting(hash: Readonly<Record<string, string>>, now: number): Refusal {
  const { status = '', driver_id: driver = '', last_transition: last = '' } = hash;
  const moved = STILL.has(last) ? {} : hash;
  const { updated_by: by = '', updated_at: at = '' } = moved;
  const details = { status, driver, last, by, at, now: String(now) };
  return { ok: false, refusal: 'wrong_status', details };
}

const PAGE = 1_000;

/** All orders that wait now, the oldest first, in pages; what comes meanwhile is not among them. Throws RedisDown. */
export async function* waitingPages({ redis, keys }: Platform): AsyncGenerator<string[]> {
  const down = (error: unknown): never => {
    throw asDown(error);
  };
  const key = keys.ordersWaiting;
  const [, newest] = await redis.zrange(key, '0', '0', 'REV', 'WITHSCORES').catch(down);
  if (newest === undefined) return;
  // Those of one page may be gone by the next: it goes on by time, not by place.
  let from = '-inf';
  let told = new Set<string>();
  for (;;) {
    const flat = await redis
      .zrange(key, from, newest, 'BYSCORE', 'LIMIT', 0, PAGE + told.size, 'WITHSCORES')
      .catch(down);
    const last = flat.at(-1);
    const page: string[] = [];
    const atLast = new Set<string>(last === from ? told : []);
    for (let i = 0; i + 1 < flat.length; i += 2) {
      const [id = '', at] = [flat[i], flat[i + 1]];
      if (!told.has(id)) page.push(id);
      if (at === last) atLast.add(id);
    }
    if (page.length === 0 || last === undefined) return;
    yield page;
    [from, told] = [last, atLast];
  }
}
