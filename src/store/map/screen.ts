import type { ScreenStore } from '../screen-store.ts';
import type { ConsoleState } from '../state.ts';
import { mapPlanIds } from './plans.ts';
import { readMapScreen } from './read.ts';
import type { MapState } from './state.ts';

/** Closes what was opened last in what one works with: the search, following, the marks, the selection. */
function back({ map }: ConsoleState): Partial<ConsoleState> | null {
  const step = (change: Partial<MapState>) => ({ map: { ...map, ...change } });
  if (map.nearest) return step({ nearest: null });
  if (map.follow !== null) return step({ follow: null });
  if (map.marks.length > 0) return step({ marks: [], marksDistanceM: null });
  if (map.selected) return step({ selected: null });
  return null;
}

/** The Map for everything that works on any screen. */
export const mapStore: ScreenStore = {
  back,
  subjects: ({ map: { content, selected } }) =>
    selected?.kind === 'order' && content?.order?.id === selected.id ? [content.order] : [],
  order: ({ map: { selected } }) => (selected?.kind === 'order' ? selected.id : null),
  copied: ({ map: { selected, cursor } }) =>
    selected?.id ?? `${cursor.lat.toFixed(5)}, ${cursor.lon.toFixed(5)}`,
  planned: mapPlanIds,
  read: readMapScreen,
  moves: true,
};
