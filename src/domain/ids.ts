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

/** The number that begins at a place of a text, and where it ends. */
function numberAt(text: string, from: number): [value: number, end: number] {
  let [value, end] = [0, from];
  for (; isDigit(text.charCodeAt(end)); end += 1) value = value * 10 + text.charCodeAt(end) - 48;
  return [value, end];
}

/** Digits count as numbers: d2 stands before d10. */
export function compareIds(a: string, b: string): number {
  let [i, j] = [0, 0];
  while (i < a.length && j < b.length) {
    const [x, y] = [a.charCodeAt(i), b.charCodeAt(j)];
    if (isDigit(x) && isDigit(y)) {
      const [[left, iEnd], [right, jEnd]] = [numberAt(a, i), numberAt(b, j)];
      if (left !== right) return left < right ? -1 : 1;
      [i, j] = [iEnd, jEnd];
    } else if (x !== y) return x - y;
    else [i, j] = [i + 1, j + 1];
  }
  return a.length - i - (b.length - j) || (a < b ? -1 : a > b ? 1 : 0);
}
