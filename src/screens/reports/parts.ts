import { panel } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import type { View } from '../view.ts';
import { chartLines, chartTitle } from './charts.ts';
import { reportRoom } from './layout.ts';
import { sidePanel } from './side.ts';
import { type TableModel, tableLines, tableModel } from './table.ts';
import { captionLines, hiddenWords, titleOf } from './words.ts';

/** The parts of Reports, each a list of rows; those of the right are `width` columns wide. */
export interface ReportParts {
  /** The list, as high as the body; empty where there is no room for it. */
  readonly side: readonly Line[];
  /** The upper border of the table's panel and what is told above its rows. */
  readonly top: readonly Line[];
  /** What ink-table draws, between the borders of the panel; null: there are no rows. */
  readonly table: TableModel | null;
  /** How many rows of the screen it takes. */
  readonly tableRows: number;
  readonly bottom: readonly Line[];
  readonly width: number;
}

/** All of Reports but the rows of the table, which are drawn as text or by ink-table. */
export function reportParts({ state, m, g, height }: View): ReportParts {
  const { report } = state;
  const { side, width, shown, chart } = reportRoom(state);
  const list = side > 0 ? sidePanel(state, m, g, [side, height]) : [];
  const title = titleOf(state, m, g, width - 6);
  const focused = report.focus === 'table';
  const drawn = report.result?.chart;
  const inner = { width: width - 4, height: chart - 2 };
  if (drawn && chart >= height) {
    const above = captionLines(state, m, g, { width: inner.width, table: null });
    const room = { ...inner, height: inner.height - above.length - 1 };
    const lines = [...above, [], ...chartLines(drawn, state, m, g, room)];
    const top = panel({ title, focused, lines }, width, height, g);
    return { side: list, top, table: null, tableRows: 0, bottom: [], width };
  }
  const table = tableModel(state, m, g, { width: width - 2, shown });
  const caption = captionLines(state, m, g, { width: inner.width, table });
  const tableRows = table ? tableLines(table, g).length : 0;
  const words = table ? hiddenWords(table, m) : '';
  const rest = height - chart - caption.length - 2 - tableRows;
  const hidden: Line[] = words && rest > 0 ? [[{ text: words, dim: true }]] : [];
  // A frame of its own, cut where the rows of the table go.
  const whole = panel(
    { title, focused, lines: [...caption, ...hidden] },
    width,
    height - chart - tableRows,
    g,
  );
  const cut = caption.length + 1;
  const charted =
    drawn && chart > 0
      ? panel(
          { title: chartTitle(drawn, state, m), lines: chartLines(drawn, state, m, g, inner) },
          width,
          chart,
          g,
        )
      : [];
  return {
    ...{ side: list, table, tableRows, width },
    top: whole.slice(0, cut),
    bottom: [...whole.slice(cut), ...charted].map((line) => fitLine(line, width)),
  };
}

/** How many columns of the table can be scrolled out of sight. */
export function reportColumnEnd({ state, m, g }: View): number {
  const { width, shown } = reportRoom(state);
  return tableModel(state, m, g, { width: width - 2, shown })?.columns.last ?? 0;
}
