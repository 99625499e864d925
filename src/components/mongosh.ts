import type { Document } from 'mongodb';

/** A value as mongosh takes it: dates as `ISODate("…")`, names without quotes where they need none. */
function shellValue(value: unknown): string {
  if (value instanceof Date) return `ISODate(${JSON.stringify(value.toISOString())})`;
  if (value instanceof RegExp) return String(value);
  if (Array.isArray(value)) return `[${value.map(shellValue).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'undefined';
  const entries = Object.entries(value).map(
    ([key, each]) => `${shellKey(key)}: ${shellValue(each)}`,
  );
  return entries.length === 0 ? '{}' : `{ ${entries.join(', ')} }`;
}

const shellKey = (key: string) =>
  /^[$\p{L}_][$\p{L}\p{N}_]*$/u.test(key) ? key : JSON.stringify(key);

const collectionOf = (name: string) =>
  /^[A-Za-z_]\w*$/.test(name) ? `db.${name}` : `db.getCollection(${JSON.stringify(name)})`;

/** A question as one line that can be pasted into mongosh. */
export function shellLine(collection: string, pipeline: readonly Document[]): string {
  return `${collectionOf(collection)}.aggregate(${shellValue(pipeline)})`;
}

/** The same, a stage a row, to be read. */
export function shellRows(collection: string, pipeline: readonly Document[]): string[] {
  return [
    `${collectionOf(collection)}.aggregate([`,
    ...pipeline.map((stage) => `  ${shellValue(stage)},`),
    '])',
  ];
}
