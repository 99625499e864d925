/** What the next minutes may bring, drawn from what was seen today. */
import type { Job } from './job.ts';
import type { SeenOrder } from './problem.ts';
import type { Tuning } from './tuning.ts';

/** Uniform numbers in [0, 1) from a seed (mulberry32). */
export function random(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

/** Orders placed a minute, over the last half hour. */
export function arrivalRate(tuning: Tuning, now: number, seen: readonly SeenOrder[]): number {
  let recent = 0;
  for (let at = seen.length - 1; at >= 0; at--) {
    const order = seen[at] as SeenOrder;
    if (order.placedAt <= now - (tuning.lookBack ?? 30)) break;
    if (order.placedAt <= now) recent++;
  }
  return recent / (tuning.lookBack ?? 30);
}

/** One future: orders that arrive as a Poisson process, each like one seen today. */
export function drawFuture(
  tuning: Tuning,
  now: number,
  seen: readonly SeenOrder[],
  rate: number,
  uniform: () => number,
): Job[] {
  const jobs: Job[] = [];
  if (rate <= 0) return jobs;
  const end = now + (tuning.ahead ?? 15);
  let at = now - Math.log(1 - uniform()) / rate;
  while (at < end) {
    const like = seen[Math.floor(uniform() * seen.length)] as SeenOrder;
    const placed = Math.ceil(at);
    jobs.push({
      orders: [{ ...like, id: '', pinned: null, refused: NOBODY, placedAt: placed, readyAt: placed + Math.max(0, like.readyAt - like.placedAt) }],
      place: like.place,
      pickup: like.pickup,
      region: like.region,
      pinned: null,
      readyAt: placed + Math.max(0, like.readyAt - like.placedAt),
      knownAt: placed,
      detour: like.detour,
      doors: [like.door],
    });
    at -= Math.log(1 - uniform()) / rate;
  }
  return jobs;
}

const NOBODY: ReadonlySet<string> = new Set();
