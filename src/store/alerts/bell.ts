import { rings } from '../../domain/alert.ts';
import type { VigieEvent } from '../../domain/event.ts';
import type { ConsoleState } from '../state.ts';

/** Counts one ring for all that came together, where something of it is worth a bell. Pure. */
export function bellRung(
  { alerts }: Pick<ConsoleState, 'alerts'>,
  events: readonly VigieEvent[],
): Partial<ConsoleState> {
  const worth = alerts.bell && events.some(({ type, record }) => rings(type, record));
  return worth ? { alerts: { ...alerts, rung: alerts.rung + 1 } } : {};
}
