/** Progress on standard error: one line that is rewritten in a terminal, one line a stage elsewhere. */
export function progressLine<Stage extends string>(word: (stage: Stage) => string) {
  return (stage: Stage, done: number, total: number, more = ''): void => {
    const line = `${word(stage)} ${done} / ${total}${more}`;
    // The rest of a longer line before it goes.
    if (process.stderr.isTTY)
      process.stderr.write(`\r${line}\u001b[K${done === total ? '\n' : ''}`);
    else if (done === total) process.stderr.write(`${line}\n`);
  };
}
