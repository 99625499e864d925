import type { Alert } from './alert.ts';
import type { EventType, VigieEvent } from './event.ts';
import type { Order } from './order.ts';

/** A note that a dispatcher left for the next one. */
export interface Note {
  readonly at: number;
  readonly by: string;
  readonly text: string;
}

/** What somebody did, by kind of transition, the most frequent first. */
export interface DoneBy {
  readonly by: string;
  readonly counts: readonly (readonly [type: EventType, n: number])[];
}

/** What the next dispatcher must know. */
export interface Handover {
  /** Redis' own clock, ms. */
  readonly at: number;
  readonly alerts: readonly Alert[];
  readonly alertsOpen: number;
  /** Beyond the promised time or near it, the most urgent first; `lateCount` and `atRiskCount` count all. */
  readonly urgent: readonly Order[];
  readonly lateCount: number;
  readonly atRiskCount: number;
  readonly waitingCount: number;
  /** Newest first. */
  readonly notes: readonly Note[];
  readonly done: readonly DoneBy[];
  /** Since when `done` counts: an hour ago, or later where the stream does not reach back so far. */
  readonly doneSince: number;
}

/** What each did, the busiest first. Pure. */
export function doneBy(events: readonly VigieEvent[]): DoneBy[] {
  const people = new Map<string, Map<EventType, number>>();
  for (const { by, type } of events) {
    const counts = people.get(by) ?? new Map<EventType, number>();
    people.set(by, counts.set(type, (counts.get(type) ?? 0) + 1));
  }
  const total = ({ counts }: DoneBy) => counts.reduce((sum, [, n]) => sum + n, 0);
  return [...people]
    .map(([by, counts]) => ({ by, counts: [...counts].sort((a, b) => b[1] - a[1]) }))
    .sort((a, b) => total(b) - total(a) || a.by.localeCompare(b.by));
}
