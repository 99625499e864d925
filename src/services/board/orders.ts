import type { ChainableCommander } from 'ioredis';
import type { ListedOrder } from '../../domain/listed-order.ts';
import { ORDER_STATUSES, type OrderStatus } from '../../domain/status.ts';
import type { Platform } from '../redis/connect.ts';
import { parseOrder } from '../redis/parse.ts';
import { setPages } from '../redis/scan.ts';

/** Hashes that one pipeline reads. */
const PAGE = 500;

type Hash = Readonly<Record<string, string>>;

/** A page of orders as Redis has them now, and the ids that have no hash any more. */
export interface OrdersPage {
  readonly orders: readonly ListedOrder[];
  readonly missing: readonly string[];
}

/** An order as lists show it, from its hash or an event's record; null where there is none. */
export function listedOrder(id: string, hash: Hash): ListedOrder | null {
  const order = parseOrder(id, hash);
  if (!order) return null;
  return { ...order, driverName: order.driverId === null ? '' : (hash.driver_name ?? '') };
}

/** How many orders there are in each status, and the epoch that Redis is in. */
export async function countOrders({ redis, keys }: Platform): Promise<{
  readonly counts: Readonly<Record<OrderStatus, number>>;
  readonly epoch: number;
}> {
  const pipeline = redis.pipeline().get(keys.epoch);
  for (const status of ORDER_STATUSES) pipeline.scard(keys.ordersStatus(status));
  const [epoch, ...sizes] = await repliesOf(pipeline);
  const counts = Object.fromEntries(
    ORDER_STATUSES.map((status, index) => [status, Number(sizes[index])]),
  ) as Record<OrderStatus, number>;
  return { counts, epoch: Number(epoch ?? 0) };
}

/**
 * The orders of a status, a page at a time. Every id is told; only those that `isWanted` are read. An id
 * may come twice (the set is scanned while it changes).
 */
export async function* statusPages(
  platform: Platform,
  status: OrderStatus,
  isWanted: (id: string) => boolean,
): AsyncGenerator<OrdersPage & { readonly ids: readonly string[] }> {
  for await (const ids of setPages(platform, platform.keys.ordersStatus(status))) {
    yield { ids, ...(await readOrders(platform, ids.filter(isWanted), status)) };
  }
}

/** The newest finished orders' ids, newest first, from `start` on. */
export async function finishedIds(
  { redis, keys }: Platform,
  start: number,
  count: number,
): Promise<string[]> {
  return redis.zrange(keys.ordersFinished, `${start}`, `${start + count - 1}`, 'REV');
}

/**
 * Reads orders by id. `status` names the set that they were found in: where another program moved an
 * order there and left its hash alone, the set is news and the hash is not.
 */
export async function readOrders(
  platform: Platform,
  ids: readonly string[],
  status: OrderStatus | null = null,
): Promise<OrdersPage> {
  const orders: ListedOrder[] = [];
  const missing: string[] = [];
  for (let i = 0; i < ids.length; i += PAGE) {
    const page = await readPage(platform, ids.slice(i, i + PAGE), status);
    orders.push(...page.orders);
    missing.push(...page.missing);
  }
  return { orders, missing };
}

async function readPage(
  platform: Platform,
  ids: readonly string[],
  status: OrderStatus | null,
): Promise<OrdersPage> {
  const { redis, keys } = platform;
  const pipeline = redis.pipeline();
  for (const id of ids) pipeline.hgetall(keys.order(id));
  const hashes = (await repliesOf(pipeline)) as Hash[];
  const orders: ListedOrder[] = [];
  const missing: string[] = [];
  const doubtful: ListedOrder[] = [];
  ids.forEach((id, index) => {
    const hash = hashes[index] ?? {};
    const order = listedOrder(id, hash);
    if (!order) missing.push(id);
    else if (status !== null && order.status !== status && isLeftAlone(hash)) doubtful.push(order);
    else orders.push(order);
  });
  if (status === null || doubtful.length === 0) return { orders, missing };
  return { orders: [...orders, ...(await settled(platform, doubtful, status))], missing };
}

/** Whether a hash still says what a transition of Vigie wrote there last. */
function isLeftAlone({ status, known_status }: Hash): boolean {
  return status === known_status || status === undefined;
}

/** Asked after the hash was read: who is still in the set was not moved on by a transition meanwhile. */
async function settled(
  { redis, keys }: Platform,
  orders: readonly ListedOrder[],
  status: OrderStatus,
): Promise<ListedOrder[]> {
  const ids = orders.map(({ id }) => id);
  const flags = await redis.smismember(keys.ordersStatus(status), ...ids);
  return orders.map((order, index) => (flags[index] === 1 ? { ...order, status } : order));
}

/** The replies of a pipeline; a hash of another type is none, any other error is thrown. */
async function repliesOf(pipeline: ChainableCommander): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error?.message.startsWith('WRONGTYPE')) return {};
    if (error) throw error;
    return reply;
  });
}
