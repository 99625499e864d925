/** The cursor went to another order by itself, because the one it was on was taken or left. */
export interface Shift {
  readonly from: string;
  readonly to: string;
  /** Local ms. */
  readonly at: number;
}

/** An order that this console did something to, and when (local ms). */
export interface Acted {
  readonly order: string;
  readonly at: number;
}

/** So long a key may have been meant for the order that was there before. */
const UNCONFIRMED_MS = 1_000;
/** What this console did itself shows on the board within this time. */
const OWN_MS = 5_000;

interface WithActed {
  readonly acting: readonly string[];
  readonly acted: readonly Acted[];
}

/** The shift from one order to another; none where the dispatcher's own key took the first away. */
export function shiftFrom(
  { acting, acted }: WithActed,
  from: string | null,
  to: string | null,
  at: number,
): { readonly shifted?: Shift } {
  if (from === null || to === null || from === to) return {};
  const own = acted.some((each) => each.order === from && at - each.at < OWN_MS);
  return own || acting.includes(from) ? {} : { shifted: { from, to, at } };
}

/** The shift that a key for an order may not know of yet. */
export function unconfirmed(shifted: Shift | null, order: string, now: number): Shift | null {
  return shifted?.to === order && now - shifted.at < UNCONFIRMED_MS ? shifted : null;
}
