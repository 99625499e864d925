import { ORDER_STATUSES, type OrderStatus, orderStatusToWire } from '../../domain/status.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { keyPages, membersOf, scoresOf } from '../redis/scan.ts';
import type { Difference } from './difference.ts';

/** Where each index has each order: read once, compared with every hash. */
interface Indexes {
  readonly statuses: ReadonlyMap<OrderStatus, ReadonlySet<string>>;
  readonly waiting: ReadonlyMap<string, number>;
  readonly due: ReadonlyMap<string, number>;
  readonly finished: ReadonlyMap<string, number>;
}

async function readIndexes(platform: Platform): Promise<Indexes> {
  const { keys } = platform;
  const [statuses, waiting, due, finished] = await Promise.all([
    Promise.all(
      ORDER_STATUSES.map(async (status) => {
        const ids = await membersOf(platform, keys.ordersStatus(status));
        return [status, ids] as const;
      }),
    ),
    scoresOf(platform, keys.ordersWaiting),
    scoresOf(platform, keys.ordersDue),
    scoresOf(platform, keys.ordersFinished),
  ]);
  return { statuses: new Map(statuses), waiting, due, finished };
}

/** An order as Redis keeps it. */
export interface OrderAsKept {
  readonly id: string;
  readonly hash: Readonly<Record<string, string>>;
}

/** Every order of the zone, a page at a time. */
export async function* orderPages(platform: Platform): AsyncGenerator<OrderAsKept[]> {
  const { redis, keys } = platform;
  const prefix = keys.order('');
  for await (const page of keyPages(platform, prefix)) {
    const pipeline = redis.pipeline();
    for (const key of page) pipeline.hgetall(key);
    const replies = (await pipeline.exec()) ?? [];
    yield page.flatMap((key, index) => {
      // A key of another type is another program's, and none of ours.
      const [error, reply] = replies[index] ?? [];
      const hash = (reply ?? {}) as Record<string, string>;
      return error || Object.keys(hash).length === 0
        ? []
        : [{ id: key.slice(prefix.length), hash }];
    });
  }
}

/**
 * Compares every index of orders with the hashes. Answers what differs and how many orders there are.
 * What moves while it is read may look as if it differed: who asks looks again.
 */
export async function compareOrderIndexes(
  platform: Platform,
): Promise<{ differences: Difference[]; count: number }> {
  const { keys } = platform;
  const indexes = await readIndexes(platform);
  const differences: Difference[] = [];
  const seen = new Map<string, OrderStatus>();
  for await (const page of orderPages(platform)) {
    const held = await heldBy(platform, page);
    page.forEach(({ id, hash }, index) => {
      const order = parseOrder(id, hash);
      if (!order) return;
      seen.set(id, order.status);
      const wrong = wrongIndexes(id, hash, order.status, indexes, held[index]);
      for (const where of wrong) differences.push({ kind: 'order_index', subject: id, where });
    });
  }
  const stray = (where: string, ids: Iterable<string>) => {
    for (const id of ids)
      if (!seen.has(id)) differences.push({ kind: 'order_stray', subject: id, where });
  };
  for (const [status, ids] of indexes.statuses) stray(keys.ordersStatus(status), ids);
  stray(keys.ordersWaiting, indexes.waiting.keys());
  stray(keys.ordersDue, indexes.due.keys());
  stray(keys.ordersFinished, indexes.finished.keys());
  const prefix = keys.assignment('');
  for await (const page of keyPages(platform, prefix))
    for (const key of page) stray(key, [key.slice(prefix.length)]);
  return { differences, count: seen.size };
}

/** Per order: its assignment, and whether the driver of its hash has it in hand. */
async function heldBy(
  { redis, keys }: Platform,
  page: readonly OrderAsKept[],
): Promise<{ assignment: string | null; inHand: boolean }[]> {
  const pipeline = redis.pipeline();
  for (const { id, hash } of page) {
    pipeline.get(keys.assignment(id));
    pipeline.sismember(keys.driverOrders(hash.driver_id ?? ''), id);
  }
  const replies = ((await pipeline.exec()) ?? []).map(([, reply]) => reply);
  return page.map((_, i) => ({
    assignment: (replies[2 * i] ?? null) as string | null,
    inHand: replies[2 * i + 1] === 1,
  }));
}

/** The indexes that do not say what the hash says. Pure. */
function wrongIndexes(
  id: string,
  hash: Readonly<Record<string, string>>,
  status: OrderStatus,
  { statuses, waiting, due, finished }: Indexes,
  held: { assignment: string | null; inHand: boolean } | undefined,
): string[] {
  const open = status !== 'delivered' && status !== 'cancelled';
  const carried = status === 'assigned' || status === 'pickedUp';
  const driver = hash.driver_id ?? '';
  const wrong: string[] = [];
  for (const [each, ids] of statuses)
    if (ids.has(id) !== (each === status)) wrong.push(`orders:status:${orderStatusToWire(each)}`);
  if (waiting.has(id) !== (status === 'waiting')) wrong.push('orders:waiting');
  else if (status === 'waiting' && waiting.get(id) !== Number(hash.created_at))
    wrong.push('orders:waiting');
  if (due.has(id) !== open) wrong.push('orders:due');
  else if (open && hash.due_at && due.get(id) !== Number(hash.due_at)) wrong.push('orders:due');
  if (finished.has(id) === open) wrong.push('orders:finished');
  if ((held?.assignment ?? '') !== (carried ? driver : '')) wrong.push(`assignment:${id}`);
  if (driver !== '' && held?.inHand !== carried) wrong.push(`driver:${driver}:orders`);
  return wrong;
}
