import type { Messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import type { Loaded } from '../services/config/load.ts';

/** What every command gets: its options, the configuration, and where it came from. */
export interface Call {
  /** The words after the command, such as an order's id. */
  readonly args: readonly string[];
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Config;
  readonly loaded: Loaded;
  readonly m: Messages;
}
