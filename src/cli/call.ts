import type { Messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import type { Loaded } from '../services/config/load.ts';

/** What every command gets: its options, the configuration, and where it came from. */
export interface Call {
  readonly options: Readonly<Record<string, unknown>>;
  readonly config: Config;
  readonly loaded: Loaded;
  readonly m: Messages;
}
