import type { Alert } from './alert.ts';
import type { Order } from './order.ts';
import type { OrderStatus } from './status.ts';
import type { Candidate } from './strategy.ts';

/** One line of the leaderboard. */
export interface TopDriver {
  readonly id: string;
  readonly name: string;
  readonly rating: number;
  /** Orders he carries now; null where history alone is known. */
  readonly load: number | null;
  readonly capacity: number | null;
  readonly offDuty: boolean;
  readonly revenueCents: number;
}

/** The simulator's heartbeat and pace, as the console shows and steers it. */
export interface SimulatorState {
  readonly paused: boolean;
  readonly speed: number;
}

/** What the Live screen shows, read in one go. Counts are read, never added up. */
export interface Board {
  /** Redis' own clock when it was read, ms. */
  readonly readAt: number;
  /** From live state, or from MongoDB while Redis is away. */
  readonly source: 'live' | 'history';
  readonly counts: Readonly<Record<OrderStatus, number>>;
  readonly drivers: {
    readonly total: number;
    readonly free: number;
    readonly busy: number;
    readonly offDuty: number;
  };
  /** Open orders beyond their promised time, and those within ten minutes of it. */
  readonly late: number;
  readonly atRisk: number;
  /** Creation of the order that waits longest, and of the middle one. */
  readonly oldestWaitingAt: number | null;
  readonly medianWaitingAt: number | null;
  /** A window of the waiting orders, longest first. */
  readonly waiting: readonly Order[];
  readonly waitingOffset: number;
  /** The open orders that are late or at risk, the latest first: as many as were asked for. */
  readonly urgent: readonly Order[];
  readonly topDrivers: readonly TopDriver[];
  /** How long the leaderboard's cache still lives; null when it was read past the cache. */
  readonly topDriversTtlMs: number | null;
  readonly alerts: readonly Alert[];
  readonly alertsOpen: number;
  readonly workers: number;
  /** null: no simulator runs. */
  readonly simulator: SimulatorState | null;
  readonly seq: number;
  /** Events that the worker has not yet written to MongoDB. */
  readonly lag: number;
  readonly sync: SyncState;
}

/** How the workers get on with MongoDB, all of them together. */
export interface SyncState {
  /** Events carried a second, over the last ten. */
  readonly perSecond: number;
  /** The newest failure of any of them, null when there was none. Never holds a password. */
  readonly lastError: { readonly message: string; readonly at: number } | null;
}

/**
 * Why a driver within the radius can't take the order. `refused`: a person refused the pair; `pinned`: a
 * person pinned another, and it is given together with others.
 */
export type ExclusionReason =
  | 'full'
  | 'off_duty'
  | 'silent'
  | 'other_region'
  | 'refused'
  | 'pinned';

export interface Excluded extends Candidate {
  readonly reason: ExclusionReason;
}

/** The drivers near an order's pick-up: who could take it (nearest first) and who is out, and why. */
export interface CandidateList {
  readonly orderId: string;
  readonly radiusM: number;
  readonly eligible: readonly Candidate[];
  readonly excluded: readonly Excluded[];
}
