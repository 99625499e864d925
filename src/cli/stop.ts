/**
 * A signal that aborts when this process should end: Ctrl-C, SIGTERM, a lost terminal, or (for a child
 * of the demo) a parent that is gone.
 */
export function stopSignal(): AbortSignal {
  const controller = new AbortController();
  const stop = () => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, stop);
  if (process.connected) process.once('disconnect', stop);
  return controller.signal;
}
