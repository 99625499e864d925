import type { Position } from './geo.ts';
import type { DriverStatus } from './status.ts';

/** A driver as Redis keeps him, parsed. */
export interface Driver {
  readonly id: string;
  readonly name: string;
  readonly phone: string;
  readonly vehicle: string;
  /** The region he lives in; where he works is the set of regions. */
  readonly region: string;
  readonly rating: number;
  readonly status: DriverStatus;
  /** How many orders he may carry at once. */
  readonly capacity: number;
}

/** What is needed to add a driver. */
export interface NewDriver {
  readonly id: string;
  readonly name: string;
  readonly phone?: string;
  readonly vehicle?: string;
  readonly regions: readonly string[];
  readonly rating: number;
  /** How many customers' ratings that is the mean of; absent: none, the first one replaces it. */
  readonly ratingCount?: number;
  readonly capacity?: number;
  /** On duty where he stands, or off duty when absent. */
  readonly position?: Position;
}

/** Orders a driver may carry at once unless his hash says otherwise. */
export const DEFAULT_CAPACITY = 4;

/** A capacity as a hash or a document has it: a whole number, 0 too; the default for anything else. */
export function capacityOf(stored: unknown): number {
  const text = typeof stored === 'number' ? String(stored) : stored;
  const capacity = typeof text === 'string' && text.trim() !== '' ? Number(text) : Number.NaN;
  return Number.isSafeInteger(capacity) && capacity >= 0 ? capacity : DEFAULT_CAPACITY;
}

/** A position older than this is 'silent': its driver is no candidate. */
export const POSITION_FRESH_MS = 5 * 60_000;
