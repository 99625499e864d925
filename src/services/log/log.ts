import { mkdirSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';
import pino, { type Logger } from 'pino';
import roll from 'pino-roll';
import type { Config } from '../config/config.ts';
import { maskText, STARS } from '../config/mask.ts';
import { logFiles, pruneLog } from './prune.ts';
import { remember } from './ring.ts';

export type Log = Logger;

const FILES_KEPT = 5;
const SECRET_KEY = /pass(word|wd|phrase)|secret|token/i;

/** An error as plain data. Not its other fields: ioredis puts the arguments of AUTH there. */
function plainError(error: Error, depth: number): Record<string, unknown> {
  const { name, message, stack, cause } = error;
  const code = 'code' in error ? { code: error.code } : {};
  return {
    type: name,
    message,
    ...code,
    stack,
    ...(cause && depth < 4 ? { cause: plain(cause, depth + 1) } : {}),
  };
}

function plain(value: unknown, depth = 0): unknown {
  return value instanceof Error ? plainError(value, depth) : value;
}

/** Hides secrets in a line that is ready to be written: whichever library put them there, wherever they are. */
function maskedLine(line: string): Record<string, unknown> {
  return JSON.parse(line, (key, value) => {
    if (typeof value !== 'string') return value;
    return SECRET_KEY.test(key) ? STARS : maskText(value);
  });
}

function rememberRecord(record: Record<string, unknown>): void {
  const { time, level, msg, role: _role, pid: _pid, ...details } = record;
  const more = Object.keys(details).length > 0 ? JSON.stringify(details) : '';
  const text = [msg, more].filter((part) => typeof part === 'string' && part !== '').join(' ');
  remember({ at: Date.parse(String(time)), level: String(level), text });
}

/** The file a process of this role logs to, before day and number are put in: `vigie-worker.log` for `vigie.log`. */
function fileOf(file: string, role: string): string {
  const extension = extname(file);
  return join(dirname(file), `${basename(file, extension)}-${role}${extension || '.log'}`);
}

async function openFile(file: string) {
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const stream = await roll({
    file,
    size: '10m',
    frequency: 'daily',
    dateFormat: 'yyyy-MM-dd',
    limit: { count: FILES_KEPT, removeOtherLogFiles: true },
    // Clients' names and telephones may be in it.
    mode: 0o600,
    // A line is in the file when the call returns: a crash loses none.
    sync: true,
  });
  pruneLog(file, FILES_KEPT);
  return stream;
}

/**
 * The log of one process: JSON lines in a file of its own (`vigie-worker.2026-11-20.1.log` for
 * `vigie.log`), a new one each day and every 10 MB, five kept; and a ring of the newest lines in memory.
 * Nothing goes to the terminal, Node's own warnings neither. Without a writable folder the ring alone is
 * kept, and says so once.
 */
export async function openLog({ log }: Pick<Config, 'log'>, role: string): Promise<Log> {
  const file = fileOf(log.file, role);
  const opened = await openFile(file).catch((error: Error) => error);
  let stream = opened instanceof Error ? null : opened;
  const logger = pino(
    {
      level: log.level,
      base: { role, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (record) =>
          Object.fromEntries(Object.entries(record).map(([key, value]) => [key, plain(value)])),
      },
    },
    {
      write(line: string) {
        const record = maskedLine(line);
        rememberRecord(record);
        stream?.write(`${JSON.stringify(record)}\n`);
      },
    },
  );
  const withoutFile = (error: Error) =>
    logger.warn({ file, error }, 'the log file cannot be written; going on without');
  stream?.on('error', (error) => {
    if (!stream) return;
    stream = null;
    withoutFile(error);
  });
  if (opened instanceof Error) withoutFile(opened);

  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ warning }, 'warning'));
  return logger;
}

/** The file that a process of this role writes to now, or wrote to last; null when there is none. */
export function lastLogFile({ log }: Pick<Config, 'log'>, role: string): string | null {
  try {
    return logFiles(fileOf(log.file, role)).at(-1) ?? null;
  } catch {
    return null;
  }
}
