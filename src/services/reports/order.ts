import type { Document } from 'mongodb';
import { EVENT_TYPES, type EventType } from '../../domain/event.ts';
import { type TimelineEntry, timelineOf } from '../../domain/timeline.ts';
import type { Report, ReportRow } from './report.ts';

/** More has hardly ever happened to one order. */
const MOST = 1_000;

/** What an order's own record says of its past, where no event tells. */
const NOTED: Readonly<Record<string, EventType>> = {
  created_at: 'order_created',
  assigned_at: 'order_assigned',
  picked_up_at: 'order_picked_up',
  delivered_at: 'order_delivered',
  failed_at: 'order_failed',
  cancelled_at: 'order_cancelled',
  rated_at: 'order_rated',
};

const TYPES = new Set<string>(EVENT_TYPES);

/** One order's story: what happened, when, who asked, and with which driver. All of it, whatever the period. */
export const order: Report = {
  id: 'order',
  subject: 'order',
  byRegion: false,
  whole: true,
  ask: ({ subject }) => [
    {
      collection: 'events',
      pipeline: [
        { $match: { order: subject } },
        { $sort: { epoch: -1, seq: -1 } },
        { $limit: MOST },
        {
          $project: {
            ...{ _id: 0, type: 1, at: 1, by: 1, via: 1, driver: 1, epoch: 1, seq: 1 },
            name: '$record.driver_name',
          },
        },
      ],
    },
    { collection: 'orders', pipeline: [{ $match: { command_id: subject } }, { $limit: 1 }] },
  ],
  table: ([events = [], records = []]) => {
    const timeline = timelineOf(events.flatMap(toldBy), notedIn(records[0] ?? {}));
    const rows = timeline.map(rowOf);
    return {
      columns: [
        { id: 'time', kind: 'time' },
        { id: 'what', kind: 'event' },
        { id: 'by', kind: 'text' },
        { id: 'driver', kind: 'text' },
        { id: 'via', kind: 'text' },
      ],
      rows,
      total: null,
      // What only the order's own times tell is told too.
      counted: rows.length,
      chart: null,
    };
  },
};

const text = (value: unknown) => (typeof value === 'string' ? value : '');
const named = (id: unknown, name: unknown) => [text(id), text(name)].filter(Boolean).join(' ');

function toldBy({ type, at, by, via, driver, name, epoch, seq }: Document): TimelineEntry[] {
  if (!TYPES.has(type) || !(at instanceof Date)) return [];
  const place = { epoch: Number(epoch), seq: Number(seq) };
  const who = text(driver) === '' ? '' : named(driver, name);
  return [{ type, at: at.getTime(), by: text(by), via: text(via), driver: who, place }];
}

function notedIn(record: Document): TimelineEntry[] {
  return Object.entries(NOTED).flatMap(([field, type]) => {
    const at: unknown = record[field];
    if (!(at instanceof Date)) return [];
    const driver = type === 'order_assigned' ? named(record.driver_id, record.driver_name) : '';
    return [{ type, at: at.getTime(), by: '', via: '', driver, place: null }];
  });
}

function rowOf({ type, at, by, driver, via, place }: TimelineEntry): ReportRow {
  const key = place ? `${place.epoch}/${place.seq}` : type;
  return { key, cells: [at, type, by || null, driver || null, via || null] };
}
