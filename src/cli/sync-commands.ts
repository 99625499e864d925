import type { Command } from 'commander';
import type { Messages } from '../i18n/index.ts';
import type { Action } from './call.ts';

/** Adds `vigie sync …`, `vigie hydrate` and `vigie reconcile`: the path Redis → MongoDB, for operators. */
export function addSyncCommands(program: Command, m: Messages, action: Action): void {
  const { sync } = m;
  const group = program.command('sync').description(sync.about).helpCommand(false);
  const dead = group.command('dead').description(sync.dead).helpCommand(false);
  const json = m.cli.options.json;
  dead
    .command('list', { isDefault: true })
    .description(sync.list)
    .option('--json', json)
    .action(action(async () => (await import('./sync.ts')).listCommand));
  dead
    .command('show <id>')
    .description(sync.show)
    .option('--json', json)
    .action(action(async () => (await import('./sync.ts')).showCommand));
  dead
    .command('repair <id> <field=value...>')
    .description(sync.repair)
    .action(action(async () => (await import('./sync.ts')).repairCommand));
  dead
    .command('replay [id]')
    .description(sync.replay)
    .option('--all', sync.all)
    .option('--json', json)
    .action(action(async () => (await import('./sync.ts')).replayCommand));
  group
    .command('lost')
    .description(sync.lost)
    .option('--json', json)
    .action(action(async () => (await import('./sync.ts')).lostCommand));
  program
    .command('hydrate')
    .description(sync.hydrate.about)
    .option('--wait <seconds>', sync.hydrate.limit, '60')
    .option('--force', sync.hydrate.force)
    .option('--json', json)
    .action(action(async () => (await import('./hydrate.ts')).hydrateCommand));
  program
    .command('reconcile')
    .description(sync.reconcile.about)
    .option('--repair', sync.reconcile.repair)
    .option('--json', json)
    .action(action(async () => (await import('./reconcile.ts')).reconcileCommand));
}
