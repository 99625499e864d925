import { grouped, staleness } from '../../components/format.ts';
import { beside, panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { mapRooms } from '../../store/map/rooms.ts';
import { isShown, mapViewport, shownThings, thingOf } from '../../store/map/things.ts';
import type { ConsoleState } from '../../store/state.ts';
import { waitWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { mapLines } from './canvas.ts';
import { listLines, listTitle } from './list.ts';

/** The map, and what is near the cursor beside it or below. Pure. */
export function mapBody({ state, m, g }: View): Line[] {
  const { beside: isBeside, map, list } = mapRooms(state.columns, state.rows);
  const drawn = state.map.content
    ? mapLines(state, map.width - 2, map.height - 2, g)
    : [[{ text: ` ${waitWord(state, m)}`, dim: true }]];
  const old = state.redis.state === 'down' && state.map.content !== null;
  const lines = old ? drawn.map(dimmed) : drawn;
  const note = old ? `, ${m.panels.old(staleness(state.now - state.boardAt, m))}` : '';
  const maps = panel(
    { title: `${mapTitle(state, m)}${note}`, focused: true, lines, flush: true },
    ...([map.width, map.height, g] as const),
  );
  const near = listLines(state, m, g, list.width - 4, list.height - 2);
  const lists = panel(
    { title: listTitle(state, m), lines: old ? near.map(dimmed) : near },
    ...([list.width, list.height, g] as const),
  );
  return isBeside ? beside(maps, lists) : [...maps, ...lists];
}

const dimmed = (line: Line): Line => line.map(({ text }) => ({ text, dim: true }));

/** How much of all there is is in sight. */
function mapTitle(state: ConsoleState, m: ConsoleMessages): string {
  const { content, follow } = state.map;
  const view = mapViewport(state);
  if (!content || !view) return m.screens.map;
  const things = shownThings(state).filter(({ at }) => isShown(view, at));
  const count = (kind: 'driver' | 'order') => things.filter((each) => each.kind === kind).length;
  const crowd = content.crowds.reduce((sum, each) => sum + each.count, 0);
  const figure = (value: number) => grouped(String(value), m);
  const driver = thingOf(state, follow === null ? null : { kind: 'driver', id: follow });
  return [
    m.screens.map,
    m.mapScreen.drivers(figure(crowd > 0 ? crowd : count('driver')), figure(content.driversTotal)),
    m.mapScreen.orders(figure(count('order')), figure(content.ordersTotal)),
    ...(follow === null
      ? []
      : [m.mapScreen.following(driver ? `${driver.id} ${driver.name}` : follow)]),
    ...(state.filters.map ? [`/${state.filters.map}`] : []),
  ].join('  ');
}
