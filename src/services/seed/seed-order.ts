import type { NewDriver } from '../../domain/driver.ts';
import type { NewOrder } from '../../domain/order.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { StrategyName } from '../../domain/strategy.ts';

/** What chose the driver. */
export type PastStrategy = StrategyName | 'optimal';

/** An order and how far it has come, times in ms since 1970. */
export interface SeedOrder {
  readonly order: NewOrder;
  readonly status: OrderStatus;
  readonly driver: NewDriver | null;
  readonly createdAt: number;
  readonly assignedAt: number;
  readonly pickedUpAt: number;
  readonly finishedAt: number;
  /** The client's, for what was delivered before today. */
  readonly rating: number | null;
  readonly strategy: PastStrategy;
  /** Tries that failed. */
  readonly attempts: number;
}
