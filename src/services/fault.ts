/** The points between any two steps of a worker at which a test can kill it. */
export const FAULT_POINTS = [
  // Carrying a batch: entries taken over, read, written collection by collection, put aside, noted …
  'after-claim',
  'after-read',
  'mid-write',
  'after-write',
  'after-dead-letters',
  'after-checkpoint',
  'after-acknowledge',
  // A Redis that came back older: the cut is noted, the epoch raised, the alert opened.
  'after-cut',
  'after-raise',
  'after-loss',
  // Dropping a finished order: MongoDB was asked, it is dropped.
  'before-prune',
  'after-prune',
  // Filling an empty Redis: the epoch is raised, the drivers are there.
  'mid-hydrate',
  'after-drivers',
  // Giving orders out as planned: one is given, the rest of the round is not.
  'mid-commit',
] as const;
type FaultPoint = (typeof FAULT_POINTS)[number];

/**
 * A named point at which a test kills the process, as a power cut would: `VIGIE_FAULT=after-write`.
 * Does nothing unless that variable names it.
 */
export function faultPoint(name: FaultPoint): void {
  if (process.env.VIGIE_FAULT === name) process.kill(process.pid, 'SIGKILL');
}
