import { existsSync, readFileSync } from 'node:fs';
import { z } from 'zod';

/** A line of mongod's log that tells of an error. */
const mongodError = z.object({
  s: z.enum(['E', 'F']),
  msg: z.string(),
  attr: z.object({ error: z.unknown() }).partial().optional(),
});

function errorIn(line: string): string | null {
  try {
    const { msg, attr } = mongodError.parse(JSON.parse(line));
    return attr?.error === undefined ? msg : `${msg}: ${textOf(attr.error)}`;
  } catch {
    return null;
  }
}

function textOf(error: unknown): string {
  return typeof error === 'string' ? error : JSON.stringify(error);
}

/** What a server's log says last, 600 characters at most: its errors where it marks them, else its last lines. */
export function lastWords(log: string): string {
  if (!existsSync(log)) return '';
  const lines = readFileSync(log, 'utf8').trim().split('\n').slice(-200);
  const errors = lines.map(errorIn).filter((error) => error !== null);
  return (errors.length > 0 ? errors : lines).slice(-3).join(' | ').slice(0, 600);
}
