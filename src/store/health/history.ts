/** The figures of one moment; null: it was not known then. */
export interface Sample {
  /** Round trips, ms. */
  readonly redisMs: number | null;
  readonly mongoMs: number | null;
  /** Bytes that Redis uses; only looked at while the screen is shown. */
  readonly memory: number | null;
  /** Events not in MongoDB, and carried there a second. */
  readonly lag: number | null;
  readonly perSecond: number | null;
}

/** How often figures are kept, and how many: ten minutes. */
export const SAMPLE_MS = 5_000;
const SAMPLES = 120;

/** One more moment; the oldest gives way, so that it does not grow. Pure. */
export function remembered(history: readonly Sample[], sample: Sample): readonly Sample[] {
  return [...history.slice(1 - SAMPLES), sample];
}

type Server = 'redis' | 'mongo';

/** The round trips that the watch of the links takes, gathered between two samples. */
export interface Pings {
  /** One round trip in ms, null when none came back. */
  note(server: Server, ms: number | null): void;
  /** The median of each server since the last call, null when nothing came back; begins anew. */
  take(): Readonly<Record<Server, number | null>>;
}

export function createPings(): Pings {
  let taken: Record<Server, number[]> = { redis: [], mongo: [] };
  const median = (values: number[]) =>
    values.sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? null;
  return {
    note: (server, ms) => {
      if (ms !== null) taken[server].push(ms);
    },
    take: () => {
      const medians = { redis: median(taken.redis), mongo: median(taken.mongo) };
      taken = { redis: [], mongo: [] };
      return medians;
    },
  };
}
