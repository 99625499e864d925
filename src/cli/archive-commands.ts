import type { Command } from 'commander';
import type { Messages } from '../i18n/index.ts';
import type { Action } from './call.ts';

/** Adds `vigie archive …`. */
export function addArchiveCommands(program: Command, m: Messages, action: Action): void {
  const { about, batch, simulate, options } = m.archive;
  const { json } = m.cli.options;
  const group = program.command('archive').description(about).helpCommand(false);
  group
    .command('batch')
    .description(batch)
    .option('--date-from <day>', options.from)
    .option('--date-to <day>', options.to)
    .option('--status <words...>', options.status)
    .option('--batch-size <orders>', options.batchSize, '100')
    .option('--limit <orders>', options.limit)
    .option('--incomplete', options.incomplete)
    .option('--dry-run', options.dryRun)
    .option('--mapping <name|file>', options.mapping, 'vigie')
    .option('--simulation', options.simulation)
    .option('--verbose', options.verbose)
    .option('--json', json)
    .action(action(async () => (await import('./archive-batch.ts')).archiveBatchCommand));
  group
    .command('watch')
    .description(m.archiveWatch.about)
    .option('--mapping <name|file>', options.mapping, 'vigie')
    .option('--verbose', m.archiveWatch.verbose)
    .option('--json', m.archiveWatch.json)
    .action(action(async () => (await import('./archive-watch.ts')).archiveWatchCommand));
  group
    .command('simulate')
    .description(simulate)
    .option('--count <orders>', options.count, '1000')
    .option('--seed <number>', options.seed, '42')
    .option('--p-delivered <probability>', options.delivered, '0.4')
    .option('--at <time>', options.at)
    .option('--samples <file>', options.samples)
    .option('--json', json)
    .action(action(async () => (await import('./archive-simulate.ts')).archiveSimulateCommand));
}
