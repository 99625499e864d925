/** Work that goes on side by side, a few at once. */
export interface Flights {
  /** Begins one; resolves when there is room for the next. Rejects when one has failed. */
  start(work: () => Promise<void>): Promise<void>;
  /** Throws when one has failed. */
  check(): void;
  /** Resolves when all that was begun is done. Rejects when one has failed. */
  landed(): Promise<void>;
  /** Resolves when all that was begun is over, well or not. */
  over(): Promise<void>;
}

/** At most `limit` at once. */
export function createFlights(limit: number): Flights {
  const running = new Set<Promise<void>>();
  let failed: { readonly error: unknown } | null = null;
  const check = () => {
    if (failed) throw failed.error;
  };
  return {
    check,
    start: async (work) => {
      check();
      const flight = work()
        .catch((error) => {
          failed ??= { error };
        })
        .finally(() => running.delete(flight));
      running.add(flight);
      while (running.size >= limit) await Promise.race(running);
      check();
    },
    landed: async () => {
      await Promise.all(running);
      check();
    },
    over: async () => {
      await Promise.all(running);
    },
  };
}
