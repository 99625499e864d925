import { Command, CommanderError } from 'commander';
import { type Language, messages } from '../i18n/index.ts';
import type { Config } from '../services/config/config.ts';
import { loadConfig, settingFiles } from '../services/config/load.ts';
import { readSources } from '../services/config/sources.ts';
import { addAlertCommands } from './alert-commands.ts';
import { addArchiveCommands } from './archive-commands.ts';
import type { Call } from './call.ts';
import {
  addAssignCommand,
  addDriverCommands,
  addOrderCommands,
  addWhatifCommand,
} from './dispatch-commands.ts';
import { complain, EXIT, endOnCrash, exitCodeOf, UsageError } from './exit.ts';
import { endWithReader } from './pipe.ts';
import { addReportCommands } from './report-commands.ts';
import { addSyncCommands } from './sync-commands.ts';
import { translateHelp, usageSentence } from './usage.ts';

/** Commands that have servers of their own, or look at all zones. */
const ZONELESS: ReadonlySet<string> = new Set(['demo', 'zones', 'config']);

type Run = (call: Call) => Promise<number>;

/** The language of the help itself, before the arguments are parsed. */
function helpLanguage(args: readonly string[]): Language {
  const at = args.indexOf('--lang');
  const lang = at >= 0 ? args[at + 1] : args.find((arg) => arg.startsWith('--lang='))?.slice(7);
  try {
    const given = readSources({ lang }, process.env, settingFiles());
    return given.find(({ name }) => name === 'VIGIE_LANG')?.value === 'fr' ? 'fr' : 'en';
  } catch {
    // A settings file that can't be read is told when a command needs it.
    return lang === 'fr' ? 'fr' : 'en';
  }
}

/** Parses the arguments, runs one command and answers its exit code. Commands load what they need themselves. */
export async function main(args: readonly string[], version: string): Promise<number> {
  const m = messages(helpLanguage(args));
  let code: number = EXIT.ok;
  let config: Config | null = null;
  endOnCrash(m, () => config);
  endWithReader();

  const program = new Command('vigie')
    .description(m.cli.about)
    .option('--redis-url <url>', m.cli.options.redisUrl)
    .option('--redis-nodes <servers>', m.cli.options.redisNodes)
    .option('--mongo-uri <uri>', m.cli.options.mongoUri)
    .option('--zone <name>', m.cli.options.zone)
    .option('--lang <en|fr>', m.cli.options.lang)
    .option('--time-zone <zone>', m.cli.options.timeZone)
    .option('--as <name>', m.cli.options.as)
    .option('--ascii', m.cli.options.ascii)
    .option('--theme <name>', m.cli.options.theme)
    .option('--readonly', m.cli.options.readonly)
    .option('--bell', m.cli.options.bell)
    .option('--log-level <level>', m.cli.options.logLevel)
    .option('--log-file <file>', m.cli.options.logFile)
    .version(version, '-V, --version', m.cli.options.version)
    .helpOption('-h, --help', m.cli.options.help)
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ outputError: () => undefined });
  translateHelp(program, m);

  const action =
    (load: () => Promise<Run>) =>
    async (...given: unknown[]): Promise<void> => {
      const command = given.at(-1);
      if (!(command instanceof Command)) return;
      const options = command.optsWithGlobals();
      const loaded = loadConfig(flagsOf(options));
      config = loaded.config;
      if (!ZONELESS.has(command.name())) checkCluster(config);
      const run = await load();
      code = await run({ args: command.args, options, config, loaded, m: messages(config.lang) });
    };

  program
    .command('console', { isDefault: true })
    .description(m.cli.commands.console)
    .allowExcessArguments(false)
    .action(action(async () => (await import('./console.ts')).consoleCommand));
  program
    .command('demo')
    .description(m.cli.commands.demo)
    .option('--headless', m.cli.demo.headless)
    .option('--no-simulator', m.cli.demo.noSimulator)
    .option('--keep <folder>', m.cli.demo.keep)
    .action(action(async () => (await import('./demo.ts')).demoCommand));
  program
    .command('worker')
    .description(m.cli.commands.worker)
    .action(action(async () => (await import('./worker.ts')).workerCommand));
  program
    .command('simulate')
    .description(m.cli.commands.simulate)
    .option('--rate <orders>', m.cli.simulate.rate, '1')
    .option('--speed <times>', m.cli.simulate.speed, '1')
    .option('--seed <number>', m.cli.simulate.seed, '1')
    .option('--still', m.cli.simulate.still)
    .action(action(async () => (await import('./simulate.ts')).simulateCommand));
  program
    .command('seed')
    .description(m.cli.commands.seed)
    .option('--drivers <n>', m.cli.seed.drivers, '24')
    .option('--orders <n>', m.cli.seed.orders, '34')
    .option('--deliveries <n>', m.cli.seed.deliveries, '154')
    .option('--seed <n>', m.cli.seed.seed, '1')
    .option('--at <time>', m.cli.seed.at)
    .option('--force', m.cli.seed.force)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./seed.ts')).seedCommand));
  program
    .command('status')
    .description(m.cli.commands.status)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./status.ts')).statusCommand));
  program
    .command('health')
    .description(m.cli.commands.health)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./health.ts')).healthCommand));
  program
    .command('zones')
    .description(m.cli.commands.zones)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./zones.ts')).zonesCommand));
  program
    .command('auto [mode]')
    .description(m.auto.about)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./auto.ts')).autoCommand));
  program
    .command('events')
    .description(m.cli.commands.events)
    .option('--follow', m.cli.events.follow)
    .option('--last <n>', m.cli.events.last, '20')
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./events.ts')).eventsCommand));
  program
    .command('handover')
    .description(m.cli.commands.handover)
    .option('--note <text>', m.cli.options.note)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./handover.ts')).handoverCommand));
  addAssignCommand(program, m, action);
  addWhatifCommand(program, m, action);
  addOrderCommands(program, m, action);
  addDriverCommands(program, m, action);
  addAlertCommands(program, m, action);
  addSyncCommands(program, m, action);
  addReportCommands(program, m, action);
  addArchiveCommands(program, m, action);
  program
    .command('config')
    .description(m.cli.commands.config)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./config.ts')).configCommand))
    .command('acl')
    .description(m.cli.commands.configAcl)
    .action(action(async () => (await import('./config-acl.ts')).configAclCommand));

  const [first] = args;
  if (first && !first.startsWith('-') && !program.commands.some((each) => each.name() === first)) {
    complain(m.cli.unknownCommand(first, 'vigie'));
    return EXIT.usage;
  }
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) return await exitCodeOf(error, m, config);
    const sentence = usageSentence(error, args, m);
    if (sentence !== null) complain(sentence);
    return sentence === null ? EXIT.ok : EXIT.usage;
  }
}

/** Throws UsageError where a Cluster is set and the rest does not go with it. */
function checkCluster({ redis, zone, lang }: Config): void {
  if (redis.nodes.length === 0) return;
  const m = messages(lang).config;
  if (zone === null) throw new UsageError(m.clusterNeedsZone);
  if (redis.db !== 0) throw new UsageError(m.clusterHasOneDb(redis.db));
}

/** The flags that are settings, by the name of the flag. */
function flagsOf(options: Readonly<Record<string, unknown>>): Record<string, string | undefined> {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    'redis-url': text(options.redisUrl),
    'redis-nodes': text(options.redisNodes),
    'mongo-uri': text(options.mongoUri),
    zone: text(options.zone),
    lang: text(options.lang),
    'time-zone': text(options.timeZone),
    as: text(options.as),
    ascii: options.ascii === true ? 'yes' : undefined,
    theme: text(options.theme),
    readonly: options.readonly === true ? 'yes' : undefined,
    bell: options.bell === true ? 'yes' : undefined,
    'log-level': text(options.logLevel),
    'log-file': text(options.logFile),
  };
}
