const FIRST_MS = 250;
const LONGEST_MS = 15_000;

/**
 * How long to wait after so many failures in a row (1, 2, …), ms: twice as long each time up to 15 s, and up
 * to half of it less, so that many who lost the same server do not come back in step. `random`: 0 to 1. Pure.
 */
export function pauseAfter(failures: number, random: number): number {
  const whole = Math.min(FIRST_MS * 2 ** (failures - 1), LONGEST_MS);
  return Math.round(whole * (1 - random / 2));
}
