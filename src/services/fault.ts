/**
 * A named point at which a test kills the process, as a power cut would: `VIGIE_FAULT=after-write`.
 * Does nothing unless that variable names it.
 */
export function faultPoint(name: string): void {
  if (process.env.VIGIE_FAULT === name) process.kill(process.pid, 'SIGKILL');
}
