import type { Messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import { ConfigError } from '../services/config/load.ts';
import { maskText } from '../services/config/mask.ts';
import { ConfigFileError } from '../services/config/sources.ts';

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A call that can't be taken: its sentence, exit 2. */
export class UsageError extends Error {}

/** A command that could not do its work: its sentence, exit 1. */
export class Failure extends Error {}

/** Prints a sentence on standard error. Marks stand for control characters, which may come from anywhere. */
export function complain(sentence: string): void {
  process.stderr.write(`${maskText(sentence).replace(/[^\P{Cc}\n]/gu, '?')}\n`);
}

/** The sentence of a setting that can't be used. */
function configSentence({ setting, given, expected, origin }: ConfigError, m: Messages): string {
  const text = (table: object, key: string) => {
    const found: unknown = Reflect.get(table, key);
    return typeof found === 'string' ? found : key;
  };
  return m.config.invalid(setting, given, text(m.config, expected), text(m.config.origins, origin));
}

/** What an error means for who runs the command: one sentence on standard error, and the exit code. */
export async function exitCodeOf(
  error: unknown,
  m: Messages,
  config: Config | null,
): Promise<number> {
  if (error instanceof ConfigError) {
    complain(configSentence(error, m));
    return EXIT.usage;
  }
  if (error instanceof ConfigFileError) {
    complain(m.config.unreadable(error.file, error.reason));
    return EXIT.usage;
  }
  if (error instanceof UsageError || error instanceof Failure) {
    complain(error.message);
    return error instanceof UsageError ? EXIT.usage : EXIT.failed;
  }
  const [message = ''] = (error instanceof Error ? error.message : String(error)).split('\n', 1);
  complain(m.cli.unexpected(message, await recordCrash(error, config)));
  return EXIT.failed;
}

/** Writes what nobody expected into the log, with its stack, and answers the log's name. */
async function recordCrash(error: unknown, config: Config | null): Promise<string> {
  if (!config) return '–';
  const { lastLogFile, openLog } = await import('../services/log/log.ts');
  (await openLog(config, 'crash')).fatal({ error }, 'crash');
  return lastLogFile(config, 'crash') ?? '–';
}

/** An error that nobody caught ends the process with one line; its stack goes to the log. */
export function endOnCrash(m: Messages, config: () => Config | null): void {
  process.on('uncaughtException', (error) => {
    // The console has an ending of its own: the terminal first.
    if (process.listenerCount('uncaughtException') > 1) return;
    exitCodeOf(error, m, config()).then(
      (code) => process.exit(code),
      () => process.exit(EXIT.failed),
    );
  });
}
