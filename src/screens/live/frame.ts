import { staleness } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { type PanelContent, panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { nextFocus } from '../../store/panels.ts';
import { isOneColumn } from '../../store/size.ts';
import type { ConsoleState } from '../../store/state.ts';
import { FOOTER_ROWS, headerRows, liveLayout, type PanelName, type Rect } from '../layout.ts';
import type { View } from '../view.ts';
import { alertLines, eventLines } from './feed.ts';
import { lateLines } from './late.ts';
import { nearestLines, planInTitle } from './nearest.ts';
import { countsLine, orderLines } from './orders.ts';
import { topLines } from './top.ts';
import { waitingLines } from './waiting.ts';

/** The panels of Live, and with one column the counts above them. Pure. */
export function liveBody({ state, m, g }: View): Line[] {
  const { columns, rows, focus } = state;
  const rects = liveLayout(columns, rows, focus);
  const drawn = rects.map((rect) => ({ rect, lines: drawPanel(state, rect, m, g) }));
  const first = headerRows(columns, rows);
  const last = rows - FOOTER_ROWS;
  const panels = Array.from({ length: last - first }, (_, index): Line => {
    const y = first + index;
    const across = drawn.filter(({ rect }) => rect.y <= y && y < rect.y + rect.height);
    across.sort((a, b) => a.rect.x - b.rect.x);
    return across.flatMap(({ rect, lines }) => lines[y - rect.y] ?? []);
  });
  const counts = isOneColumn(columns, rows) ? [fitLine(countsLine(state, m, g), columns)] : [];
  return [...counts, ...panels];
}

function drawPanel(state: ConsoleState, rect: Rect, m: ConsoleMessages, g: Glyphs): Line[] {
  const { panel: name, width, height } = rect;
  // Frame and one column of air on each side.
  const lines = linesOf(state, name, m, g, width - 4, height - 2);
  const focused = state.focus === name;
  const own = titleOf(state, name, m);
  const title = name === 'nearest' ? `${own}${planInTitle(state, own, rect, m, g)}` : own;
  return panel(dimmed(state, name, { title, focused, lines }, m), width, height, g);
}

/** A panel's name; with one column the focused one tells what Tab shows next, where that is out of sight. */
function titleOf(state: ConsoleState, name: PanelName, m: ConsoleMessages): string {
  const { columns, rows, focus, selected } = state;
  const title = {
    ...{ orders: m.panels.orders, waiting: m.panels.waiting, top: m.panels.top },
    ...{ late: m.liveScreen.late, alerts: m.panels.alerts, events: m.panels.events },
    nearest: selected ? m.panels.nearestTo(selected) : m.panels.nearest,
  }[name];
  const next = nextFocus(state, 1);
  const inSight = liveLayout(columns, rows, focus).some(({ panel: each }) => each === next);
  if (name !== focus || inSight || !isOneColumn(columns, rows)) return title;
  return `${title}  ${m.liveScreen.tab(m.liveScreen.tabs[next])}`;
}

function linesOf(
  state: ConsoleState,
  name: PanelName,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  switch (name) {
    case 'orders':
      return orderLines(state, m, g, height);
    case 'waiting':
      return waitingLines(state, m, g, width, height);
    case 'top':
      return topLines(state, m, g, width, height);
    case 'nearest':
      return nearestLines(state, m, g, width, height);
    case 'late':
      return lateLines(state, m, g, width, height);
    case 'alerts':
      return alertLines(state, m, g, width, height);
    case 'events':
      return eventLines(state, m, g, width, height);
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
