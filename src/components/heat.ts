import { padded } from './pad.ts';

/** From nothing at all to the most, in Unicode and without. */
const SHADES = { unicode: ['·', '░', '▒', '▓', '█'], ascii: ['.', '-', '+', 'x', '#'] };

/** What a heat map is drawn with. */
export interface HeatStyle {
  readonly ascii: boolean;
  /** Names of the rows. */
  readonly rows: readonly string[];
  readonly figure: (value: number) => string;
}

/**
 * Values as shades, a line a row under a line of hours, two columns a cell; nothing at all is a point, the
 * rest four steps up to the most. The last line says what each shade means.
 */
export function heatMap(
  cells: readonly (readonly number[])[],
  { ascii, rows, figure }: HeatStyle,
): string[] {
  const shades = ascii ? SHADES.ascii : SHADES.unicode;
  const most = cells.flat().reduce((greatest, value) => Math.max(greatest, value), 0);
  const steps = shades.length - 1;
  const shadeOf = (value: number) =>
    shades[value <= 0 || most === 0 ? 0 : Math.ceil((value / most) * steps)] ?? '';
  const label = rows.reduce((width, name) => Math.max(width, name.length), 0);
  const hours = cells[0]?.map((_, hour) => (hour % 3 === 0 ? String(hour) : '').padEnd(2)) ?? [];
  const legend = shades.map((shade, step) =>
    step === 0 ? `${shade} 0` : `${shade} ≤ ${figure(Math.floor((most * step) / steps))}`,
  );
  return [
    `${padded('', label, true)}  ${hours.join('')}`.trimEnd(),
    ...cells.map((row, index) => {
      const name = padded(rows[index] ?? '', label, true);
      return `${name}  ${row.map((value) => shadeOf(value).repeat(2)).join('')}`;
    }),
    '',
    `${padded('', label, true)}  ${(ascii ? legend.map((each) => each.replace('≤', '<=')) : legend).join('   ')}`,
  ];
}
