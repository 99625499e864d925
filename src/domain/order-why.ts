import type { Tentative } from './planned.ts';
import type { OrderStatus } from './status.ts';
import type { Why } from './why.ts';

/** The assignment that put an order into its driver's hands. */
export interface GivenTo {
  readonly driver: string;
  readonly name: string;
  /** ms since 1970; null where nobody noted it. */
  readonly at: number | null;
  /** Who asked and how; empty where its event is not found. */
  readonly by: string;
  readonly via: string;
  /** null: none was kept. */
  readonly why: Why | null;
}

/** Why an order is, or would go, where it is. `whole`: the audit in MongoDB was asked where Redis had no answer. */
export type OrderWhy =
  | {
      readonly is: 'waiting';
      /** What each of the platform's strategies would do now. */
      readonly now: readonly Why[];
      /** The engine's plan and its reason; null: it has none. */
      readonly plan: { readonly tentative: Tentative; readonly why: Why | null } | null;
    }
  | {
      readonly is: 'given';
      /** null: Redis no longer has the order. */
      readonly status: OrderStatus | null;
      readonly to: GivenTo;
      readonly whole: boolean;
    }
  /** It is finished and was never in anybody's hands. */
  | { readonly is: 'nobody'; readonly status: OrderStatus }
  | { readonly is: 'unknown'; readonly whole: boolean };
