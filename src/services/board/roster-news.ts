import type { EventType, VigieEvent } from '../../domain/event.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import { rosterDriver } from './roster.ts';

/** What events told of drivers and the roster has not taken yet. Changed in place. */
export interface RosterNews {
  /** As they are now, by id; null for who was removed. */
  readonly records: Map<string, RosterDriver | null>;
  /** Who carries more or fewer orders than the roster knows: counts are read, never added up. */
  readonly loads: Set<string>;
  /** The last event that was noted. */
  last: Pick<VigieEvent, 'epoch' | 'seq'> | null;
  /** Events were missed: everything has to be read again. */
  gap: boolean;
}

/** After these a driver carries more or fewer orders. */
const HANDS = new Set<EventType>([
  ...(['order_assigned', 'order_reassigned', 'order_unassigned'] as const),
  ...(['order_failed', 'order_cancelled', 'order_adopted'] as const),
]);

export function noNews(): RosterNews {
  return { records: new Map(), loads: new Set(), last: null, gap: false };
}

/** Notes what events mean for drivers; those it knows already mean nothing more. */
export function noteEvents(news: RosterNews, events: readonly VigieEvent[]): void {
  for (const event of events) {
    const { last } = news;
    const { epoch, seq } = event;
    if (last && last.epoch === epoch && seq <= last.seq) continue;
    if (last && (last.epoch !== epoch || seq > last.seq + 1)) news.gap = true;
    news.last = { epoch, seq };
    noteEvent(news, event);
  }
}

function noteEvent({ records, loads }: RosterNews, event: VigieEvent): void {
  const { type, driver, driverRecord } = event;
  // An alert's driver is whom it is about: nothing of his changed.
  if (type.startsWith('alert_')) return;
  const record = driverRecord ?? (type.startsWith('driver_') ? event.record : null);
  if (driver !== null && record !== null) {
    const regions = (record.regions ?? '').split(',').filter((region) => region !== '');
    const load = Number(record.deliveries_in_progress ?? 0) || 0;
    const gone = type === 'driver_removed';
    records.set(driver, gone ? null : rosterDriver(driver, record, regions, load));
    loads.delete(driver);
    return;
  }
  if (!HANDS.has(type)) return;
  for (const id of [driver, event.record.previous_driver]) if (id) loads.add(id);
}
