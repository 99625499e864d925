import type { PeriodFault } from '../domain/period.ts';
import type { ReportId } from '../domain/report-words.ts';

/** Whose report it is. */
type Subject = 'driver' | 'client' | 'order';

const anyOf = (names: readonly string[], before: string, or: string, after: string) =>
  names.length === 0 ? '' : `${before}${names.join(or)}${after}`;

/** `vigie report`: what it takes and says. */
export const reportCommandsEn = {
  about: 'what MongoDB counts: without a name, lists the reports',
  options: {
    period:
      'today, yesterday, 7d (any number of days up to today), all; live where a report has it',
    from: 'first day: 2026-11-13, yesterday, 7d',
    to: 'last day that counts',
    region: 'one region only',
    driver: 'whose report: a driver’s id',
    client: 'whose report: a client’s id',
    order: 'whose report: an order’s id',
    against: 'compared with the day before, the week before, or nothing: day, week, none',
    sort: 'by this column, the greatest figure or the first name first; -COLUMN: the other way',
    maxTime: 'seconds that MongoDB may take',
    explain: 'the questions to MongoDB, and how it answered them',
    csv: 'CSV for spreadsheets',
    out: 'into this file, whole or not at all',
  },
  reports: {
    regions: 'deliveries, revenue, minutes from pick-up to door and rating by region',
    drivers:
      'deliveries, share on time, revenue, rating and utilisation by driver, beside his region’s',
    hours: 'deliveries by weekday and hour, as a heat map',
    service: 'click to door and wait for an assignment: p50, p90, p95, p99, and what was late',
    strategies: 'strategies compared on what really happened',
    products: 'what was sold most; also live',
    spenders: 'who spent most; also live',
    cancellations: 'cancelled orders by reason',
    alerts: 'alerts by kind and driver, and how soon somebody answered',
    driver: 'one driver’s deliveries',
    client: 'one client’s orders',
    order: 'what happened to one order, step by step',
  } satisfies Record<ReportId, string>,
  listed: 'Run one: vigie report regions --period 7d. docs/reports.md has every definition.',
  needsName: (option: string) =>
    `${option} needs the name of a report: vigie report regions ${option} … vigie report lists the names.`,
  unknown: (given: string, near: readonly string[]) =>
    `There is no report "${given}". ${anyOf(near, 'Did you mean ', ' or ', '? ')}vigie report lists them.`,
  faults: {
    notAPeriod: (field: string, given: string) =>
      `${field} is "${given}": expected today, yesterday, 7d (1 to 36600 days), all, a day such as 2026-11-13, or live where the report has it.`,
    noSuchDay: (field: string, given: string) =>
      `${field} is "${given}": expected a day that exists, such as 2026-11-13, or today, yesterday, 7d.`,
    fromAfterTo: (field: string, given: string) =>
      `${field} is after --to (${given}): give the earlier day to --from.`,
    bothForms: (field: string, given: string) =>
      `${field} is "${given}" beside --from or --to: give one or the other.`,
  } satisfies Record<PeriodFault['fault'], (field: string, given: string) => string>,
  notLive: (report: string) =>
    `--period is "live": the report ${report} has only what MongoDB keeps. Give a period, such as 7d.`,
  whole: (report: string, option: string) =>
    `The report ${report} tells all there is, whatever the period: leave ${option} out.`,
  noRegion: (report: string, given: string) =>
    `--region is "${given}": the report ${report} is not asked over one region. Leave it out.`,
  noSubject: (report: string, option: string, given: string, takes: string | null) =>
    `${option} is "${given}": the report ${report} ${takes ? `is of one ${takes}: --${takes} ID` : 'is of nobody in particular; leave it out'}.`,
  needsSubject: (report: string, subject: Subject) =>
    `The report ${report} needs to know whose: --${subject} ID.`,
  against: 'day, week or none',
  aColumn: (names: string) => `a column of this report: ${names}`,
  unknownOne: (option: string, given: string, near: readonly string[]) =>
    `${option} is "${given}": nothing of that name is in this history. ${anyOf(near, 'Did you mean ', ' or ', '?') || 'Look at its spelling, or at --zone.'}`,
  apart: (one: string, other: string) =>
    `${one} and ${other} exclude each other: give one of both.`,
  out: {
    noFolder: (file: string, reason: string) =>
      `--out is "${file}": nothing can be written there (${reason}). Name a file in a folder that is yours.`,
    noFile: (file: string) =>
      `--out is "${file}": that is no file. Name a new one, or one to replace.`,
    failed: (file: string, reason: string) =>
      `${file} was not written (${reason}), and nothing of it is left.`,
    written: (file: string, rows: number) => `${file}: ${rows} rows.`,
  },
  tooLong: (seconds: number) =>
    `MongoDB gave the report up after ${seconds} s. Ask over a shorter period or one --region, or give it more: --max-time ${seconds * 4}.`,
  zoneOfMongo: (zone: string) =>
    `--time-zone is "${zone}": this MongoDB's list of time zones does not have it. Name another one of the same time.`,
  brokenOff: 'Broken off; MongoDB no longer works on it.',
  nothingKnown: (db: string, collections: string) =>
    `MongoDB has nothing yet in ${collections} of the database ${db}: vigie worker carries there what is delivered, vigie seed fills in data to play with.`,
  empty: 'Nothing in this period: try --period 30d or --period all.',
  emptyRegion: 'Nothing in this period and region: try --period all, or leave --region out.',
  emptyEver: 'Nothing of that kind was ever recorded.',
  dates: {
    ever: 'all time',
    live: 'live, from Redis',
    since: (day: string) => `since ${day}`,
    until: (day: string) => `until ${day}`,
    between: (from: string, to: string) => `${from} to ${to}`,
  },
  region: (name: string) => `region ${name}`,
  subjects: {
    driver: (id: string) => `driver ${id}`,
    client: (id: string) => `client ${id}`,
    order: (id: string) => `order ${id}`,
  } satisfies Record<Subject, (id: string) => string>,
  newRow: 'new',
  compared: (dates: string) => `Changes are against ${dates}.`,
  besideTold: (example: string) =>
    `In brackets, such as ${example}: the same of the region, per driver.`,
  counted: (documents: string, ms: number) =>
    `${documents} ${documents === '1' ? 'document' : 'documents'} in ${ms} ms.`,
  daily: 'deliveries a day',
  heat: 'deliveries by weekday and hour',
  bars: (column: string) => `by ${column}`,
  explained: {
    by: (index: string) => `by index ${index}`,
    scan: 'by collection scan',
    told: (how: string, examined: string, keys: string, returned: string, ms: number) =>
      `${how}: examined ${examined} documents and ${keys} index keys, returned ${returned}, ${ms} ms on the server`,
  },
};

export type ReportCommands = typeof reportCommandsEn;

export const reportCommandsFr: ReportCommands = {
  about: 'ce que MongoDB compte : sans nom, donne la liste des rapports',
  options: {
    period:
      'today, yesterday, 7d (tout nombre de jours à ce jour), all ; live où le rapport le permet',
    from: 'premier jour : 2026-11-13, yesterday, 7d',
    to: 'dernier jour compté',
    region: 'une seule région',
    driver: 'de qui : l’id d’un livreur',
    client: 'de qui : l’id d’un client',
    order: 'de quoi : l’id d’une commande',
    against: 'comparé à la veille, à la semaine d’avant ou à rien : day, week, none',
    sort: 'selon cette colonne, le plus grand chiffre ou le premier nom d’abord ; -COLONNE : l’inverse',
    maxTime: 'secondes que MongoDB peut prendre',
    explain: 'les questions à MongoDB, et comment il y a répondu',
    csv: 'CSV pour tableurs',
    out: 'dans ce fichier, entier ou pas du tout',
  },
  reports: {
    regions: 'livraisons, recette, minutes du retrait à la porte et note par région',
    drivers:
      'livraisons, part à l’heure, recette, note et occupation par livreur, à côté de sa région',
    hours: 'livraisons par jour et par heure, en carte de chaleur',
    service: 'du clic à la porte et attente d’un livreur : p50, p90, p95, p99, et les retards',
    strategies: 'les stratégies comparées sur ce qui s’est vraiment passé',
    products: 'ce qui s’est le plus vendu ; aussi en direct',
    spenders: 'qui a le plus dépensé ; aussi en direct',
    cancellations: 'commandes annulées par motif',
    alerts: 'alertes par genre et livreur, et le délai de réponse',
    driver: 'les livraisons d’un livreur',
    client: 'les commandes d’un client',
    order: 'ce qui est arrivé à une commande, pas à pas',
  },
  listed:
    'En lancer un : vigie report regions --period 7d. docs/reports.md donne chaque définition.',
  needsName: (option) =>
    `${option} demande le nom d’un rapport : vigie report regions ${option} … vigie report les donne.`,
  unknown: (given, near) =>
    `Il n’y a pas de rapport « ${given} ». ${anyOf(near, 'Vouliez-vous dire ', ' ou ', ' ? ')}vigie report les donne.`,
  faults: {
    notAPeriod: (field, given) =>
      `${field} vaut « ${given} » : attendu today, yesterday, 7d (de 1 à 36600 jours), all, un jour comme 2026-11-13, ou live où le rapport le permet.`,
    noSuchDay: (field, given) =>
      `${field} vaut « ${given} » : attendu un jour qui existe, comme 2026-11-13, ou today, yesterday, 7d.`,
    fromAfterTo: (field, given) =>
      `${field} est après --to (${given}) : donnez à --from le premier des deux jours.`,
    bothForms: (field, given) =>
      `${field} vaut « ${given} » à côté de --from ou --to : donnez l’un ou l’autre.`,
  },
  notLive: (report) =>
    `--period vaut « live » : le rapport ${report} n’a que ce que MongoDB garde. Donnez une période, comme 7d.`,
  whole: (report, option) =>
    `Le rapport ${report} dit tout ce qu’il y a, quelle que soit la période : retirez ${option}.`,
  noRegion: (report, given) =>
    `--region vaut « ${given} » : le rapport ${report} ne se demande pas pour une région. Retirez-le.`,
  noSubject: (report, option, given, takes) =>
    `${option} vaut « ${given} » : le rapport ${report} ${takes ? `demande --${takes} ID` : 'n’est celui de personne en particulier ; retirez-le'}.`,
  needsSubject: (report, subject) => `Le rapport ${report} doit savoir de qui : --${subject} ID.`,
  against: 'day, week ou none',
  aColumn: (names) => `une colonne de ce rapport : ${names}`,
  unknownOne: (option, given, near) =>
    `${option} vaut « ${given} » : rien de ce nom dans cet historique. ${anyOf(near, 'Vouliez-vous dire ', ' ou ', ' ?') || 'Voyez son orthographe, ou --zone.'}`,
  apart: (one, other) => `${one} et ${other} s’excluent : donnez l’un des deux.`,
  out: {
    noFolder: (file, reason) =>
      `--out vaut « ${file} » : rien ne peut y être écrit (${reason}). Nommez un fichier dans un dossier à vous.`,
    noFile: (file) =>
      `--out vaut « ${file} » : ce n’est pas un fichier. Nommez-en un nouveau, ou un à remplacer.`,
    failed: (file, reason) => `${file} n’a pas été écrit (${reason}), et il n’en reste rien.`,
    written: (file, rows) => `${file} : ${rows} lignes.`,
  },
  tooLong: (seconds) =>
    `MongoDB a renoncé au rapport après ${seconds} s. Demandez une période plus courte ou une --region, ou donnez-lui plus : --max-time ${seconds * 4}.`,
  zoneOfMongo: (zone) =>
    `--time-zone vaut « ${zone} » : la liste de fuseaux de ce MongoDB ne l’a pas. Nommez-en un autre de la même heure.`,
  brokenOff: 'Interrompu ; MongoDB n’y travaille plus.',
  nothingKnown: (db, collections) =>
    `MongoDB n’a encore rien dans ${collections} de la base ${db} : vigie worker y porte ce qui est livré, vigie seed y met de quoi jouer.`,
  empty: 'Rien dans cette période : essayez --period 30d ou --period all.',
  emptyRegion:
    'Rien dans cette période et cette région : essayez --period all, ou retirez --region.',
  emptyEver: 'Rien de tel n’a jamais été enregistré.',
  dates: {
    ever: 'depuis toujours',
    live: 'en direct, de Redis',
    since: (day) => `depuis le ${day}`,
    until: (day) => `jusqu’au ${day}`,
    between: (from, to) => `du ${from} au ${to}`,
  },
  region: (name) => `région ${name}`,
  subjects: {
    driver: (id) => `livreur ${id}`,
    client: (id) => `client ${id}`,
    order: (id) => `commande ${id}`,
  },
  newRow: 'nouv.',
  compared: (dates) => `Les évolutions : par rapport à la période ${dates}.`,
  besideTold: (example) =>
    `Entre parenthèses, comme ${example} : la même chose pour la région, par livreur.`,
  counted: (documents, ms) =>
    `${documents} ${documents === '1' ? 'document' : 'documents'} en ${ms} ms.`,
  daily: 'livraisons par jour',
  heat: 'livraisons par jour et par heure',
  bars: (column) => `selon ${column}`,
  explained: {
    by: (index) => `par l’index ${index}`,
    scan: 'par lecture de toute la collection',
    told: (how, examined, keys, returned, ms) =>
      `${how} : ${examined} documents et ${keys} clés d’index examinés, ${returned} rendus, ${ms} ms sur le serveur`,
  },
};
