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
