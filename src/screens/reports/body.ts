import { beside } from '../../components/panel.ts';
import { fitLine, type Line } from '../../components/text.ts';
import type { View } from '../view.ts';
import { reportParts } from './parts.ts';
import { tableLines } from './table.ts';

/** Reports as rows of text: what is seen above a palette, and what a screen reader says. */
export function reportsBody(view: View): Line[] {
  const { g } = view;
  const { side, top, table, bottom, width } = reportParts(view);
  const border = { text: g.vertical, dim: true };
  const rows = (table ? tableLines(table, g) : []).map(
    (line): Line => [border, ...fitLine(line, width - 2), border],
  );
  const right = [...top, ...rows, ...bottom];
  return side.length > 0 ? beside(side, right) : right;
}
