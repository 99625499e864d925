import { setTimeout as pause, setImmediate as turn } from 'node:timers/promises';

/** A shell that stops its jobs has done so by then; without one the signal does nothing at all. */
const STOPPED_WITHIN_MS = 300;

/** Hands the terminal over, waits for what is given, and takes the terminal back with a whole frame. */
export type HandOver = (until: () => Promise<void>) => Promise<void>;

export interface JobControl {
  /** What Ctrl-Z does; whether there was a shell to go back to. */
  suspend(): Promise<boolean>;
  /** Leaves the signals to the system again. */
  end(): void;
}

/**
 * Ctrl-Z, `fg`, and the same signals from elsewhere. The terminal is the shell's while we are stopped;
 * our whole process group stops, as the shell waits for all of it (npm, a wrapper).
 */
export function jobControl(handOver: HandOver): JobControl {
  let away = false;
  let ended = false;

  const suspend = async () => {
    if (away || process.platform === 'win32') return false;
    away = true;
    let stopped = false;
    try {
      await handOver(async () => {
        stopped = await stopGroup();
        // Its size may have changed meanwhile: that signal only goes to who has the terminal.
        process.emit('SIGWINCH', 'SIGWINCH');
      });
    } finally {
      away = false;
    }
    return stopped;
  };
  // Stopped by a signal that nobody can catch: what is on the screen now is not ours.
  const redraw = () => {
    if (!away) void handOver(async () => void process.emit('SIGWINCH', 'SIGWINCH')).catch(ignore);
  };
  const suspendBySignal = () => void suspend().catch(ignore);

  /** Stops the group; answers once it goes on: whether it was stopped. */
  const stopGroup = async () => {
    let continued = false;
    const onContinue = () => {
      continued = true;
    };
    process.once('SIGCONT', onContinue);
    process.off('SIGTSTP', suspendBySignal);
    process.kill(0, 'SIGTSTP');
    await pause(STOPPED_WITHIN_MS);
    // After a stop the timer is due before the signal that ended it is seen.
    await turn();
    await turn();
    process.off('SIGCONT', onContinue);
    if (!ended) process.on('SIGTSTP', suspendBySignal);
    return continued;
  };

  if (process.platform !== 'win32') {
    process.on('SIGTSTP', suspendBySignal);
    process.on('SIGCONT', redraw);
  }
  return {
    suspend,
    end: () => {
      ended = true;
      process.off('SIGTSTP', suspendBySignal);
      process.off('SIGCONT', redraw);
    },
  };
}

/** A terminal that is gone can't be taken back; that ends the console by another signal. */
function ignore(): void {}
