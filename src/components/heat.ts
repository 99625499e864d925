import { padded, widest } from './pad.ts';

/** From nothing at all to the most, in Unicode and without. */
const SHADES = { unicode: ['·', '░', '▒', '▓', '█'], ascii: ['.', '-', '+', 'x', '#'] };

/** What a heat map is drawn with. */
interface HeatStyle {
  readonly ascii: boolean;
  /** Names of the rows. */
  readonly rows: readonly string[];
  readonly figure: (value: number) => string;
  /** Columns of a cell. */
  readonly cell?: number;
}

/**
 * Values as shades, a line a row under a line of hours; nothing at all is a point, the rest four steps up to
 * the most. The last line says what each shade means.
 */
export function heatMap(
  cells: readonly (readonly number[])[],
  { ascii, rows, figure, cell = 2 }: HeatStyle,
): string[] {
  const shades = ascii ? SHADES.ascii : SHADES.unicode;
  const most = cells.flat().reduce((greatest, value) => Math.max(greatest, value), 0);
  const steps = shades.length - 1;
  const shadeOf = (value: number) =>
    shades[value <= 0 || most === 0 ? 0 : Math.ceil((value / most) * steps)] ?? '';
  const label = widest(rows);
  // An hour's name takes two columns and one of air.
  const every = Math.ceil(4 / cell);
  const hours =
    cells[0]?.map((_, hour) => (hour % every === 0 ? String(hour) : '').padEnd(cell)) ?? [];
  const legend = shades.map((shade, step) =>
    step === 0 ? `${shade} 0` : `${shade} ≤ ${figure(Math.floor((most * step) / steps))}`,
  );
  return [
    `${padded('', label, true)}  ${hours.join('')}`.trimEnd(),
    ...cells.map((row, index) => {
      const name = padded(rows[index] ?? '', label, true);
      return `${name}  ${row.map((value) => shadeOf(value).repeat(cell)).join('')}`;
    }),
    '',
    `${padded('', label, true)}  ${(ascii ? legend.map((each) => each.replace('≤', '<=')) : legend).join('   ')}`,
  ];
}

/** Short names of the days of the week, Monday first. */
export function weekdays(lang: string): string[] {
  const format = new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' });
  // The fifth of January 1970 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format((4 + day) * 86_400_000));
}
