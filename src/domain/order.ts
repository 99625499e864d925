import type { Position } from './geo.ts';
import type { OrderStatus } from './status.ts';

export interface OrderItem {
  readonly productId: string;
  readonly quantity: number;
}

/** An order as Redis keeps it, parsed. Times are ms since 1970, money is cents. */
export interface Order {
  readonly id: string;
  readonly status: OrderStatus;
  readonly client: string;
  readonly clientId: string;
  readonly phone: string;
  readonly address: string;
  readonly note: string;
  /** Where it is picked up, in words: a restaurant's or a place's name. */
  readonly origin: string;
  /** Where it goes, in words. */
  readonly destination: string;
  readonly restaurantId: string;
  readonly region: string;
  readonly amountCents: number;
  readonly attempts: number;
  readonly driverId: string | null;
  readonly pickup: Position | null;
  readonly dropoff: Position | null;
  readonly createdAt: number | null;
  readonly assignedAt: number | null;
  readonly pickedUpAt: number | null;
  readonly deliveredAt: number | null;
  readonly cancelledAt: number | null;
  /** The promised time at the door. */
  readonly dueAt: number | null;
  /** When it is, or is thought to be, ready at the place; null where nobody said. */
  readonly readyAt: number | null;
  /** The driver that a person chose for it while it waits. */
  readonly pinned: { readonly driver: string; readonly by: string } | null;
  /** Drivers that the dispatch engine must not give it to. */
  readonly refused: readonly string[];
  /** 0 while no Vigie transition has touched it (another program wrote it). */
  readonly version: number;
  readonly items: readonly OrderItem[];
}

/** What is needed to create an order. */
export interface NewOrder {
  readonly id: string;
  readonly client: string;
  readonly clientId?: string;
  readonly phone?: string;
  readonly address?: string;
  readonly note?: string;
  readonly origin?: string;
  readonly destination: string;
  readonly restaurantId?: string;
  readonly region: string;
  readonly amountCents: number;
  readonly pickup: Position;
  readonly dropoff: Position;
  /** Default: created + 40 minutes. */
  readonly dueAt?: number;
  /** When it is ready at the place, ms since 1970. */
  readonly readyAt?: number;
  readonly items?: readonly OrderItem[];
}

/** What may be corrected of an order that is not finished; what is absent stays. */
export interface Correction {
  readonly note?: string;
  readonly address?: string;
  readonly phone?: string;
  /** The promised time, ms since 1970. */
  readonly dueAt?: number;
}

/** A customer's rating of a delivered order. */
export interface Rating {
  /** Whole stars, 1 to 5. */
  readonly stars: number;
  readonly text?: string;
}

/** Longest note, address, name or review, in characters. */
export const MAX_TEXT_LENGTH = 2_000;

/** Promise to the client when the order names none. */
export const DEFAULT_PROMISE_MS = 40 * 60_000;
