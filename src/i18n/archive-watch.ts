const seconds = (ms: number) => (ms / 1_000).toFixed(1);

/** `vigie archive watch`. */
export const archiveWatchEn = {
  about: 'archives each order as soon as it is finished, until it is stopped',
  verbose: 'a line for every batch',
  json: 'an object a line for every batch, and for whatever else happens',
  waiting: (holder: string) => `Another watcher is active (${holder}): waiting for its end.`,
  scan: {
    first: 'Nobody has watched this archive yet: finished orders that are not in it come first.',
    history_lost:
      'What happened since the last order is not told any more: looking through all finished orders.',
    collection_gone: 'The collection of orders is a new one: looking through its finished orders.',
    mapping_changed:
      'The mapping is another one than at the last run: looking through all finished orders.',
  },
  scanned: (archived: number, updated: number, already: number) =>
    `${archived} archived, ${updated} brought up to date, ${already} were there.`,
  watching: 'Watching: orders are archived as they finish. Ctrl-C ends it.',
  resumed: 'The way to MongoDB broke off for a moment; it goes on.',
  interrupted: (reason: string, pauseMs: number) =>
    `MongoDB: ${reason}. Next try in ${seconds(pauseMs)} s.`,
  refused: (id: string, reason: string) =>
    `${id} is left out, the archive does not take it: ${reason}`,
  gone: 'The collection of orders was dropped or renamed.',
  replaced: 'Another watcher has taken over.',
  batch: (archived: number, updated: number, already: number, lagMs: number | null) =>
    `${archived} archived, ${updated} brought up to date, ${already} were there${lagMs === null ? '' : `: ${lagMs} ms after the first was written`}`,
  line: (archived: number, perMinute: number, lagMs: number | null, whole: string) =>
    `archived ${archived} · ${perMinute}/min · lag ${lagMs === null ? '–' : `${lagMs} ms`} · complete ${whole}`,
  ended: (archived: number) =>
    `${archived} archived. The next vigie archive watch goes on from here.`,
  hopeless: (reason: string, archived: number) =>
    `MongoDB refuses this, and no later try changes that (${reason}). ${archived} are archived and stay; mend it (docs/archive.md says which rights are needed) and run the same command again.`,
  notAReplicaSet:
    'This MongoDB is a single server without a replica set: it tells no changes. Start it with --replSet, or use vigie archive batch.',
};

export const archiveWatchFr: typeof archiveWatchEn = {
  about: 'archive chaque commande dès qu’elle est finie, jusqu’à l’arrêt',
  verbose: 'une ligne par lot',
  json: 'un objet par ligne pour chaque lot, et pour tout ce qui arrive d’autre',
  waiting: (holder) => `Un autre archiveur est actif (${holder}) : j’attends qu’il s’arrête.`,
  scan: {
    first:
      'Personne n’a encore suivi cette archive : d’abord les commandes finies qui n’y sont pas.',
    history_lost:
      'Ce qui s’est passé depuis la dernière commande n’est plus raconté : toutes les commandes finies sont revues.',
    collection_gone: 'La collection des commandes est nouvelle : ses commandes finies sont revues.',
    mapping_changed:
      'La correspondance a changé depuis la dernière fois : toutes les commandes finies sont revues.',
  },
  scanned: (archived, updated, already) =>
    `${archived} archivée(s), ${updated} mise(s) à jour, ${already} y étaient déjà.`,
  watching: 'À l’écoute : les commandes sont archivées dès qu’elles finissent. Ctrl-C arrête.',
  resumed: 'Le lien avec MongoDB s’est coupé un instant ; il reprend.',
  interrupted: (reason, pauseMs) => `MongoDB : ${reason}. Nouvel essai dans ${seconds(pauseMs)} s.`,
  refused: (id, reason) => `${id} est laissée de côté, l’archive ne la prend pas : ${reason}`,
  gone: 'La collection des commandes a été supprimée ou renommée.',
  replaced: 'Un autre archiveur a pris le relais.',
  batch: (archived, updated, already, lagMs) =>
    `${archived} archivée(s), ${updated} mise(s) à jour, ${already} y étaient déjà${lagMs === null ? '' : ` : ${lagMs} ms après l’écriture de la première`}`,
  line: (archived, perMinute, lagMs, whole) =>
    `archivées ${archived} · ${perMinute}/min · retard ${lagMs === null ? '–' : `${lagMs} ms`} · complètes ${whole}`,
  ended: (archived) => `${archived} archivée(s). Le prochain vigie archive watch reprendra d’ici.`,
  hopeless: (reason, archived) =>
    `MongoDB refuse, et aucun nouvel essai n’y changera rien (${reason}). ${archived} sont archivées et le restent ; corrigez (docs/archive.md dit quels droits il faut) et relancez la même commande.`,
  notAReplicaSet:
    'Ce MongoDB est un serveur seul, sans replica set : il ne raconte pas ses changements. Démarrez-le avec --replSet, ou utilisez vigie archive batch.',
};
