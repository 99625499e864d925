import { maskText } from '../config/mask.ts';

/** Seconds over which the throughput is taken. */
const WINDOW = 10;

/** What a worker tells of its relay, beside its heartbeat: `worker:{name}`. */
export interface Progress {
  carried(entries: number): void;
  failed(error: unknown): void;
  /** The fields of the hash, at a moment of Redis' clock, ms. */
  fields(now: number): Record<string, string | number>;
}

/** Counts what is carried; pure but for the clock that `fields` is given. */
export function createProgress(): Progress {
  let total = 0;
  let failure: { reason: string; at: number | null } | null = null;
  // Total by heartbeat, newest last.
  const samples: { at: number; total: number }[] = [];
  return {
    carried: (entries) => {
      total += entries;
    },
    failed: (error) => {
      failure = {
        reason: maskText(error instanceof Error ? error.message : String(error)),
        at: null,
      };
    },
    fields: (now) => {
      samples.push({ at: now, total });
      while ((samples[0]?.at ?? now) < now - WINDOW * 1_000) samples.shift();
      const [first] = samples;
      const seconds = first ? (now - first.at) / 1_000 : 0;
      const perSecond = first && seconds > 0 ? (total - first.total) / seconds : 0;
      if (failure) failure.at ??= now;
      return {
        carried: total,
        per_second: perSecond.toFixed(1),
        last_error: failure?.reason.slice(0, 300) ?? '',
        last_error_at: failure?.at ?? '',
      };
    },
  };
}
