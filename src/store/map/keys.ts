import type { Order } from '../../domain/order.ts';
import type { ConsoleState } from '../state.ts';
import type { MapState } from './state.ts';

/** Closes one thing: the search, following, the marks, the selection; null when nothing is open. */
export function mapBack({ map }: ConsoleState): Partial<ConsoleState> | null {
  const step = (change: Partial<MapState>) => ({ map: { ...map, ...change } });
  if (map.nearest) return step({ nearest: null });
  if (map.follow !== null) return step({ follow: null });
  if (map.marks.length > 0) return step({ marks: [], marksDistanceM: null });
  if (map.selected) return step({ selected: null });
  return null;
}

/** The order under the cursor. */
export function mapSubjects({ map: { content, selected } }: ConsoleState): readonly Order[] {
  const order = content?.order;
  return selected?.kind === 'order' && order?.id === selected.id ? [order] : [];
}

/** The id of what is under the cursor, else where it is: latitude first, as maps on the web take it. */
export function mapCopied({ map: { selected, cursor } }: ConsoleState): string {
  return selected?.id ?? `${cursor.lat.toFixed(5)}, ${cursor.lon.toFixed(5)}`;
}
