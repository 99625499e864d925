/** A line of this process's log, for a panel. */
export interface LogLine {
  /** When, ms. */
  readonly at: number;
  readonly level: string;
  /** The message, then what was logged with it as JSON, where there is any. */
  readonly text: string;
}

const RING_LINES = 200;
let ring: readonly LogLine[] = [];
const listeners = new Set<() => void>();

/** The newest 200 lines of this process's log, oldest first; a new array whenever a line is added. */
export function recentLines(): readonly LogLine[] {
  return ring;
}

/** Calls `listener` after each line. The answer ends it. */
export function onLogLine(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** Adds a line, and drops the oldest when there are too many. */
export function remember(line: LogLine): void {
  ring = [...ring.slice(1 - RING_LINES), line];
  for (const listener of listeners) listener();
}
