/** `vigie status` and `vigie health` as text. */
export const statusEn = {
  up: 'ok',
  down: 'down',
  redis: 'redis',
  mongo: 'mongo',
  worker: 'worker',
  noWorker: 'none: start one with vigie worker',
  running: (n: number) => `${n} running`,
  orders: 'orders',
  statuses: {
    waiting: 'waiting',
    assigned: 'assigned',
    pickedUp: 'picked up',
    delivered: 'delivered',
    cancelled: 'cancelled',
  },
  drivers: 'drivers',
  driverCounts: (total: number, onDuty: number) => `${total}, ${onDuty} on duty`,
  alerts: 'alerts',
  open: (n: number) => `${n} open`,
  events: 'events',
  eventCounts: (seq: number, lag: number) => `seq ${seq}, ${lag} not yet in MongoDB`,
  healthy: 'All well: nothing is lost when a server is killed.',
  unsafe: {
    unknown:
      'Redis does not let this user read its settings (CONFIG GET): what can be lost is not known.',
    appendonly:
      'Redis does not keep its writes on disk: all is lost when it dies. Set: appendonly yes',
    appendfsync: (value: string) =>
      `Redis writes to disk "${value}": up to ${value === 'everysec' ? 'two seconds' : 'half a minute'} of work can be lost. Set: appendfsync always`,
    maxmemory: (value: string) =>
      `Redis may drop keys when its memory is full (${value}). Set: maxmemory-policy noeviction`,
    fullCoverage:
      'One lost shard stops all zones of this Cluster. Set: cluster-require-full-coverage no',
    replicaSet:
      'MongoDB is not a replica set: change streams do not work. Start it with --replSet.',
  },
};

export const statusFr: typeof statusEn = {
  up: 'ok',
  down: 'en panne',
  redis: 'redis',
  mongo: 'mongo',
  worker: 'worker',
  noWorker: 'aucun : démarrez-en un avec vigie worker',
  running: (n) => `${n} en marche`,
  orders: 'commandes',
  statuses: {
    waiting: 'en attente',
    assigned: 'assignées',
    pickedUp: 'récupérées',
    delivered: 'livrées',
    cancelled: 'annulées',
  },
  drivers: 'livreurs',
  driverCounts: (total, onDuty) => `${total}, dont ${onDuty} en service`,
  alerts: 'alertes',
  open: (n) => `${n} ouverte(s)`,
  events: 'événements',
  eventCounts: (seq, lag) => `seq ${seq}, ${lag} pas encore dans MongoDB`,
  healthy: 'Tout va bien : rien n’est perdu si un serveur est tué.',
  unsafe: {
    unknown:
      'Redis ne laisse pas cet utilisateur lire ses réglages (CONFIG GET) : on ne sait pas ce qui peut se perdre.',
    appendonly:
      'Redis ne garde pas ses écritures sur disque : tout est perdu s’il meurt. Réglez : appendonly yes',
    appendfsync: (value) =>
      `Redis écrit sur disque « ${value} » : jusqu’à ${value === 'everysec' ? 'deux secondes' : 'une demi-minute'} de travail peuvent se perdre. Réglez : appendfsync always`,
    maxmemory: (value) =>
      `Redis peut jeter des clés quand sa mémoire est pleine (${value}). Réglez : maxmemory-policy noeviction`,
    fullCoverage:
      'Un shard perdu arrête toutes les zones de ce Cluster. Réglez : cluster-require-full-coverage no',
    replicaSet:
      'MongoDB n’est pas un replica set : les change streams ne marchent pas. Démarrez-le avec --replSet.',
  },
};
