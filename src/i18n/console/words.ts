import type { VigieEvent } from '../../domain/event.ts';

/** A driver in an event: id and name. */
export const driverOf = ({ driver, record }: VigieEvent) =>
  [driver, record.driver_name ?? record.name].filter(Boolean).join(' ');

/** From where to where, as far as the event says. */
export const routeOf = ({ record }: VigieEvent) =>
  [record.origin, record.destination].filter(Boolean).join(' > ');
