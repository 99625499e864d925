import { DEFAULT_MODE } from '../../src/domain/planned.ts';
import type { Outcome } from '../../src/domain/refusal.ts';
import { ORDER_STATUSES } from '../../src/domain/status.ts';
import { readMode } from '../../src/services/planner/read.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import {
  assignOrder,
  reassignOrder,
  unassignOrder,
  undoOrder,
} from '../../src/services/redis/transitions/assignments.ts';
import {
  deliverOrder,
  failOrder,
  pickUpOrder,
  rateOrder,
} from '../../src/services/redis/transitions/deliveries.ts';
import {
  addDriver,
  driverOffDuty,
  driverOnDuty,
  removeDriver,
  setDriverRegions,
} from '../../src/services/redis/transitions/drivers.ts';
import {
  cancelOrder,
  correctOrder,
  createOrder,
  deleteOrder,
} from '../../src/services/redis/transitions/orders.ts';
import {
  allowPair,
  commitPlan,
  pinPlan,
  refusePair,
  setMode,
} from '../../src/services/redis/transitions/plans.ts';
import { anOrder, OPERA } from './life.ts';
import { type Asked, handOf, type Model } from './model.ts';

/** Does a command on the real platform. */
export function doOnRedis(platform: Platform, asked: Asked): Promise<Outcome> {
  const act = { by: asked.by };
  switch (asked.kind) {
    case 'create': {
      const { order, cents, region } = asked;
      return createOrder(platform, anOrder(order, { amountCents: cents, region }), act);
    }
    case 'correct':
      return correctOrder(platform, { order: asked.order, note: asked.note }, act);
    case 'assign':
      return assignOrder(platform, { order: asked.order, driver: asked.driver }, act);
    case 'reassign':
      return reassignOrder(platform, { order: asked.order, driver: asked.driver }, act);
    case 'pin':
      return pinPlan(platform, { order: asked.order, driver: asked.driver }, act);
    case 'unpin':
      return pinPlan(platform, { order: asked.order, driver: null }, act);
    case 'refuse':
      return refusePair(platform, { order: asked.order, driver: asked.driver }, act);
    case 'allow':
      return allowPair(platform, { order: asked.order, driver: asked.driver }, act);
    case 'commit':
      return commit(platform, asked);
    case 'mode':
      return setMode(platform, { mode: asked.mode }, act);
    case 'unassign':
      return unassignOrder(platform, { order: asked.order }, act);
    case 'pickUp':
      return pickUpOrder(platform, asked.order, act);
    case 'deliver':
      return deliverOrder(platform, asked.order, act);
    case 'fail':
      return failOrder(platform, asked.order, act);
    case 'cancel':
      return cancelOrder(platform, asked.order, act);
    case 'delete':
      return deleteOrder(platform, asked.order, act);
    case 'undo':
      return undoOrder(platform, asked.order, act);
    case 'rate':
      return rateOrder(platform, { order: asked.order, stars: asked.stars }, act);
    case 'add': {
      const { driver: id, capacity, regions, onDuty } = asked;
      const driver = { id, name: id, rating: 0, capacity, regions };
      return addDriver(platform, { ...driver, ...(onDuty ? { position: OPERA } : {}) }, act);
    }
    case 'onDuty':
      return driverOnDuty(platform, { driver: asked.driver, position: OPERA }, act);
    case 'offDuty':
      return driverOffDuty(platform, asked.driver, act);
    case 'remove':
      return removeDriver(platform, asked.driver, act);
    case 'regions':
      return setDriverRegions(platform, { driver: asked.driver, regions: asked.regions }, act);
  }
}

/** As the planner does it: with the version it read. */
async function commit(
  platform: Platform,
  { order, driver, by }: { order: string; driver: string; by: string },
): Promise<Outcome> {
  const { redis, keys } = platform;
  await redis.set(keys.lease('planner'), 'w1');
  const version = Number((await redis.hget(keys.order(order), 'version')) ?? 0);
  return commitPlan(platform, { order, driver, version, why: '' }, 'w1', { by, via: 'optimal' });
}

export const REGIONS = ['Paris', 'Banlieue'] as const;

/** Everything that the model speaks of, as it follows from the model. */
export function expectedOf(model: Model) {
  const ids = [...model.drivers.keys()].sort();
  const inStatus = (status: string) =>
    [...model.orders].filter(([, it]) => it.status === status).map(([id]) => id);
  const open = [...model.orders].filter(([, it]) =>
    ['waiting', 'assigned', 'pickedUp'].includes(it.status),
  );
  const status = (id: string) => {
    if (!model.drivers.get(id)?.onDuty) return 'hors_ligne';
    return handOf(model, id).length > 0 ? 'occupé' : 'disponible';
  };
  return {
    seq: model.seq,
    statuses: ORDER_STATUSES.map((each) => inStatus(each).sort()),
    waiting: inStatus('waiting').sort(),
    due: open.map(([id]) => id).sort(),
    finished: [...inStatus('delivered'), ...inStatus('cancelled')].sort(),
    orders: [...model.orders]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([id, it]) => [
        ...[id, String(it.version), String(it.attempts), it.driver ?? null, it.note],
        ...[String(it.cents), it.rating === null ? null : String(it.rating)],
        ['assigned', 'pickedUp'].includes(it.status) ? it.driver : null,
        ...[it.pinned || null, it.refused.join(',')],
      ]),
    mode: model.mode ?? DEFAULT_MODE,
    drivers: ids.map((id) => {
      const it = model.drivers.get(id);
      const ratings = it?.ratings ?? [];
      const sum = ratings.reduce((total, each) => total + each, 0);
      return {
        ...{ id, status: status(id), hand: handOf(model, id) },
        ...{ regions: [...(it?.regions ?? [])].sort(), load: handOf(model, id).length },
        ...{ completed: it?.completed ?? 0, cents: it?.cents ?? 0 },
        rating: ratings.length === 0 ? 0 : Number((sum / ratings.length).toFixed(2)),
      };
    }),
    byStatus: ['disponible', 'occupé', 'hors_ligne'].map((word) =>
      ids.filter((id) => status(id) === word),
    ),
    byRegion: REGIONS.map((region) =>
      ids.filter((id) => model.drivers.get(id)?.regions.includes(region)),
    ),
    located: ids.filter((id) => model.drivers.get(id)?.onDuty),
    sold: model.sold,
    spent: model.spent,
  };
}

/** The same, as Redis has it. */
export async function readAll(platform: Platform): Promise<ReturnType<typeof expectedOf>> {
  const { redis, keys } = platform;
  const members = async (key: string) => (await redis.smembers(key)).sort();
  const scored = async (key: string) => (await redis.zrange(key, '0', '-1')).sort();
  const statuses = await Promise.all(
    ORDER_STATUSES.map((each) => members(keys.ordersStatus(each))),
  );
  const orderIds = statuses.flat().sort();
  const ids = await members(keys.driversAll);
  return {
    seq: Number((await redis.get(keys.eventsSeq)) ?? 0),
    statuses,
    waiting: await scored(keys.ordersWaiting),
    due: await scored(keys.ordersDue),
    finished: await scored(keys.ordersFinished),
    orders: await Promise.all(
      orderIds.map(async (id) => [
        id,
        ...(await redis.hmget(keys.order(id), 'version', 'attempts', 'driver_id', 'note')),
        ...(await redis.hmget(keys.order(id), 'amount_cents', 'rating')),
        await redis.get(keys.assignment(id)),
        await redis.hget(keys.order(id), 'pinned_driver'),
        (await redis.hget(keys.order(id), 'refused_drivers')) ?? '',
      ]),
    ),
    mode: (await readMode(platform)).mode,
    drivers: await Promise.all(
      ids.map(async (id) => {
        const stats = await redis.hgetall(keys.driverStats(id));
        return {
          ...{ id, status: (await redis.hget(keys.driver(id), 'status')) ?? '' },
          hand: await members(keys.driverOrders(id)),
          regions: await members(keys.driverRegions(id)),
          load: Number(stats.deliveries_in_progress ?? 0),
          ...{ completed: Number(stats.deliveries_completed ?? 0) },
          cents: Number(stats.revenue_cents ?? 0),
          rating: Number(await redis.hget(keys.driver(id), 'rating')),
        };
      }),
    ),
    byStatus: await Promise.all(
      (['free', 'busy', 'offDuty'] as const).map((each) => members(keys.driversStatus(each))),
    ),
    byRegion: await Promise.all(REGIONS.map((region) => members(keys.regionDrivers(region)))),
    located: await scored(keys.driversLocations),
    sold: Number((await redis.get(keys.productSold('p1'))) ?? 0),
    spent: Number((await redis.zscore(keys.clientsSpent, 'u1')) ?? 0),
  };
}
