import type { Config } from '../services/config/config.ts';
import type { Call } from './program.ts';

export interface ConsoleOptions {
  readonly signal?: AbortSignal;
  readonly onNotices?: (show: (sentence: string) => void) => void;
}
export async function runConsole(_config: Config, _options: ConsoleOptions): Promise<number> {
  return 0;
}
export async function consoleCommand({ config }: Call): Promise<number> {
  return runConsole(config, {});
}
