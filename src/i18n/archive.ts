const per = (count: number, word: string) => `${count} ${word}`;
/** With the plural's s from two on (in French and English none of these words has another). */
const many = (count: number, word: string) => per(count, count === 1 ? word : `${word}s`);
const said = (parts: readonly (string | false)[]) => parts.filter((part) => part !== false);

interface Summary {
  readonly archived: number;
  readonly updated: number;
  readonly already: number;
  readonly skipped: number;
  readonly refused: number;
  readonly duplicates: number;
  readonly nameless: number;
}
interface Figures {
  readonly client: number;
  readonly driver: number;
  readonly restaurant: number;
  readonly product: number;
}

/** `vigie archive`. */
export const archiveEn = {
  about: 'finished orders, with all that they refer to, into the archive',
  batch: 'archives what is finished and not archived yet',
  simulate: 'writes realistic orders to try the archive on',
  options: {
    from: 'placed on this day or later: 2026-11-13, today, yesterday, 7d',
    to: 'placed on this day or before',
    status: 'only these finished statuses, in the words of the database',
    batchSize: 'orders that are read and written at once',
    dryRun: 'says what would be archived, writes nothing',
    limit: 'archives at most so many',
    incomplete: 'also what is archived with references missing: they may be there now',
    mapping: 'names of collections and fields: vigie, platform or a file',
    simulation: 'in the database of vigie archive simulate',
    verbose: 'a line for every order',
    count: 'how many orders',
    seed: 'the same number makes the same orders',
    delivered: 'the probability of an order to be delivered, 0 to 1',
    at: 'the moment at which they end (ISO 8601, default the last midnight UTC, or as before)',
    samples: 'writes some of the orders into this file, as JSON',
  },
  progress: 'looked at',
  orders: 'orders',
  pace: (perSecond: number, secondsLeft: number | null) =>
    `, ${perSecond}/s${secondsLeft === null ? '' : `, ${secondsLeft} s left`}`,
  retry: (attempt: number, pause: string, reason: string) =>
    `MongoDB did not do it (${reason}): try ${attempt}, next in ${pause} s`,
  gaveUp: (reason: string, done: number) =>
    `MongoDB did not do it, however often it was asked (${reason}). ${done} are archived and stay; run the same command again: it goes on with the rest.`,
  refused: (id: string, reason: string) =>
    `The archive does not take order ${id} (${reason}): it is left out, the others go on.`,
  mixed: (index: string, done: number) =>
    `The archive holds another order with the same key of its index "${index}": another mapping writes there too. Give this one an archive of its own (archive in the mapping). ${done} are archived and stay.`,
  stopped: (done: number) =>
    `Stopped after the batch in hand: ${done} archived. Run the same command again: it goes on with the rest.`,
  limited: 'There is more: without --limit the rest follows.',
  nothing: (total: number) =>
    total === 0
      ? 'No finished order is there to be archived.'
      : `Nothing to do: all ${total} are archived.`,
  undated: (field: string) =>
    `Some finished orders have no date in "${field}" (a text or a number is none to MongoDB): --date-from and --date-to never reach them. Leave both out, or name another field in the mapping (orders.date).`,
  would: (count: number, total: number) => `${count} of ${total} would be archived.`,
  done: ({ archived, updated, already, skipped, refused, duplicates, nameless }: Summary) =>
    `${said([
      per(archived, 'archived'),
      updated > 0 && per(updated, 'updated'),
      per(already, 'there already'),
      skipped > 0 && per(skipped, 'gone or no longer finished'),
      refused > 0 && per(refused, 'refused'),
      duplicates > 0 && per(duplicates, 'more than once'),
      nameless > 0 && per(nameless, 'without an id: left out'),
    ]).join(', ')}.`,
  pacing: (seconds: string, perMinute: number) => `In ${seconds} s, ${perMinute} a minute.`,
  complete: (whole: number, partial: number, none: number) =>
    `Enriched: ${whole} wholly, ${partial} partly, ${none} not.`,
  missing: ({ client, driver, restaurant, product }: Figures) =>
    `Missing: ${said([
      client > 0 && many(client, 'client'),
      driver > 0 && many(driver, 'driver'),
      restaurant > 0 && many(restaurant, 'restaurant'),
      product > 0 && many(product, 'menu item'),
    ]).join(', ')}. Once they are there: vigie archive batch --incomplete`,
  completeness: { whole: 'whole', partial: 'partial', none: 'not enriched' },
  kinds: { client: 'client', driver: 'driver', restaurant: 'restaurant', product: 'menu item' },
  faults: {
    notAPeriod: (field: string, given: string) =>
      `${field} is "${given}": expected a day such as 2026-11-13, or today, yesterday, 7d.`,
    noSuchDay: (field: string, given: string) =>
      `${field} is "${given}": expected a day that exists, such as 2026-11-13, or today, yesterday, 7d.`,
    fromAfterTo: (field: string, given: string) =>
      `${field} is after --date-to (${given}): give the earlier day to --date-from.`,
    bothForms: (field: string, given: string) => `${field} is "${given}": leave it out.`,
  },
  status: (given: string, words: readonly string[]) =>
    `--status is "${given}": expected what is finished, ${words.join(', ')} (the mapping names these words).`,
  mapping: {
    unreadable: (file: string, reason: string) =>
      `--mapping is "${file}": no shipped mapping (vigie, platform), and as a file it can't be read (${reason}).`,
    notJson: (file: string, reason: string) =>
      `The mapping ${file} is no JSON (${reason}). docs/archive.md has one to begin from.`,
    wrong: (file: string, field: string, given: string, expected: string) =>
      `The mapping ${file}: ${field || 'as a whole'} is ${given || 'absent'}, but should be ${expected}. docs/archive.md has a whole one.`,
    problems: {
      field: 'the name of a field, or a path such as client.id',
      topField: 'the name of a field at the top of a document, without points',
      collection: "a collection's name, not one of MongoDB's own (system.…)",
      words: 'a list of status words, such as ["livrée"]',
      fields: 'a list of fields, the weightiest first; [] where orders have none that grows',
      part: 'an object in braces with the fields of docs/archive.md',
      unknown: 'left out, for there is no such field',
      archiveTaken: 'a collection of its own, none that orders or others are read from',
      sameWord: 'other words than in orders.delivered',
    },
  },
  simulationName: (name: string) =>
    `The database of the simulation would be called "${name}", longer than the 63 characters that MongoDB takes. Set a shorter MONGO_DB.`,
  simulated: (db: string, written: number, already: number) =>
    `${written} documents written to ${db}, ${already} there already. Now: vigie archive batch --simulation`,
  otherSimulation: (db: string, seed: number, delivered: number, at: string) =>
    `${db} holds the orders of --seed ${seed} with --p-delivered ${delivered} and --at ${at}: give these, or another --seed.`,
  sampled: (file: string, count: number) => `${count} orders as samples in ${file}.`,
  samplesFailed: (file: string, reason: string) =>
    `--samples is "${file}": it can't be written (${reason}).`,
};

export const archiveFr: typeof archiveEn = {
  about: 'les commandes finies, avec tout ce qu’elles citent, dans l’archive',
  batch: 'archive ce qui est fini et ne l’est pas encore',
  simulate: 'écrit des commandes vraisemblables pour essayer l’archive',
  options: {
    from: 'passées ce jour ou après : 2026-11-13, today, yesterday, 7d',
    to: 'passées ce jour ou avant',
    status: 'seulement ces statuts finis, dans les mots de la base',
    batchSize: 'commandes lues et écrites à la fois',
    dryRun: 'dit ce qui serait archivé, n’écrit rien',
    limit: 'en archive au plus autant',
    incomplete: 'aussi ce qui est archivé avec des références manquantes : elles y sont peut-être',
    mapping: 'noms des collections et des champs : vigie, platform ou un fichier',
    simulation: 'dans la base de vigie archive simulate',
    verbose: 'une ligne par commande',
    count: 'combien de commandes',
    seed: 'le même nombre donne les mêmes commandes',
    delivered: 'la probabilité qu’une commande soit livrée, de 0 à 1',
    at: 'le moment où elles finissent (ISO 8601, par défaut le dernier minuit UTC, ou comme avant)',
    samples: 'écrit quelques commandes dans ce fichier, en JSON',
  },
  progress: 'vues',
  orders: 'commandes',
  pace: (perSecond, secondsLeft) =>
    `, ${perSecond}/s${secondsLeft === null ? '' : `, encore ${secondsLeft} s`}`,
  retry: (attempt, pause, reason) =>
    `MongoDB ne l’a pas fait (${reason}) : essai ${attempt}, le suivant dans ${pause} s`,
  gaveUp: (reason, done) =>
    `MongoDB ne l’a pas fait, malgré tous les essais (${reason}). ${done} sont archivées et le restent ; relancez la même commande : elle reprend avec le reste.`,
  refused: (id, reason) =>
    `L’archive n’accepte pas la commande ${id} (${reason}) : elle est laissée, les autres continuent.`,
  mixed: (index, done) =>
    `L’archive tient une autre commande avec la même clé de son index « ${index} » : une autre correspondance y écrit aussi. Donnez à celle-ci une archive à elle (archive dans la correspondance). ${done} sont archivées et restent.`,
  stopped: (done) =>
    `Arrêté après le lot en cours : ${done} archivées. Relancez la même commande : elle reprend avec le reste.`,
  limited: 'Il y en a encore : sans --limit le reste suit.',
  nothing: (total) =>
    total === 0
      ? 'Aucune commande finie à archiver.'
      : `Rien à faire : toutes les ${total} sont archivées.`,
  undated: (field) =>
    `Des commandes finies n’ont pas de date dans « ${field} » (un texte ou un nombre n’en est pas une pour MongoDB) : --date-from et --date-to ne les atteignent jamais. Enlevez les deux, ou nommez un autre champ dans la correspondance (orders.date).`,
  would: (count, total) => `${count} sur ${total} seraient archivées.`,
  done: ({ archived, updated, already, skipped, refused, duplicates, nameless }) =>
    `${said([
      per(archived, 'archivée(s)'),
      updated > 0 && per(updated, 'mise(s) à jour'),
      per(already, 'déjà là'),
      skipped > 0 && per(skipped, 'disparue(s) ou plus finie(s)'),
      refused > 0 && per(refused, 'refusée(s)'),
      duplicates > 0 && per(duplicates, 'en double'),
      nameless > 0 && per(nameless, 'sans identifiant : laissée(s)'),
    ]).join(', ')}.`,
  pacing: (seconds, perMinute) => `En ${seconds} s, ${perMinute} par minute.`,
  complete: (whole, partial, none) =>
    `Enrichies : ${whole} en entier, ${partial} en partie, ${none} pas du tout.`,
  missing: ({ client, driver, restaurant, product }) =>
    `Manquent : ${said([
      client > 0 && many(client, 'client'),
      driver > 0 && many(driver, 'livreur'),
      restaurant > 0 && many(restaurant, 'restaurant'),
      product > 0 && many(product, 'plat'),
    ]).join(', ')}. Une fois là : vigie archive batch --incomplete`,
  completeness: { whole: 'entière', partial: 'en partie', none: 'pas enrichie' },
  kinds: { client: 'client', driver: 'livreur', restaurant: 'restaurant', product: 'plat' },
  faults: {
    notAPeriod: (field, given) =>
      `${field} vaut « ${given} » : attendu un jour comme 2026-11-13, ou today, yesterday, 7d.`,
    noSuchDay: (field, given) =>
      `${field} vaut « ${given} » : attendu un jour qui existe, comme 2026-11-13, ou today, yesterday, 7d.`,
    fromAfterTo: (field, given) =>
      `${field} est après --date-to (${given}) : donnez le premier jour à --date-from.`,
    bothForms: (field, given) => `${field} vaut « ${given} » : enlevez-le.`,
  },
  status: (given, words) =>
    `--status vaut « ${given} » : attendu ce qui est fini, ${words.join(', ')} (la correspondance donne ces mots).`,
  mapping: {
    unreadable: (file, reason) =>
      `--mapping vaut « ${file} » : ni correspondance fournie (vigie, platform), ni fichier lisible (${reason}).`,
    notJson: (file, reason) =>
      `La correspondance ${file} n’est pas du JSON (${reason}). docs/archive.md en a une pour commencer.`,
    wrong: (file, field, given, expected) =>
      `La correspondance ${file} : ${field || 'le tout'} ${given ? `vaut ${given}` : 'est absent'}, mais devrait être ${expected}. docs/archive.md en a une entière.`,
    problems: {
      field: 'le nom d’un champ, ou un chemin comme client.id',
      topField: 'le nom d’un champ en tête du document, sans points',
      collection: 'le nom d’une collection, pas une de MongoDB lui-même (system.…)',
      words: 'une liste de mots de statut, comme ["livrée"]',
      fields: 'une liste de champs, le plus fort d’abord ; [] si rien ne grandit',
      part: 'un objet entre accolades avec les champs de docs/archive.md',
      unknown: 'enlevé, car ce champ n’existe pas',
      archiveTaken: 'une collection à elle, d’où rien d’autre n’est lu',
      sameWord: 'd’autres mots que dans orders.delivered',
    },
  },
  simulationName: (name) =>
    `La base de la simulation s’appellerait « ${name} », plus long que les 63 caractères que prend MongoDB. Donnez un MONGO_DB plus court.`,
  simulated: (db, written, already) =>
    `${written} documents écrits dans ${db}, ${already} y étaient déjà. Ensuite : vigie archive batch --simulation`,
  otherSimulation: (db, seed, delivered, at) =>
    `${db} contient les commandes de --seed ${seed} avec --p-delivered ${delivered} et --at ${at} : donnez ces valeurs, ou un autre --seed.`,
  sampled: (file, count) => `${count} commandes en exemple dans ${file}.`,
  samplesFailed: (file, reason) =>
    `--samples vaut « ${file} » : impossible d’y écrire (${reason}).`,
};
