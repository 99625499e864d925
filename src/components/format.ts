import { amountFromCents } from '../domain/money.ts';
import type { Glyphs } from './glyphs.ts';

const MINUTE = 60_000;

/** What differs between languages: less than a minute, and the mark of a day. */
export interface AgeWords {
  readonly now: string;
  readonly day: string;
}

/** An age in words that change once a minute: `now`, `9 min`, `2 h`, `3 d`. */
export function age(ms: number, words: AgeWords): string {
  if (ms < MINUTE) return words.now;
  if (ms < 60 * MINUTE) return `${Math.floor(ms / MINUTE)} min`;
  if (ms < 24 * 60 * MINUTE) return `${Math.floor(ms / (60 * MINUTE))} h`;
  return `${Math.floor(ms / (24 * 60 * MINUTE))} ${words.day}`;
}

/** The age of data that is not fresh, in steps: 1, 2, 5, 10, 20, 30 s, then minutes. */
export function staleness(ms: number, words: AgeWords): string {
  if (ms >= MINUTE) return age(ms, words);
  const step = [30, 20, 10, 5, 2].find((seconds) => ms >= seconds * 1000) ?? 1;
  return `${step} s`;
}

/** Local time of day, `21:14`. */
export function clock(ms: number): string {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${two(date.getHours())}:${two(date.getMinutes())}`;
}

/** Local time with seconds, `21:14:05`. */
export function clockSeconds(ms: number): string {
  return `${clock(ms)}:${String(new Date(ms).getSeconds()).padStart(2, '0')}`;
}

/** `25.50 €`. */
export function money(cents: number, { euro }: Glyphs): string {
  return `${amountFromCents(cents)} ${euro}`;
}

/** `212 €`, where cents would only be noise. */
export function wholeMoney(cents: number, { euro }: Glyphs): string {
  return `${Math.round(cents / 100)} ${euro}`;
}

/** A figure with its thousands apart: `32,310.50`. */
export function grouped(figure: string, { thousands }: { thousands: string }): string {
  const [whole = '', ...decimals] = figure.split('.');
  return [whole.replace(/\B(?=(\d{3})+$)/g, thousands), ...decimals].join('.');
}

/** Kilometres with two decimals. */
export function km(metres: number): string {
  return (metres / 1000).toFixed(2);
}

/** A number with two decimals and a real minus sign. */
export function signed(value: number, { minus }: Glyphs): string {
  return value < 0 ? `${minus}${Math.abs(value).toFixed(2)}` : value.toFixed(2);
}
