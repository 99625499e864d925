/** A stretch of time, ms: from its first moment to the first after it. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** The same time, each moment once: in order, none touching the next, none empty. */
export function united(spans: readonly Span[]): Span[] {
  const all: { from: number; to: number }[] = [];
  for (const { from, to } of spans.toSorted((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else if (to > from) all.push({ from, to });
  }
  return all;
}

/** How long spans last that are united, ms. */
export function lengthOf(spans: readonly Span[]): number {
  return spans.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** How long both last at once, ms; each united. */
export function commonLength(some: readonly Span[], others: readonly Span[]): number {
  let [sum, at] = [0, 0];
  for (const { from, to } of some) {
    for (;;) {
      const other = others[at];
      if (!other || other.from >= to) break;
      sum += Math.max(0, Math.min(to, other.to) - Math.max(from, other.from));
      // One that reaches further also meets the next.
      if (other.to > to) break;
      at += 1;
    }
  }
  return sum;
}
