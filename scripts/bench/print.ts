/** Figures as people and programs read them. */
import type { Figure } from './bench.ts';

/** Four digits tell two runs apart; more would be noise. */
const short = (value: number | null) => (value === null ? null : Number(value.toPrecision(4)));

/** Value over ceiling; null where there is no ceiling. */
function ratioOf({ value, ceiling }: Figure): number | null {
  return ceiling === null || ceiling === 0 ? null : short(value / ceiling);
}

/** One object a line: bench, metric, value, unit, ceiling, ratio, n, then what else there is. */
export function asJson(bench: string, figure: Figure): string {
  const { metric, value, unit, ceiling, n, ...more } = figure;
  return JSON.stringify({
    bench,
    metric,
    value: short(value),
    unit,
    ceiling: short(ceiling),
    ratio: ratioOf(figure),
    n,
    ...more,
  });
}

const WIDTHS = [27, 12, 7, 12, 8, 9] as const;

function row(cells: readonly string[]): string {
  return cells
    .map((cell, index) => {
      const width = WIDTHS[index] ?? 0;
      // Words to the left, numbers to the right.
      return index === 0 || index === 2 ? cell.padEnd(width) : cell.padStart(width);
    })
    .join(' ')
    .trimEnd();
}

export const HEADING = row(['metric', 'value', 'unit', 'ceiling', 'ratio', 'n']);

const text = (value: number | null) =>
  value === null
    ? '-'
    : value.toLocaleString('en-GB', { maximumSignificantDigits: 4, useGrouping: true });

/** One line of the table. */
export function asRow(figure: Figure): string {
  const { metric, value, unit, ceiling, n, ...more } = figure;
  const rest = Object.entries(more).map(([field, what]) => `  ${field} ${what}`);
  const cells = [metric, text(value), unit, text(ceiling), text(ratioOf(figure)), String(n)];
  return `${row(cells)}${rest.join('')}`;
}
