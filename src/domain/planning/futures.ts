/** What the next minutes may bring, drawn from what was seen today. */
import { seriesOf } from '../series.ts';
import { type Job, jobOf } from './job.ts';
import type { PlanProblem } from './problem.ts';
import type { Tuning } from './tuning.ts';

const NOBODY: ReadonlySet<string> = new Set();

/**
 * Some futures: orders that arrive as a Poisson process at the rate of the last minutes, each at the
 * place, to the door and with the preparation of one seen today. None where nothing came lately.
 */
export function drawFutures({ now, seen, seed }: PlanProblem, tuning: Tuning): Job[][] {
  const { lookBack, ahead } = tuning;
  const recent = seen.filter(({ placedAt }) => placedAt > now - lookBack && placedAt <= now);
  const rate = recent.length / lookBack;
  if (rate === 0) return [];
  const next = seriesOf(seed);
  const wait = () => -Math.log(1 - next()) / rate;
  const count = Math.min(tuning.futures, Math.floor(tuning.futureOrders / (rate * ahead)));
  return Array.from({ length: count }, () => {
    const jobs: Job[] = [];
    for (let at = now + wait(); at < now + ahead; at += wait()) {
      const like = seen[Math.floor(next() * seen.length)];
      if (!like) continue;
      const readyAt = at + Math.max(0, like.readyAt - like.placedAt);
      const order = { ...like, id: '', placedAt: at, readyAt, pinned: null, refused: NOBODY };
      jobs.push(jobOf([order]));
    }
    return jobs;
  });
}
