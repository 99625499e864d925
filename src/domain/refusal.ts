/**
 * Every answer a transition can give. Lua scripts reply with the number; people read the name's
 * sentence (i18n/refusals.ts). Numbers never change their meaning: other programs read them too.
 */
export const REPLY_CODES = {
  done: 0,
  unknown_order: -1,
  unknown_driver: -2,
  wrong_status: -3,
  driver_full: -4,
  driver_off_duty: -5,
  wrong_region: -6,
  carrying: -7,
  stale: -8,
  operation_reused: -9,
  already_exists: -10,
  moved_on: -11,
  malformed: -12,
  already_rated: -13,
  not_yours: -14,
  nothing_to_undo: -15,
  // No script answers it: Redis itself refuses who may only look.
  not_permitted: -16,
  unchanged: -17,
  pair_refused: -18,
  pinned: -19,
  not_automatic: -20,
  not_planner: -21,
} as const;

export type ReplyName = keyof typeof REPLY_CODES;
export type RefusalName = Exclude<ReplyName, 'done'>;

/** Refusals that are the driver's and not the order's: another driver may well take it. */
export const DRIVERS_OWN: ReadonlySet<RefusalName> = new Set([
  ...(['driver_full', 'driver_off_duty', 'wrong_region', 'unknown_driver'] as const),
]);

const NAME_BY_CODE = new Map<number, ReplyName>(
  (Object.keys(REPLY_CODES) as ReplyName[]).map((name) => [REPLY_CODES[name], name]),
);

/** The name of a reply code, undefined for a number that no script gives. */
export function replyName(code: number): ReplyName | undefined {
  return NAME_BY_CODE.get(code);
}

/** A transition that was judged and not done. Nothing changed. */
export interface Refusal {
  readonly ok: false;
  readonly refusal: RefusalName;
  /** What the sentence needs: `order`, `driver`, `status`, `by`, `at` and `now` (ms), `field`, `given`, … */
  readonly details: Readonly<Record<string, string>>;
}

/** A transition that was done (or had already been done under the same operation id). */
export interface Done {
  readonly ok: true;
  readonly seq: number;
  /** The order's version after it; 0 for a driver's transition. */
  readonly version: number;
}

export type Outcome = Done | Refusal;
