import { type Messages, messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import { ConfigError } from '../services/config/load.ts';
import { maskText } from '../services/config/mask.ts';

/** Exit codes of every command. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** A call that can't be taken: its sentence, exit 2. */
export class UsageError extends Error {}

/** A command that could not do its work: its sentence, exit 1. */
export class Failure extends Error {}

/** Prints a sentence on standard error. */
export function complain(sentence: string): void {
  process.stderr.write(`${maskText(sentence)}\n`);
}

/** The sentence of a setting that can't be used. */
export function configSentence(error: ConfigError, m: Messages): string {
  const expected = m.config[error.expected as keyof typeof m.config];
  const origin = m.config.origins[error.origin as keyof typeof m.config.origins] ?? error.origin;
  return m.config.invalid(error.setting, error.given, typeof expected === 'string' ? expected : '', origin);
}

/** What an error means for who runs the command: one sentence on standard error, and the exit code. */
export function exitCodeOf(error: unknown, config: Config | null): number {
  const m = messages(config?.lang ?? 'en');
  if (error instanceof ConfigError) {
    complain(configSentence(error, m));
    return EXIT.usage;
  }
  if (error instanceof UsageError) {
    complain(error.message);
    return EXIT.usage;
  }
  if (error instanceof Failure) {
    complain(error.message);
    return EXIT.failed;
  }
  const message = error instanceof Error ? error.message : String(error);
  complain(m.cli.unexpected(message, config?.log.file ?? '-'));
  return EXIT.failed;
}
