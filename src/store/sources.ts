import type { History } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import type { ConsoleStore } from './store.ts';

/** Where a screen's data comes from. */
export interface Sources {
  readonly store: ConsoleStore;
  readonly platform: Platform;
  /** null while MongoDB is away. */
  readonly history: () => History | null;
  /** Ends with the console, or with its zone. */
  readonly signal: AbortSignal;
}
