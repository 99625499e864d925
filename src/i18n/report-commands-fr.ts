import { anyOf, type ReportCommands } from './report-commands.ts';

/** `vigie report`, in French. */
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
