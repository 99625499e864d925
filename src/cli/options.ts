import { DEFAULT_RADIUS_M } from '../domain/board.ts';
import type { Messages } from '../i18n/index.ts';
import { UsageError } from './exit.ts';

/** A number that an option gave; UsageError with a sentence when it is none or out of bounds. */
export function numberOption(
  m: Messages,
  name: string,
  given: unknown,
  { min, max, whole }: { min: number; max: number; whole: boolean },
): number {
  const text = String(given);
  const value = Number(text);
  const fits =
    text.trim() !== '' && value >= min && value <= max && (!whole || Number.isSafeInteger(value));
  if (fits) return value;
  throw new UsageError(m.cli.number(name, text, (whole ? m.cli.whole : m.cli.positive)(min, max)));
}

/** An ISO 8601 time in ms; UsageError with a sentence when it is none. */
export function timeOption(m: Messages, name: string, given: unknown): number {
  const value = Date.parse(String(given));
  if (Number.isNaN(value)) throw new UsageError(m.cli.number(name, String(given), m.cli.isoTime));
  return value;
}

/** How far to look for a driver, km; UsageError when it is no distance. */
export function radiusOption(m: Messages, given: unknown): number {
  const bounds = { min: 0.1, max: 100, whole: false };
  return numberOption(m, '--radius', given ?? DEFAULT_RADIUS_M / 1000, bounds);
}
