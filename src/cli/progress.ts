/** How often the line comes where it can't be rewritten, ms. */
const EVERY_MS = 5_000;

interface Out {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** Tells how far something is. */
export interface Progress<Stage extends string> {
  (stage: Stage, done: number, total: number, more?: string): void;
  /** What is written next begins a line of its own, wherever the work ended. */
  end(): void;
}

/** Progress on standard error: one line that is rewritten in a terminal, a line now and then elsewhere. */
export function progressLine<Stage extends string>(
  word: (stage: Stage) => string,
  out: Out = process.stderr,
  clock: () => number = () => performance.now(),
): Progress<Stage> {
  let open = false;
  let told = clock();
  const tell = (stage: Stage, done: number, total: number, more = ''): void => {
    const line = `${word(stage)} ${done} / ${total}${more}`;
    if (out.isTTY) {
      // The rest of a longer line before it goes.
      out.write(`\r${line}\u001b[K${done === total ? '\n' : ''}`);
      open = done !== total;
    } else if (done === total || clock() - told >= EVERY_MS) {
      out.write(`${line}\n`);
      told = clock();
    }
  };
  const end = () => {
    if (open) out.write('\n');
    open = false;
  };
  return Object.assign(tell, { end });
}
