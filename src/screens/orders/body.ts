import { staleness } from '../../components/format.ts';
import { beside, type PanelContent, panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import { ordersCursor } from '../../store/orders/rows.ts';
import { hiddenWord } from '../live/words.ts';
import type { View } from '../view.ts';
import { detailLines } from './detail.ts';
import { ordersLayout } from './layout.ts';
import { listPanel } from './list.ts';
import { mapLines } from './map.ts';

/** The Orders screen: the list, and beside it or in its place the order under the cursor. Pure. */
export function ordersBody(view: View): Line[] {
  const { state, g, width, height } = view;
  const { list, detail } = ordersLayout(width, state.rows, state.orders.open);
  // Frame and one column of air on each side.
  const inside = (columns: number) => [columns - 4, height - 2] as const;
  const panels: Line[][] = [];
  if (list > 0) panels.push(panel(aged(view, listPanel(view, ...inside(list))), list, height, g));
  if (detail > 0) panels.push(panel(detailPanel(view, ...inside(detail)), detail, height, g));
  return beside(...panels);
}

/** What is not fresh is dim and says how old it is. */
function aged({ state, m }: View, content: PanelContent): PanelContent {
  if (state.redis.state !== 'down' || !state.orders.book) return content;
  const old = m.panels.old(staleness(state.now - state.boardAt, m));
  const lines = content.lines.map((line) => line.map(({ text }) => ({ text, dim: true })));
  return { ...content, title: `${content.title}, ${old}`, lines };
}

function detailPanel(view: View, width: number, height: number): PanelContent {
  const { state, m } = view;
  const { open, detailOffset } = state.orders;
  const { order } = ordersCursor(state);
  const focused = open;
  if (!order) {
    return {
      title: m.ordersScreen.title,
      focused,
      lines: [[{ text: m.ordersScreen.detail.none, dim: true }]],
    };
  }
  const title = `${order.id}  ${m.ordersScreen.status[order.status]}`;
  const words = detailLines(view, order, width);
  const lines = [...words, ...mapLines(view, order, width, height - words.length)];
  if (lines.length <= height) return { title, focused, lines };
  const room = height - 1;
  const first = Math.min(detailOffset, lines.length - room);
  const hidden = hiddenWord(first, lines.length - first - room, m);
  return {
    title,
    focused,
    lines: [...lines.slice(first, first + room), [{ text: hidden, dim: true }]],
  };
}
