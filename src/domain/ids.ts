/** Longest id that Vigie makes or accepts, in characters. */
export const MAX_ID_LENGTH = 64;

const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;

/** Whether a text can be an order's or a driver's id: letters, digits and `_ . : -`, at most 64, no braces (they are Cluster hash tags). */
export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text);
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
