import type { Command } from 'commander';
import type { Messages } from '../i18n/index.ts';
import type { Action } from './call.ts';

/** Adds `vigie alert …`: what is wrong, and its answers, for scripts. */
export function addAlertCommands(program: Command, m: Messages, action: Action): void {
  const { alertCommands: words } = m;
  const group = program.command('alert').description(words.about).helpCommand(false);
  group
    .command('list', { isDefault: true })
    .description(words.list)
    .option('--resolved <n>', words.resolved)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./alert.ts')).listAlerts));
  type Name = Parameters<typeof import('./alert.ts')['alertCommand']>[0];
  const add = (name: Name, description: string) =>
    group
      .command(`${name} <alert>`)
      .description(description)
      .option('--operation <id>', m.dispatch.options.operation)
      .option('--json', m.cli.options.json)
      .action(action(async () => (await import('./alert.ts')).alertCommand(name)));
  add('ack', words.ack);
  add('mute', words.mute).option('--for <minutes>', words.minutes, '60');
  add('reopen', words.reopen);
  add('resolve', words.resolve);
}
