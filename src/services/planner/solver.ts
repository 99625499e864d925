/** The thread that solves: the worker's own events are not kept waiting by it. */
import { parentPort } from 'node:worker_threads';
import { planRound } from '../../domain/planning/optimal.ts';
import type { PlanProblem } from '../../domain/planning/problem.ts';
import type { Solved } from './solve.ts';

parentPort?.on('message', (problem: PlanProblem) => {
  const begun = performance.now();
  const plan = planRound(problem);
  const solved: Solved = { plan, ms: performance.now() - begun };
  parentPort?.postMessage(solved);
});
