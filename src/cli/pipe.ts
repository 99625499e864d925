import { EXIT } from './exit.ts';

let outlived = false;

/** Ends the program in order when the reader of its output has seen enough (`| head`). */
export function endWithReader(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' && !outlived) process.exit(EXIT.ok);
  });
}

/** For a command that changes something: without a reader it goes on to its end, and says nothing more. */
export function outliveReader(): void {
  outlived = true;
}
