/** Longest id that Vigie makes or accepts, in characters. */
export const MAX_ID_LENGTH = 64;

const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;

/** Whether a text can be an order's or a driver's id: letters, digits and `_ . : -`, at most 64, no braces (they are Cluster hash tags). */
export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text);
}

/** Ids of orders count from here, in ticks: five places until 2045. */
const FIRST_MS = Date.UTC(2026, 0);
const TICK_MS = 10_000;

/**
 * An order's id that no other program gives (they count `c1`, `c2`, …) and that never comes again: `n`,
 * the time, one letter or digit of chance. It grows with time and is short enough for the phone.
 * `chance` is from 0 to below 1.
 */
export function timedOrderId(now: number, chance: number): string {
  const tick = Math.max(0, Math.floor((now - FIRST_MS) / TICK_MS));
  return `n${tick.toString(36).padStart(5, '0')}${Math.floor(chance * 36).toString(36)}`;
}

const REGION = /^[^\p{C}{},+]+$/u;

/** Whether a text can name a region: no control characters, no `{ } , +` (they separate or tag), at most 64. */
export function isRegion(text: string): boolean {
  return text.trim() !== '' && text.length <= MAX_ID_LENGTH && REGION.test(text);
}

const isDigit = (code: number) => code >= 48 && code <= 57;

/** Digits count as numbers: d2 stands before d10. */
export function compareIds(a: string, b: string): number {
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(j);
    if (isDigit(x) && isDigit(y)) {
      // Long lists are sorted by this: nothing is allocated.
      let left = 0;
      let right = 0;
      for (; isDigit(a.charCodeAt(i)); i += 1) left = left * 10 + a.charCodeAt(i) - 48;
      for (; isDigit(b.charCodeAt(j)); j += 1) right = right * 10 + b.charCodeAt(j) - 48;
      if (left !== right) return left < right ? -1 : 1;
    } else if (x !== y) return x - y;
    else {
      i += 1;
      j += 1;
    }
  }
  return a.length - i - (b.length - j) || (a < b ? -1 : a > b ? 1 : 0);
}
