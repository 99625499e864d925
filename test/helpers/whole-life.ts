import { expect } from 'vitest';
import type { Outcome } from '../../src/domain/refusal.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { run } from '../../src/services/redis/scripts.ts';
import { adoptOrder } from '../../src/services/redis/transitions/adoption.ts';
import {
  acknowledgeAlert,
  escalateAlert,
  muteAlert,
  openAlert,
  reopenAlert,
  resolveAlert,
} from '../../src/services/redis/transitions/alerts.ts';
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
  moveDriver,
  removeDriver,
  setDriverRegions,
} from '../../src/services/redis/transitions/drivers.ts';
import { leaveNote } from '../../src/services/redis/transitions/notes.ts';
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
  restoreChoice,
  setMode,
} from '../../src/services/redis/transitions/plans.ts';
import {
  dropStray,
  pruneOrder,
  restoreDriver,
  restoreOrder,
  settleDriver,
} from '../../src/services/redis/transitions/repairs.ts';
import { anOrder, BASTILLE, desk, OPERA } from './life.ts';

const ok = async (outcome: Promise<Outcome>) => expect(await outcome).toMatchObject({ ok: true });

/** Every transition at least once, each with success: c1 ends delivered and rated, d1 and d2 on duty. */
export async function liveWholeLife(platform: Platform): Promise<void> {
  const { keys } = platform;
  const regions = ['Paris', 'Banlieue'];
  for (const id of ['d1', 'd2', 'd3'])
    await ok(addDriver(platform, { id, name: id, rating: 4.5, regions, position: OPERA }, desk));
  const items = [
    { productId: 'p1', quantity: 1 },
    { productId: 'p2', quantity: 3 },
  ];
  for (const id of ['c1', 'c2', 'c3', 'c4'])
    await ok(createOrder(platform, anOrder(id, { items }), desk));
  await ok(refusePair(platform, { order: 'c3', driver: 'd3' }, desk));
  await ok(allowPair(platform, { order: 'c3', driver: 'd3' }, desk));
  const allowed = { order: 'c3', kind: 'allow', driver: 'd3', before: 2, version: 3 } as const;
  const was = { pinned: null, refused: ['d3'] };
  await ok(restoreChoice(platform, { ...allowed, was }, desk));
  await ok(setMode(platform, { mode: 'automatic' }, desk));
  await ok(pinPlan(platform, { order: 'c4', driver: 'd2' }, desk));
  await ok(refusePair(platform, { order: 'c4', driver: 'd3' }, desk));
  await platform.redis.set(keys.lease('planner'), 'w1');
  const plan = { order: 'c4', driver: 'd2', version: 3, why: '' };
  await ok(commitPlan(platform, plan, 'w1', { by: 'engine', via: 'optimal' }));
  await ok(unassignOrder(platform, { order: 'c4' }, desk));
  const hand = { order: 'c1', driver: 'd1' };
  await ok(assignOrder(platform, hand, desk));
  await ok(unassignOrder(platform, { order: 'c1' }, desk));
  await ok(undoOrder(platform, 'c1', desk));
  await ok(pickUpOrder(platform, 'c1', desk));
  await ok(failOrder(platform, 'c1', { by: 'desk1', via: 'nobody at home' }));
  await ok(correctOrder(platform, { order: 'c1', note: 'ring twice', dueAt: Date.now() }, desk));
  await ok(assignOrder(platform, { order: 'c1', driver: 'd2' }, desk));
  await ok(reassignOrder(platform, hand, desk));
  await ok(pickUpOrder(platform, 'c1', desk));
  await ok(deliverOrder(platform, 'c1', desk));
  await ok(rateOrder(platform, { order: 'c1', stars: 5, text: 'thanks' }, desk));
  await ok(cancelOrder(platform, 'c2', { by: 'desk1', via: 'client absent' }));
  await ok(assignOrder(platform, { order: 'c3', driver: 'd2' }, desk));
  await ok(cancelOrder(platform, 'c3', desk));
  await ok(deleteOrder(platform, 'c4', desk));
  await ok(moveDriver(platform, { driver: 'd1', position: BASTILLE }));
  await ok(driverOffDuty(platform, 'd1', desk));
  await ok(driverOnDuty(platform, { driver: 'd1', position: OPERA }, desk));
  await ok(setDriverRegions(platform, { driver: 'd1', regions: ['Paris'] }, desk));
  await ok(removeDriver(platform, 'd3', desk));
  const alert = { kind: 'out_of_zone', subject: 'd1', driver: 'd1' } as const;
  const details = { name: 'd1' };
  await ok(openAlert(platform, { ...alert, severity: 'critical', details }, desk));
  await ok(escalateAlert(platform, alert, desk));
  await ok(acknowledgeAlert(platform, alert, desk));
  await ok(muteAlert(platform, { ...alert, minutes: 5 }, desk));
  await ok(reopenAlert(platform, { ...alert, from: 'muted' }, desk));
  await ok(resolveAlert(platform, alert, desk));
  await ok(leaveNote(platform, 'd1 has a flat tyre', desk));

  const { redis } = platform;
  await redis.hset(keys.order('o1'), { status: 'en_attente', client: 'another program' });
  await redis.sadd(keys.ordersStatus('waiting'), 'o1');
  await ok(adoptOrder(platform, 'o1', desk));
  await redis.sadd(keys.driverOrders('d2'), 'ghost');
  await ok(dropStray(platform, { order: 'ghost', index: keys.driverOrders('d2'), driver: 'd2' }));
  await ok(settleDriver(platform, 'd2'));
  await ok(pruneOrder(platform, { order: 'c2', status: 'cancelled', version: 2 }));
  const fields = { client: 'x', driver_id: 'd2', created_at: '1', due_at: '2' };
  await ok(restoreOrder(platform, { id: 'r1', status: 'assigned', version: 3, fields }));
  await ok(
    restoreDriver(platform, {
      ...{ id: 'r1', rating: 4.2, status: 'offDuty', regions: ['Paris'] },
      ...{ stats: { rating_sum: '42', rating_count: '10' }, fields: { name: 'Rita' } },
    }),
  );
  for (const call of [
    { script: 'raise_epoch', keys: [keys.epoch, keys.eventsSeq], args: [0, 1, 0] },
    { script: 'refresh_top_drivers', keys: [keys.topDrivers], args: [30, '{"id":"d1"}'] },
    { script: 'hold_lease', keys: [keys.lease('trim')], args: ['w1', 1_000] },
    { script: 'release_lease', keys: [keys.lease('trim')], args: ['w1'] },
  ])
    expect(await run(redis, call)).toEqual([0]);
}
