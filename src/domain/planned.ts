import type { Order } from './order.ts';

/** How far the dispatch engine goes in a zone. */
export const MODES = ['off', 'suggest', 'automatic'] as const;
export type Mode = (typeof MODES)[number];

/** A zone that nobody set plans and shows, and commits nothing. */
export const DEFAULT_MODE: Mode = 'suggest';

/** The mode of a zone, and who set it. */
export interface ModeState {
  readonly mode: Mode;
  /** Empty: nobody set it. */
  readonly by: string;
  /** ms since 1970; null: nobody set it. */
  readonly at: number | null;
  /** Why the engine turned itself down; null when a person set the mode. */
  readonly cause: ModeCause | null;
}

/** Why automatic mode turns itself off: too many positions are silent, too many commitments are refused. */
export type ModeCause = 'positions_silent' | 'refusals';

/** What the engine would do with a waiting order; it may change until it is committed. Times are ms. */
export interface Tentative {
  readonly order: string;
  readonly driver: string;
  readonly driverName: string;
  readonly leaveAt: number;
  readonly pickupAt: number;
  readonly doorAt: number;
  /** The other orders of the same way. */
  readonly together: readonly string[];
  /** Since when this driver is planned for it. */
  readonly since: number;
}

/** Whether a plan still holds beside what people chose: its driver is not refused, and nobody else is pinned. */
export function stands(
  { driver }: Pick<Tentative, 'driver'>,
  { pinned, refused }: Partial<Pick<Order, 'pinned' | 'refused'>>,
): boolean {
  return !refused?.includes(driver) && (pinned?.driver ?? driver) === driver;
}
