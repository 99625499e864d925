import type { Board, TopDriver } from '../../domain/board.ts';
import { ORDER_STATUSES, type OrderStatus, orderStatusFromWire } from '../../domain/status.ts';
import type { History } from '../mongo/connect.ts';
import { TOP_DRIVERS } from './top-drivers.ts';

/** The board as MongoDB knows it, for when Redis is away: counts and leaderboard; what is live stays empty. */
export async function readBoardFromHistory(history: History): Promise<Board> {
  const { db, deliveries } = history;
  const [groups, ranked, total] = await Promise.all([
    db
      .collection('orders')
      .aggregate<{ _id: unknown; n: number }>([{ $group: { _id: '$status', n: { $sum: 1 } } }])
      .toArray(),
    db.collection('drivers').find().sort({ rating: -1, driver_id: 1 }).limit(TOP_DRIVERS).toArray(),
    db.collection('drivers').estimatedDocumentCount(),
  ]);
  // Of those shown alone: an index finds them among a million deliveries.
  const ids = ranked.map(({ driver_id }) => driver_id);
  const revenues = await db
    .collection(deliveries)
    .aggregate<{ _id: string; cents: number }>([
      { $match: { driver_id: { $in: ids } } },
      { $group: { _id: '$driver_id', cents: { $sum: '$amount_cents' } } },
    ])
    .toArray();
  const counts = Object.fromEntries(ORDER_STATUSES.map((status) => [status, 0])) as Record<
    OrderStatus,
    number
  >;
  for (const { _id, n } of groups) {
    const status = orderStatusFromWire(String(_id));
    if (status) counts[status] += Number(n);
  }
  const revenueOf = new Map(revenues.map(({ _id, cents }) => [_id, Number(cents)]));
  const topDrivers = ranked.map(
    (driver): TopDriver => ({
      id: String(driver.driver_id),
      name: String(driver.name ?? ''),
      rating: Number(driver.rating ?? 0),
      load: null,
      capacity: null,
      offDuty: false,
      revenueCents: revenueOf.get(String(driver.driver_id)) ?? 0,
    }),
  );
  return {
    readAt: Date.now(),
    source: 'history',
    counts,
    drivers: { total, free: 0, busy: 0, offDuty: 0 },
    late: 0,
    atRisk: 0,
    oldestWaitingAt: null,
    medianWaitingAt: null,
    waiting: [],
    waitingOffset: 0,
    urgent: [],
    topDrivers,
    topDriversTtlMs: null,
    alerts: [],
    alertsOpen: 0,
    workers: 0,
    simulator: null,
    seq: 0,
    lag: 0,
    sync: { perSecond: 0, lastError: null },
  };
}
