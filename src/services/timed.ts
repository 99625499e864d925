/** How long a promise took, ms; null when it failed or took longer than `limitMs`. */
export function timed(promise: Promise<unknown>, limitMs: number): Promise<number | null> {
  const begun = performance.now();
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(null), limitMs);
    const done = (ms: number | null) => {
      clearTimeout(timer);
      resolve(ms);
    };
    promise.then(
      () => done(performance.now() - begun),
      () => done(null),
    );
  });
}
