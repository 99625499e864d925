import type { Document } from 'mongodb';
import { countSeconds, percentilesOfCounts, type SecondCounts } from '../../domain/counted.ts';

/** Sums over deliveries, as groups of the server's answers are added up. */
export interface Tally {
  deliveries: number;
  cents: number;
  /** How many carry both a promised and a delivery time, and how many of these came too late. */
  due: number;
  late: number;
  /** How many carry a duration, and all of these in minutes. */
  timed: number;
  minutes: number;
  /** How many were rated, and their stars. */
  rated: number;
  stars: number;
  /** How many tell of attempts, and how many of these failed at least once. */
  tried: number;
  failed: number;
  /** How many took so many seconds, of those that tell. */
  readonly seconds: SecondCounts;
}

const SUMMED = [
  ...(['deliveries', 'cents', 'due', 'late', 'timed', 'minutes'] as const),
  ...(['rated', 'stars', 'tried', 'failed'] as const),
];

const nothing = (): Tally => ({
  ...{ deliveries: 0, cents: 0, due: 0, late: 0, timed: 0, minutes: 0 },
  ...{ rated: 0, stars: 0, tried: 0, failed: 0, seconds: new Map() },
});

/** Adds one group of an answer; `sums` are those that it carries. */
function addGroup(tally: Tally, group: Document, sums: typeof SUMMED): void {
  for (const name of sums) tally[name] += Number(group[name]);
  const { seconds } = group._id;
  // Null: its documents do not carry it.
  if (typeof seconds === 'number') countSeconds(tally.seconds, seconds, Number(group.deliveries));
}

function addTally(tally: Tally, other: Tally): void {
  for (const name of SUMMED) tally[name] += other[name];
  for (const [seconds, n] of other.seconds) countSeconds(tally.seconds, seconds, n);
}

/** The groups of an answer added up under the part of their `_id` that names them, the largest first; and all of them. */
export function tallied(
  answer: readonly Document[],
  name: string,
): { named: [string, Tally][]; all: Tally } {
  // Looked up once: an answer may have a hundred thousand groups, all alike.
  const sums = SUMMED.filter((each) => answer[0]?.[each] !== undefined);
  const found = new Map<string, Tally>();
  for (const group of answer) {
    const key = String(group._id[name] ?? '');
    let tally = found.get(key);
    if (!tally) {
      tally = nothing();
      found.set(key, tally);
    }
    addGroup(tally, group, sums);
  }
  const all = nothing();
  for (const tally of found.values()) addTally(all, tally);
  const named = [...found].sort(
    ([a, x], [b, y]) => y.deliveries - x.deliveries || (a < b ? -1 : 1),
  );
  return { named, all };
}

/** A part of a whole; null where there is no whole. */
export const share = (part: number, whole: number) => (whole === 0 ? null : part / whole);

export const lateShare = ({ late, due }: Tally) => share(late, due);
export const meanRating = ({ stars, rated }: Tally) => share(stars, rated);

/** Percentiles of what the tally counts, in minutes. */
export const minutesAt = ({ seconds }: Tally, shares: readonly number[]) =>
  percentilesOfCounts(seconds, shares).map((each) => (each === null ? null : each / 60));
