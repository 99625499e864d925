/** How many took so many whole seconds. */
export type SecondCounts = Map<number, number>;

/** Adds `n` to what is counted for a second. */
export function countSeconds(counts: SecondCounts, seconds: number, n: number): void {
  counts.set(seconds, (counts.get(seconds) ?? 0) + n);
}

/**
 * For each share (0 to 1) the seconds below which that share lies, by nearest rank: exactly what
 * `percentile` answers for the same seconds one by one. null where nothing is counted.
 */
export function percentilesOfCounts(
  counts: ReadonlyMap<number, number>,
  shares: readonly number[],
): (number | null)[] {
  const sorted = [...counts].sort(([a], [b]) => a - b);
  const all = sorted.reduce((sum, [, n]) => sum + n, 0);
  return shares.map((share) => {
    let left = Math.max(1, Math.ceil(share * all));
    for (const [seconds, n] of sorted) {
      left -= n;
      if (left <= 0) return seconds;
    }
    return null;
  });
}
