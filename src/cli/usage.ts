import type { Command, CommanderError } from 'commander';
import type { Messages } from '../i18n/index.ts';

/** Makes a program's help speak the user's language. To be called before its commands are added. */
export function translateHelp(program: Command, m: Messages): void {
  const titles: Readonly<Record<string, string>> = m.cli.helpTitles;
  const translated = (text: string) => titles[text] ?? text;
  program.configureHelp({
    showGlobalOptions: true,
    optionDescription: ({ description, defaultValue }) =>
      typeof defaultValue === 'string'
        ? `${description} (${m.cli.defaultIs(defaultValue)})`
        : description,
    styleTitle: translated,
    styleOptionText: translated,
    styleSubcommandText: translated,
  });
}

/** Commands that have commands of their own. */
const GROUPS = ['order', 'driver', 'sync', 'mongo', 'archive'];

/** What was wrong with a command line, in one sentence; null when help was asked for, which is no error. */
export function usageSentence(
  error: CommanderError,
  args: readonly string[],
  m: Messages,
): string | null {
  if (error.exitCode === 0) return null;
  const words = args.slice(0, GROUPS.includes(args[0] ?? '') ? 2 : 1);
  const command = ['vigie', ...words.filter((arg) => !arg.startsWith('-'))].join(' ');
  const [, quoted = ''] = /'([^']*)'/.exec(error.message) ?? [];
  switch (error.code) {
    case 'commander.unknownCommand':
      return m.cli.unknownCommand(
        quoted,
        GROUPS.includes(args[0] ?? '') ? `vigie ${args[0]}` : 'vigie',
      );
    case 'commander.unknownOption':
      return m.cli.unknownOption(command, quoted);
    case 'commander.excessArguments':
      return m.cli.tooManyArguments(command);
    case 'commander.help':
      return m.cli.missingArgument(command, 'command');
    case 'commander.missingArgument':
      return m.cli.missingArgument(command, quoted);
    case 'commander.optionMissingArgument':
      return m.cli.missingValue(quoted.split(' ', 1)[0] ?? quoted);
    default:
      return error.message.replace(/^error: /, '');
  }
}
