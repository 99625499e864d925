import { beside, panel } from '../../components/panel.ts';
import { type Column, heading, row } from '../../components/table.ts';
import { type Line, widthOf } from '../../components/text.ts';
import type { View } from '../view.ts';
import { reportRoom } from './layout.ts';
import { caption, daily, side, titleOf, visibleRows } from './parts.ts';
import type { Row } from './rows.ts';

/** Rows that the line of days has at least. */
const CHART = 9;

/** Reports as rows of text: what is seen above a palette, and what a screen reader says. */
export function reportsBody({ state, m, g, width, height }: View): Line[] {
  const sideWidth = reportRoom(state).side;
  const room = width - sideWidth;
  const { data, above, hidden } = visibleRows(state, m);
  const counted = m.reports.moreRows(above, hidden - above);
  const more: Line[] = hidden > 0 ? [[{ text: counted, dim: true }]] : [];
  const lines = [caption(state, m), [], ...tableLines(data), ...more];
  const chart = height - lines.length - 2 >= CHART ? height - lines.length - 2 : 0;
  const content = { title: titleOf(state, m), focused: state.report.focus === 'table', lines };
  const days = chart > 0 ? daily(state, m, g, room, chart) : [];
  const table = panel(content, room, height - days.length, g);
  const result = [...table, ...days];
  return sideWidth > 0 ? beside(side(state, m, g, [sideWidth, height]), result) : result;
}

function tableLines(rows: readonly Row[]): Line[] {
  const titles = Object.keys(rows[0] ?? {});
  const columns = titles.map(
    (title, index): Column => ({
      title,
      width: Math.max(widthOf(title), ...rows.map((each) => widthOf(each[title] ?? ''))),
      align: index === 0 ? 'left' : 'right',
    }),
  );
  if (rows.length === 0) return [];
  return [
    heading(columns),
    ...rows.map((each) =>
      row(
        columns,
        titles.map((title) => each[title] ?? ''),
      ),
    ),
  ];
}
