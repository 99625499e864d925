import type { Document } from 'mongodb';
import { CENTS } from './cents.ts';
import { daysOf, daysQuestion } from './days.ts';
import { matchScope } from './match.ts';
import { finite } from './measures.ts';
import type { Report, ReportRow } from './report.ts';

/** So many deliveries of a history are listed; its totals are of all. */
const NEWEST = 1_000;

const FIELD = { driver: 'driver_id', client: 'client_id' } as const;
/** Who stands on the other side of each delivery. */
const OTHER = {
  driver: { id: 'client', name: '$client', else: '$client_id' },
  client: { id: 'driver', name: '$driver_name', else: '$driver_id' },
} as const;

const MINUTES = finite('$duration_minutes');
const RATING = finite('$rating');

/** The history of one driver or of one client: each delivery, the newest first, and its order one key away. */
export function pastOf(whose: 'driver' | 'client'): Report {
  const other = OTHER[whose];
  return {
    id: whose,
    subject: whose,
    byRegion: true,
    single: true,
    drill: { to: 'order', as: 'subject' },
    ask: (scope) => {
      const his = { $match: { [FIELD[whose]]: scope.subject } };
      const match = [his, ...matchScope('delivery_time', scope)];
      const days = daysQuestion(scope);
      return [
        {
          collection: scope.deliveries,
          pipeline: [
            ...match,
            { $sort: { delivery_time: -1 } },
            { $limit: NEWEST },
            {
              $project: {
                ...{ _id: 0, command_id: 1, delivery_time: 1, destination: 1 },
                other: { $ifNull: [other.name, other.else] },
                ...{ minutes: MINUTES, cents: CENTS, rating: RATING },
              },
            },
          ],
        },
        {
          collection: scope.deliveries,
          pipeline: [
            ...match,
            {
              $group: {
                ...{ _id: null, deliveries: { $sum: 1 }, cents: { $sum: CENTS } },
                ...{ minutes: { $avg: MINUTES }, rating: { $avg: RATING } },
              },
            },
          ],
        },
        { ...days, pipeline: [his, ...days.pipeline] },
      ];
    },
    table: ([newest = [], totals = [], days = []]) => ({
      columns: [
        { id: 'order', kind: 'name' },
        { id: 'time', kind: 'time' },
        { id: other.id, kind: 'text' },
        { id: 'destination', kind: 'text' },
        { id: 'minutes', kind: 'minutes', good: 'less' },
        { id: 'amount', kind: 'money', good: 'more' },
        { id: 'rating', kind: 'rating', good: 'more' },
      ],
      rows: newest.map(rowOf),
      total: newest.length > 1 ? totalOf(totals[0] ?? {}) : null,
      counted: Number(totals[0]?.deliveries ?? 0),
      chart: { kind: 'days', days: daysOf(days) },
    }),
  };
}

/** One driver's deliveries. */
export const driver = pastOf('driver');
/** What one client was brought. */
export const client = pastOf('client');

const textOf = (value: unknown) => String(value ?? '') || null;
const numberOf = (value: unknown) => (typeof value === 'number' ? value : null);

function rowOf(document: Document): ReportRow {
  const { command_id, delivery_time, other, destination, minutes, cents } = document;
  return {
    key: String(command_id),
    cells: [
      String(command_id),
      delivery_time instanceof Date ? delivery_time.getTime() : null,
      textOf(other),
      textOf(destination),
      numberOf(minutes),
      Number(cents),
      numberOf(document.rating),
    ],
  };
}

const totalOf = ({ minutes, cents, rating }: Document): ReportRow => ({
  key: '',
  cells: ['', null, null, null, numberOf(minutes), Number(cents), numberOf(rating)],
});
