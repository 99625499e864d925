import type { Document } from 'mongodb';

/** Beyond it whole numbers are no longer exact: no figure of a delivery. */
const MOST = 9e15;

/** A number that can be counted with; null for text, NaN, infinity and what is absent. */
export const finite = (path: string): Document => ({
  // Numbers stand between null and text in MongoDB's order, and NaN before all of them.
  $cond: [{ $and: [{ $gte: [path, -MOST] }, { $lte: [path, MOST] }] }, path, null],
});

const isDate = (path: string): Document => ({ $eq: [{ $type: path }, 'date'] });

/** Whether two fields are times, the second not before the first. */
export const inOrder = (first: string, second: string): Document => ({
  $and: [isDate(first), isDate(second), { $gte: [second, first] }],
});

/** Whole seconds between two times; null where one is missing or they are the wrong way round. */
const seconds = (first: string, second: string): Document => ({
  $cond: [
    inOrder(first, second),
    { $floor: { $divide: [{ $subtract: [second, first] }, 1_000] } },
    null,
  ],
});

/** From the order to the door. */
export const DOOR_SECONDS = seconds('$created_at', '$delivery_time');
/** From the order to the moment at which the driver who brought it was given it. */
export const WAIT_SECONDS = seconds('$created_at', '$assigned_at');

const DURATION = finite('$duration_minutes');
/** From pick-up to door as it is noted, to the nearest second. */
export const DURATION_SECONDS = {
  $floor: { $add: [{ $multiply: [DURATION, 60] }, 0.5] },
};

const RATING = finite('$rating');
const ATTEMPTS = finite('$attempts');

const count = (condition: Document): Document => ({ $sum: { $cond: [condition, 1, 0] } });
const DUE = { $and: [isDate('$delivery_time'), isDate('$due_at')] };

/** Sums of a group of deliveries, and of how many of them each is the sum: groups can be added up. */
export const SUMS = {
  delays: {
    due: count(DUE),
    late: count({ $and: [DUE, { $gt: ['$delivery_time', '$due_at'] }] }),
  },
  durations: { timed: count({ $ne: [DURATION, null] }), minutes: { $sum: DURATION } },
  ratings: { rated: count({ $ne: [RATING, null] }), stars: { $sum: RATING } },
  attempts: { tried: count({ $ne: [ATTEMPTS, null] }), failed: count({ $gt: [ATTEMPTS, 0] }) },
} as const;

/** What a field names; another program's documents may have none. */
export const named = (path: string): Document => ({ $ifNull: [path, ''] });
