/** Longest id that Vigie makes or accepts, in characters. */
export const MAX_ID_LENGTH = 64;

const ID = /^[A-Za-z0-9][A-Za-z0-9_.:-]*$/;

/** Whether a text can be an order's or a driver's id: letters, digits and `_ . : -`, at most 64, no braces (they are Cluster hash tags). */
export function isId(text: string): boolean {
  return text.length <= MAX_ID_LENGTH && ID.test(text);
}
