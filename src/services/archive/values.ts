import { BSON } from 'mongodb';

/** The value at a path of fields (or of fields with points between them); undefined where there is none. */
export function valueAt(document: unknown, path: string | readonly PropertyKey[]): unknown {
  const names = typeof path === 'string' ? path.split('.') : path;
  return names.reduce<unknown>(
    (at, name) => (typeof at === 'object' && at !== null ? Reflect.get(at, name) : undefined),
    document,
  );
}

/** A text that two values share exactly when MongoDB holds them equal: 1 and 1.0 are, 1 and "1" are not. */
export function keyOf(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  const number = numberText(value);
  if (number !== null) return number;
  if (Array.isArray(value)) return `[${value.map(keyOf).join()}]`;
  if (isPlain(value))
    return `{${Object.entries(value).map(([name, each]) => `${JSON.stringify(name)}:${keyOf(each)}`)}}`;
  return BSON.EJSON.stringify(value ?? null, { relaxed: false });
}

const isPlain = (value: unknown): value is object =>
  typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;

/** The decimal text of a number of any type, all its digits; null for what is none. */
function numberText(value: unknown): string | null {
  if (typeof value === 'number') {
    // No decimal of MongoDB has so many digits that a longer one could equal it.
    return Number.isSafeInteger(value) ? String(value + 0) : plain(value.toPrecision(100));
  }
  // A timestamp is built on a long, and equals none.
  if (value instanceof BSON.Timestamp) return null;
  if (value instanceof BSON.Long || value instanceof BSON.Decimal128)
    return plain(value.toString());
  return null;
}

/** A decimal text without what does not change its value: 1E+3 and 1000.0 are both 1000. */
function plain(text: string): string {
  const parts = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]?\d+))?$/i.exec(text);
  if (!parts) return text;
  const [, sign = '', whole = '', fraction = '', power = '0'] = parts;
  const digits = `${whole}${fraction}`.replace(/^0+/, '');
  const short = digits.replace(/0+$/, '');
  const exponent = Number(power) - fraction.length + digits.length - short.length;
  if (short === '') return '0';
  const near = exponent >= 0 && exponent < 40;
  return `${sign}${near ? short + '0'.repeat(exponent) : `${short}e${exponent}`}`;
}

/** Whether the first of these values that differs is greater; true as well where that can't be told. */
export function isNewer(version: readonly unknown[], than: readonly unknown[]): boolean {
  const at = version.findIndex((value, index) => keyOf(value) !== keyOf(than[index]));
  if (at < 0) return false;
  const [a, b] = [version[at] ?? null, than[at] ?? null];
  if (a === null || b === null) return b === null;
  if (typeof a === 'string' && typeof b === 'string')
    return Buffer.compare(Buffer.from(a), Buffer.from(b)) > 0;
  if (a instanceof Date && b instanceof Date) return a.getTime() > b.getTime();
  // Two that a number does not keep apart can't be told.
  return numberText(a) === null || numberText(b) === null || Number(a) >= Number(b);
}
