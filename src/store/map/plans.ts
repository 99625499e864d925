import type { MapOrder } from '../../domain/map.ts';
import { planOf } from '../plans/state.ts';
import type { ConsoleState } from '../state.ts';

/** A waiting order on the map and the driver whom the engine plans for it. */
export interface PlannedPair {
  readonly driver: string;
  readonly order: MapOrder;
}

/** The planned pair of the selected order, or all of the selected driver. */
export function plannedPairs(state: ConsoleState): PlannedPair[] {
  const { content, selected } = state.map;
  if (!content || !selected) return [];
  return content.orders.flatMap((order): PlannedPair[] => {
    const driver = planOf(state, order)?.driver;
    const meant = selected.kind === 'order' ? order.id : driver;
    return driver !== undefined && meant === selected.id ? [{ driver, order }] : [];
  });
}

/** The orders whose plans the map shows: the selected one; of a driver any that wait may be his. */
export function mapPlanIds({ map: { content, selected } }: ConsoleState): string[] {
  if (!content || !selected || selected.kind === 'place') return [];
  const waiting = content.orders.filter(({ status }) => status === 'waiting');
  const meant = selected.kind === 'driver' ? waiting : waiting.filter((o) => o.id === selected.id);
  return meant.map(({ id }) => id);
}
