import { fitText, type Line, widthOf } from '../../components/text.ts';
import type { Language } from '../../i18n/index.ts';

const SHADES = [' ', '░', '▒', '▓', '█'];
const ASCII_SHADES = [' ', '.', ':', 'o', '#'];
const HOURS = 24;
const MOST_CELL = 4;

/** Short names of the days of the week, Monday first. */
function weekdays(lang: Language): string[] {
  const format = new Intl.DateTimeFormat(lang, { weekday: 'short', timeZone: 'UTC' });
  // 5 January 1970 was a Monday.
  return Array.from({ length: 7 }, (_, day) => format.format((4 + day) * 86_400_000));
}

/**
 * Deliveries by weekday (rows, Monday first) and hour (columns): the more, the darker. Ten rows at most: the
 * hours, the days, and what the shades stand for. Pure.
 */
export function heatLines(
  cells: readonly (readonly number[])[],
  width: number,
  { lang, ascii, none }: { lang: Language; ascii: boolean; none: string },
): Line[] {
  const shades = ascii ? ASCII_SHADES : SHADES;
  const names = weekdays(lang);
  const label = Math.max(...names.map(widthOf)) + 1;
  const cell = Math.max(1, Math.min(MOST_CELL, Math.floor((width - label) / HOURS)));
  const most = Math.max(0, ...cells.flat());
  const levels = shades.length - 1;
  const shadeOf = (count: number) =>
    shades[count <= 0 || most === 0 ? 0 : Math.ceil((count / most) * levels)] ?? '';
  // An hour's name needs two columns and one of air.
  const every = Math.ceil(3 / cell);
  const hours = Array.from({ length: Math.ceil(HOURS / every) }, (_, index) =>
    String(index * every)
      .padStart(2, '0')
      .padEnd(cell * every),
  );
  const days = names.map((name, day): Line => {
    const row = Array.from({ length: HOURS }, (_, hour) =>
      shadeOf(cells[day]?.[hour] ?? 0).repeat(cell),
    );
    return [
      { text: fitText(name, label), dim: true },
      { text: row.join(''), color: 'green' },
    ];
  });
  const heading: Line = [{ text: fitText('', label) + hours.join('').trimEnd(), dim: true }];
  return [heading, ...days, [{ text: legend(most, shades, none), dim: true }]];
}

/** What each shade stands for, from one to the most: `░ 1–3  ▒ 4–6`. */
function legend(most: number, shades: readonly string[], none: string): string {
  const levels = shades.length - 1;
  const bounds = shades.slice(1).map((shade, index) => {
    const from = Math.floor((most * index) / levels) + 1;
    const to = Math.floor((most * (index + 1)) / levels);
    return to < from ? '' : `${shade} ${from === to ? from : `${from}–${to}`}`;
  });
  return most === 0 ? none : bounds.filter(Boolean).join('   ');
}
