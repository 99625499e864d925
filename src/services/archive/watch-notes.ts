import type { ResumeToken } from 'mongodb';
import type { PlaceKeeper } from './watch-place.ts';

/** So long a place may wait to be noted, ms: each note is a write that a majority has to have. */
const NOTE_MS = 200;

/** Places that are noted now and then, so that no order waits for the note of the one before. */
export interface PlaceNotes {
  /** All before the token is archived: it is noted soon, beside whatever is done meanwhile. */
  soon(token: ResumeToken): void;
  /** Notes at once what is due. False when another watcher is active; throws what the driver threw. */
  flush(): Promise<boolean>;
  /** Whether this watcher is the active one, as far as is known. Throws what a note threw meanwhile. */
  held(): boolean;
  /** When a place was noted last, performance.now(); -Infinity: never. */
  notedAt(): number;
}

/** Notes places with a keeper; `onNoted` is told of each one. */
export function placeNotes(keeper: PlaceKeeper, onNoted: () => void): PlaceNotes {
  let due: { readonly token: ResumeToken } | null = null;
  let timer: NodeJS.Timeout | undefined;
  let last: Promise<void> = Promise.resolve();
  let held = true;
  let notedAt = Number.NEGATIVE_INFINITY;
  let failure: { readonly error: unknown } | null = null;

  const note = async () => {
    const taken = due;
    due = null;
    if (taken === null || !held || failure) return;
    try {
      held = await keeper.keep(taken.token);
    } catch (error) {
      failure = { error };
      return;
    }
    if (!held) return;
    notedAt = performance.now();
    onNoted();
  };
  // One after the other, so that none moves the place back.
  const start = () => {
    clearTimeout(timer);
    timer = undefined;
    last = last.then(note);
    return last;
  };
  const told = () => {
    if (failure) throw failure.error;
    return held;
  };
  return {
    soon: (token) => {
      due = { token };
      timer ??= setTimeout(() => void start(), NOTE_MS);
    },
    flush: async () => {
      await start();
      return told();
    },
    held: told,
    notedAt: () => notedAt,
  };
}
