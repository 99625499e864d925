import asciichart from 'asciichart';

type Symbols = NonNullable<asciichart.PlotConfig['symbols']>;

/** What asciichart draws with: its own first mark, `┼`, would also stand where no line crosses the axis. */
const UNICODE: Symbols = ['┤', '┤', '╶', '╴', '─', '╰', '╭', '╮', '╯', '│'];
/** The same for terminals without Unicode. */
const ASCII: Symbols = ['|', '|', '-', '-', '-', '`', '.', '.', "'", '|'];

export interface ChartStyle {
  /** Columns of the figures left of the line, the axis among them. */
  readonly label: number;
  readonly format: (value: number) => string;
  readonly ascii: boolean;
}

/**
 * A line from zero up, one row an entry: `height` + 1 rows, as many of the newest values as fit into
 * `width` columns. Where a value is not known, null, there is no line. Empty for fewer than two values.
 */
export function lineChart(
  values: readonly (number | null)[],
  width: number,
  height: number,
  { label, format, ascii }: ChartStyle,
): string[] {
  const shown = values.slice(-Math.max(2, width - label + 1));
  const known = shown.filter((value) => value !== null);
  if (shown.length < 2 || known.length === 0) return [];
  const chart = asciichart.plot(
    // asciichart knows no gaps: they are drawn at zero and wiped out afterwards.
    shown.map((value) => value ?? 0),
    {
      height: Math.max(1, height),
      min: 0,
      max: Math.max(...known) || 1,
      format: (value: number) => format(value).padStart(label - 2),
      symbols: ascii ? ASCII : UNICODE,
    },
  );
  return chart.split('\n').map((row) => withGaps(row, shown, label));
}

/** The column of a step from one value to the next is empty where one of both is not known. */
function withGaps(row: string, values: readonly (number | null)[], label: number): string {
  if (!values.includes(null)) return row;
  const line = [...row.slice(label)].map((mark, x) =>
    values[x] === null || values[x + 1] === null ? ' ' : mark,
  );
  return `${row.slice(0, label)}${line.join('')}`.trimEnd();
}
