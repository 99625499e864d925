import type { EventType } from './event.ts';

/** One thing that happened to an order: who did what, when. */
export interface TimelineEntry {
  readonly type: EventType;
  /** Milliseconds since 1970. */
  readonly at: number;
  /** Who asked; empty where only the time is known. */
  readonly by: string;
  /** How: strategy, reason; empty where there was none. */
  readonly via: string;
  /** The driver then, id and name; empty where there was none. */
  readonly driver: string;
  /** Its place among all events; null where only the time is known. */
  readonly place: { readonly epoch: number; readonly seq: number } | null;
}

const key = ({ place, type, at }: TimelineEntry) =>
  place ? `${place.epoch}/${place.seq}` : `${type} ${at}`;

/**
 * One timeline, oldest first, from several sources that may tell the same. A time that is known from the
 * order alone stands in where no source tells of its kind of event; what was before the order's id was
 * used anew is another order's. Pure.
 */
export function timelineOf(
  told: readonly TimelineEntry[],
  noted: readonly TimelineEntry[],
): TimelineEntry[] {
  const types = new Set(told.map(({ type }) => type));
  const all = [...told, ...noted.filter(({ type }) => !types.has(type))];
  const entries = [...new Map(all.map((entry) => [key(entry), entry])).values()].sort(
    (a, b) =>
      a.at - b.at ||
      (a.place?.epoch ?? 0) - (b.place?.epoch ?? 0) ||
      (a.place?.seq ?? 0) - (b.place?.seq ?? 0),
  );
  const deleted = entries.findLastIndex(({ type }) => type === 'order_deleted');
  return deleted === entries.length - 1 ? entries : entries.slice(deleted + 1);
}
