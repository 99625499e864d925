import type { ColumnKind, ReportCell } from '../domain/report-words.ts';
import { grouped } from './format.ts';

/** How a change is written. */
export interface ChangeStyle {
  readonly minus: string;
  readonly thousands: string;
}

/**
 * How a figure moved since another period: `+12 %`; shares in points, `+1.5 pt`; ratings by their
 * difference, `+0.12`. Empty where one of both is not known, or there is nothing to divide by.
 */
export function changeText(
  kind: ColumnKind,
  now: ReportCell,
  before: ReportCell,
  style: ChangeStyle,
): string {
  if (typeof now !== 'number' || typeof before !== 'number') return '';
  switch (kind) {
    case 'share':
      return `${signed((now - before) * 100, 1, style)} pt`;
    case 'rating':
      return signed(now - before, 2, style);
    case 'count':
    case 'money':
    case 'minutes':
      if (before === 0) return now === 0 ? '0 %' : '';
      return `${signed(((now - before) / Math.abs(before)) * 100, 0, style)} %`;
    default:
      return '';
  }
}

/** With its sign, unless it rounds to nothing. */
function signed(value: number, digits: number, style: ChangeStyle): string {
  const figure = Math.abs(value).toFixed(digits);
  const sign = Number(figure) === 0 ? '' : value < 0 ? style.minus : '+';
  return `${sign}${grouped(figure, style)}`;
}
