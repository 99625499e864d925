import type { Alert } from '../domain/alert.ts';
import type { Handover, Note } from '../domain/handover.ts';
import type { Order } from '../domain/order.ts';
import { clock } from './format.ts';

/** The words of a handover, in one language. */
export interface HandoverWords {
  readonly alerts: (n: number) => string;
  readonly urgent: (late: number, atRisk: number) => string;
  readonly waiting: (n: number) => string;
  readonly notes: string;
  readonly done: (since: string) => string;
  readonly did: (type: Handover['done'][number]['counts'][number][0], n: number) => string;
  readonly none: string;
  readonly more: (n: number) => string;
  readonly due: (time: string) => string;
}

const noteLine = ({ at, by, text }: Note) => `  ${clock(at)}  ${by}: ${text}`;

function listed(title: string, rows: readonly string[], all: number, words: HandoverWords) {
  const hidden = all - rows.length;
  const more = hidden > 0 ? [words.more(hidden)] : [];
  return [title, ...(rows.length > 0 ? [...rows, ...more] : [words.none]), ''];
}

/** A handover as lines to read, the notes first. */
export function handoverLines(
  handover: Handover,
  words: HandoverWords,
  sentence: (alert: Alert) => string,
): string[] {
  const { alerts, alertsOpen, urgent, lateCount, atRiskCount, notes, done } = handover;
  const order = ({ id, client, driverId, dueAt }: Order) =>
    [`  ${id}`, client, driverId ?? '', dueAt === null ? '' : words.due(clock(dueAt))]
      .filter(Boolean)
      .join('  ');
  const who = done.map(
    ({ by, counts }) => `  ${by}: ${counts.map(([type, n]) => words.did(type, n)).join(', ')}`,
  );
  return [
    ...listed(words.notes, notes.map(noteLine), notes.length, words),
    ...listed(
      words.alerts(alertsOpen),
      alerts.map((each) => `  ${sentence(each)}`),
      alertsOpen,
      words,
    ),
    ...listed(
      words.urgent(lateCount, atRiskCount),
      urgent.map(order),
      lateCount + atRiskCount,
      words,
    ),
    words.waiting(handover.waitingCount),
    '',
    ...listed(words.done(clock(handover.doneSince)), who, who.length, words).slice(0, -1),
  ];
}

/** The notes alone, as lines to read. */
export function noteLines(notes: readonly Note[]): string[] {
  return notes.map((note) => noteLine(note).slice(2));
}
