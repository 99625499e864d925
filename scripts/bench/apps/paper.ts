/** A terminal that nobody looks at, for frames that are timed inside the process that draws them. */
import { Writable } from 'node:stream';

export const COLUMNS = 120;
export const ROWS = 40;

/** What Ink draws on; it only remembers when it was last written to. */
export interface Paper {
  readonly stdout: NodeJS.WriteStream;
  /** `performance.now()` of the last write. */
  writtenAt(): number;
}

export function paper(): Paper {
  let at = 0;
  const stdout = new Writable({
    write(_chunk, _encoding, done) {
      at = performance.now();
      done();
    },
  });
  const size = { isTTY: true, columns: COLUMNS, rows: ROWS };
  return {
    stdout: Object.assign(stdout, size) as unknown as NodeJS.WriteStream,
    writtenAt: () => at,
  };
}
