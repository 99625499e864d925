import { basename, dirname, extname, join } from 'node:path';
import pino, { type Logger } from 'pino';
import roll from 'pino-roll';
import type { Config } from '../config/config.ts';
import { maskText } from '../config/mask.ts';

export type Log = Logger;

const RING_LINES = 200;
const ring: string[] = [];

/** The newest lines of this process's log, oldest first. */
export function recentLines(): readonly string[] {
  return ring;
}

function remember(line: string): void {
  ring.push(line.trimEnd());
  if (ring.length > RING_LINES) ring.shift();
}

/** Passwords in addresses never reach a file, whichever library put them into a message. */
function masked(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return maskText(value);
  if (value instanceof Error) return { type: value.name, message: maskText(value.message) };
  if (typeof value !== 'object' || value === null || depth > 4) return value;
  if (Array.isArray(value)) return value.map((each) => masked(each, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, each]) => [key, masked(each, depth + 1)]),
  );
}

/**
 * The log of one process: JSON lines in a file of its own (`vigie-worker.2026-11-20.1.log` for
 * `vigie.log`), a new one each day and every 10 MB, five kept; and a ring of the newest lines in memory.
 * Nothing goes to the terminal. Without a writable folder the ring alone is kept.
 */
export async function openLog({ log }: Config, role: string): Promise<Log> {
  const extension = extname(log.file) || '.log';
  const file = join(dirname(log.file), `${basename(log.file, extension)}-${role}${extension}`);
  const stream = await roll({
    file,
    size: '10m',
    frequency: 'daily',
    dateFormat: 'yyyy-MM-dd',
    mkdir: true,
    limit: { count: 5 },
  }).catch(() => null);
  stream?.on('error', () => undefined);
  const logger = pino(
    {
      level: log.level,
      base: { role, pid: process.pid },
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: {
        level: (level) => ({ level }),
        log: (record) => masked(record) as Record<string, unknown>,
      },
      hooks: {
        logMethod(args, method) {
          method.apply(this, args.map((arg) => (typeof arg === 'string' ? maskText(arg) : arg)) as typeof args);
        },
      },
    },
    {
      write(line: string) {
        remember(line);
        stream?.write(line);
      },
    },
  );
  if (!stream) logger.warn({ file }, 'the log file cannot be written');
  process.removeAllListeners('warning');
  process.on('warning', (warning) => logger.warn({ warning }, 'warning'));
  return logger;
}
