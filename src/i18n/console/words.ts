import type { VigieEvent } from '../../domain/event.ts';

/** Kilometres with one decimal, from the metres of an alert. */
export const km = (metres: string | undefined) => `${(Number(metres ?? 0) / 1000).toFixed(1)} km`;

/** A driver in an event: id and name. */
export const driverOf = ({ driver, record }: VigieEvent) =>
  [driver, record.driver_name ?? record.name].filter(Boolean).join(' ');

/** Whom an alert is about, with the name where there is one. */
export const subjectOf = (subject: string | undefined, name: string | undefined) =>
  [subject, name].filter(Boolean).join(' ');

/** From where to where, as far as the event says. */
export const routeOf = ({ record }: VigieEvent) =>
  [record.origin, record.destination].filter(Boolean).join(' > ');
