import { staleness } from '../../components/format.ts';
import { beside, type PanelContent, panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import type { View } from '../view.ts';
import { detailPanel } from './detail.ts';
import { driversLayout } from './layout.ts';
import { tablePanel } from './table.ts';

/** The Drivers screen: the roster, and beside it or in its place the driver under the cursor. Pure. */
export function driversBody(view: View): Line[] {
  const { state, g, width, height } = view;
  const { table, detail } = driversLayout(width, state.rows, state.drivers.open);
  // Frame and one column of air on each side.
  const inside = (columns: number) => [columns - 4, height - 2] as const;
  const panels: Line[][] = [];
  if (table > 0)
    panels.push(panel(aged(view, tablePanel(view, ...inside(table))), table, height, g));
  if (detail > 0)
    panels.push(panel(aged(view, detailPanel(view, ...inside(detail))), detail, height, g));
  return beside(...panels);
}

/** What is not fresh is dim and says how old it is. */
function aged({ state, m }: View, content: PanelContent): PanelContent {
  if (state.redis.state !== 'down' || !state.drivers.live) return content;
  const old = m.panels.old(staleness(state.now - state.boardAt, m));
  const lines = content.lines.map((line) =>
    line.map(({ text, inverse = false }) => ({ text, dim: true, inverse })),
  );
  return { ...content, title: `${content.title}   ${old}`, lines };
}
