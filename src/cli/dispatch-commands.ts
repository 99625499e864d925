import type { Command } from 'commander';
import type { Messages } from '../i18n/index.ts';
import type { Action } from './call.ts';

const repeat = (value: string, before: string[] | undefined) => [...(before ?? []), value];

/** Adds `vigie order …`: every transition of an order, for scripts. */
export function addOrderCommands(program: Command, m: Messages, action: Action): void {
  const { order: about, options: o } = m.dispatch;
  const group = program.command('order').description(about.about).helpCommand(false);
  type Name = Parameters<typeof import('./order.ts')['orderCommand']>[0];
  const plain = (name: Name, words: string, description: string) =>
    group
      .command(`${name} ${words}`)
      .description(description)
      .option('--json', m.cli.options.json)
      .action(action(async () => (await import('./order.ts')).orderCommand(name)));
  const add = (name: Name, words: string, description: string) =>
    plain(name, words, description).option('--operation <id>', o.operation);

  add('create', '<order>', about.create)
    .option('--client <name>', o.client)
    .option('--client-id <id>', o.clientId)
    .option('--phone <number>', o.phone)
    .option('--address <text>', o.address)
    .option('--note <text>', o.note)
    .option('--origin <text>', o.origin)
    .option('--destination <text>', o.destination)
    .option('--restaurant <id>', o.restaurant)
    .option('--region <name>', o.region)
    .option('--amount <euros>', o.amount)
    .option('--pickup <lon,lat>', o.pickup)
    .option('--dropoff <lon,lat>', o.dropoff)
    .option('--due <time>', o.due)
    .option('--ready <time>', o.ready)
    .option('--item <product:quantity>', o.item, repeat);
  add('correct', '<order>', about.correct)
    .option('--note <text>', o.note)
    .option('--address <text>', o.address)
    .option('--phone <number>', o.phone)
    .option('--due <time>', o.due);
  add('assign', '<order> [driver]', about.assign)
    .option('--strategy <name>', o.strategy)
    .option('--radius <km>', o.radius);
  add('reassign', '<order> <driver>', about.reassign).option('--from <driver>', o.from);
  add('unassign', '<order>', about.unassign).option('--reason <text>', o.reason);
  add('pick-up', '<order>', about.pickUp);
  add('deliver', '<order>', about.deliver);
  add('cancel', '<order>', about.cancel).option('--reason <text>', o.reason);
  add('fail', '<order>', about.fail).option('--reason <text>', o.reason);
  add('rate', '<order> <stars>', about.rate).option('--text <text>', o.text);
  add('delete', '<order>', about.delete);
  add('pin', '<order> <driver>', about.pin);
  add('unpin', '<order>', about.unpin);
  add('refuse', '<order> <driver>', about.refuse);
  add('allow', '<order> <driver>', about.allow);
  // An undo is done once by itself: the second one finds nothing to undo.
  plain('undo', '<order>', about.undo);
  group
    .command('show <order>')
    .description(about.show)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./show.ts')).showOrder));
  group
    .command('why <order>')
    .description(about.why)
    .option('--radius <km>', o.radius)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./why.ts')).whyCommand));
}

/** Adds `vigie assign`: many orders at once, by a strategy. */
export function addAssignCommand(program: Command, m: Messages, action: Action): void {
  const { assign: o, options } = m.dispatch;
  program
    .command('assign')
    .description(o.about)
    .option('--strategy <name>', o.strategy)
    .option('--order <id>', o.order, repeat)
    .option('--all-waiting', o.allWaiting)
    .option('--radius <km>', options.radius)
    .option('--dry-run', o.dryRun)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./assign.ts')).assignCommand));
}

/** Adds `vigie whatif`: a past day under another strategy. */
export function addWhatifCommand(program: Command, m: Messages, action: Action): void {
  program
    .command('whatif')
    .description(m.whatif.about)
    .option('--policy <name>', m.whatif.policy, 'all')
    .option('--date <day>', m.whatif.date)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./whatif.ts')).whatifCommand));
}

/** Adds `vigie driver …`: every transition of a driver, for scripts. */
export function addDriverCommands(program: Command, m: Messages, action: Action): void {
  const { driver: about, options: o } = m.dispatch;
  const group = program.command('driver').description(about.about).helpCommand(false);
  type Name = Parameters<typeof import('./driver.ts')['driverCommand']>[0];
  const plain = (name: Name, words: string, description: string) =>
    group
      .command(`${name} ${words}`)
      .description(description)
      .option('--json', m.cli.options.json)
      .action(action(async () => (await import('./driver.ts')).driverCommand(name)));
  const add = (name: Name, words: string, description: string) =>
    plain(name, words, description).option('--operation <id>', o.operation);

  add('add', '<driver>', about.add)
    .option('--name <text>', o.name)
    .option('--phone <number>', o.phone)
    .option('--vehicle <text>', o.vehicle)
    .option('--rating <number>', o.rating)
    .option('--capacity <orders>', o.capacity)
    .option('--position <lon,lat>', o.position)
    .option('--region <name>', o.driverRegion, repeat);
  add('remove', '<driver>', about.remove);
  add('on-duty', '<driver>', about.onDuty).option('--position <lon,lat>', o.position);
  add('off-duty', '<driver>', about.offDuty);
  add('regions', '<driver> <region...>', about.regions);
  plain('move', '<driver> <lon,lat>', about.move);
  group
    .command('reassign-all <driver>')
    .description(about.reassignAll)
    .option('--radius <km>', o.radius)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./reassign-all.ts')).reassignAllCommand));
  group
    .command('show <driver>')
    .description(about.show)
    .option('--json', m.cli.options.json)
    .action(action(async () => (await import('./show.ts')).showDriver));
}
