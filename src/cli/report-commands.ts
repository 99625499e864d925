import type { Command } from 'commander';
import type { Messages } from '../i18n/index.ts';
import type { Action } from './call.ts';

/** Adds `vigie report` and `vigie mongo …`: what MongoDB holds, counted, and how well it can be found. */
export function addReportCommands(program: Command, m: Messages, action: Action): void {
  const { reportCommands: words } = m;
  const o = words.options;
  program
    .command('report [name]')
    .description(words.about)
    .option('--period <period>', o.period)
    .option('--from <day>', o.from)
    .option('--to <day>', o.to)
    .option('--region <name>', o.region)
    .option('--driver <id>', o.driver)
    .option('--client <id>', o.client)
    .option('--order <id>', o.order)
    .option('--against <day|week|none>', o.against)
    .option('--sort <column>', o.sort)
    .option('--max-time <seconds>', o.maxTime)
    .option('--explain', o.explain)
    .option('--json', m.cli.options.json)
    .option('--csv', o.csv)
    .option('--out <file>', o.out)
    .allowExcessArguments(false)
    .action(action(async () => (await import('./report.ts')).reportCommand));
  program
    .command('mongo')
    .description(m.mongo.about)
    .helpCommand(false)
    .command('indexes')
    .description(m.mongo.indexes)
    .option('--dry-run', m.mongo.dryRun)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./mongo-indexes.ts')).indexesCommand));
}
