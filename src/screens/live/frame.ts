import { staleness } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { beside, type PanelContent, panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { isOneColumn } from '../../store/size.ts';
import type { ConsoleState } from '../../store/state.ts';
import { liveLayout, type PanelName, type Rect } from '../layout.ts';
import type { View } from '../view.ts';
import { alertLines, eventLines } from './feed.ts';
import { nearestLines } from './nearest.ts';
import { countsLine, orderLines } from './orders.ts';
import { topLines } from './top.ts';
import { waitingLines } from './waiting.ts';

/** The panels of Live, and with one column the counts above them. Pure. */
export function liveBody({ state, m, g }: View): Line[] {
  const { columns, rows } = state;
  const rects = liveLayout(columns, rows, state.focus === 'top') ?? [];
  const ys = [...new Set(rects.map(({ y }) => y))];
  const panels = ys.flatMap((y) =>
    beside(...rects.filter((rect) => rect.y === y).map((rect) => drawPanel(state, rect, m, g))),
  );
  const counts = isOneColumn(columns, rows) ? [fitLine(countsLine(state, m, g), columns)] : [];
  return [...counts, ...panels];
}

function drawPanel(state: ConsoleState, rect: Rect, m: ConsoleMessages, g: Glyphs): Line[] {
  const { width, height } = rect;
  // Frame and one column of air on each side.
  const content = contentOf(state, rect.panel, m, g, width - 4, height - 2);
  return panel(dimmed(state, rect.panel, content, m), width, height, g);
}

function contentOf(
  state: ConsoleState,
  name: PanelName,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): PanelContent {
  switch (name) {
    case 'orders':
      return { title: m.panels.orders, lines: orderLines(state, m, g) };
    case 'waiting':
      return {
        title: m.panels.waiting,
        focused: state.focus === 'waiting',
        lines: waitingLines(state, m, g, width, height),
      };
    case 'top':
      return {
        title: m.panels.top,
        focused: state.focus === 'top',
        lines: topLines(state, m, g, width, height),
      };
    case 'nearest':
      return {
        title: state.selected ? m.panels.nearestTo(state.selected) : m.panels.nearest,
        focused: state.focus === 'nearest',
        lines: nearestLines(state, m, g, width, height),
      };
    case 'alerts':
      return { title: m.panels.alerts, lines: alertLines(state, m, width, height) };
    case 'events': {
      const hint = isOneColumn(state.columns, state.rows) ? `  ${m.panels.tabTop}` : '';
      return { title: `${m.panels.events}${hint}`, lines: eventLines(state, m, g, width, height) };
    }
  }
}

/** What is not fresh is dim and says so in its title. */
function dimmed(
  state: ConsoleState,
  name: PanelName,
  content: PanelContent,
  m: ConsoleMessages,
): PanelContent {
  const { board, past, redis } = state;
  if (redis.state !== 'down' || (!board && !past)) return content;
  const fromHistory = past !== null && (name === 'orders' || name === 'top');
  // What was never read has no age.
  if (!fromHistory && !board) return content;
  const note = fromHistory
    ? m.panels.fromHistory
    : m.panels.old(staleness(state.now - state.boardAt, m));
  const lines = fromHistory
    ? content.lines
    : content.lines.map((line) => line.map(({ text }) => ({ text, dim: true })));
  return { ...content, title: `${content.title}, ${note}`, lines };
}
