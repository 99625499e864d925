import { isUntrusted, type Problem, type Severity } from '../domain/problems.ts';
import { cliEn, cliFr } from './cli.ts';

const megabytes = (bytes: number) => `${Math.round(bytes / 1e6)} MB`;
const things = (n: number, thing: string) => `${n} ${thing}${n === 1 ? '' : 's'}`;
const SERVERS = { redis: 'Redis', mongodb: 'MongoDB' } as const;

/** What is wrong, and what to do: `vigie health` and the console say the same. */
export const problemsEn = {
  severities: { bad: 'wrong', warn: 'unsafe', note: 'note' } as Record<Severity, string>,
  well: 'All well: nothing is lost when a server is killed.',
  say: (problem: Problem): string => {
    switch (problem.kind) {
      case 'redis_down': {
        const { redisUntrusted, redisDown } = cliEn;
        return (isUntrusted(problem.reason) ? redisUntrusted : redisDown)(
          problem.where,
          problem.reason,
        );
      }
      case 'mongo_down': {
        const { mongoUntrusted, mongoDown } = cliEn;
        return (isUntrusted(problem.reason) ? mongoUntrusted : mongoDown)(
          problem.where,
          problem.reason,
        );
      }
      case 'redis_replica':
        return `This Redis is a replica of ${problem.master}: it takes no writes. Set REDIS_URL to its master.`;
      case 'no_worker':
        return 'No worker runs: nothing reaches MongoDB, and no alert is raised. Start one with vigie worker (W in the console).';
      case 'no_primary':
        return 'MongoDB has no primary: nothing can be written. It elects one while most members are up; start those that are down.';
      case 'aof_failed':
        return 'Redis can not write its append-only file: what is written now is lost when it dies. Look at its disk.';
      case 'save_failed':
        return 'The last snapshot of Redis failed. Look at its disk and its memory (vm.overcommit_memory 1).';
      case 'memory_full':
        return `Redis' memory is ${problem.percent} % full, ${megabytes(problem.freeBytes)} are left. Raise maxmemory, or let a worker carry and prune.`;
      case 'sync_failing':
        return `Events do not reach MongoDB: ${problem.reason}. They wait in Redis; look at MongoDB.`;
      case 'sync_behind':
        return `${things(problem.lag, 'event')} are not yet in MongoDB (${problem.perSecond} a second). Another worker shares the work.`;
      case 'dead_letters':
        return `${things(problem.count, 'event')} could not be written to MongoDB${problem.reason ? `, the newest: ${problem.reason}` : ''}. Look: vigie sync dead list`;
      case 'worker_silent':
        return `Worker ${problem.name} has been silent for ${problem.seconds} s: it died or is cut off. What it did goes over to another.`;
      case 'settings_not_told':
        return 'Redis does not let this user read its settings (CONFIG GET): what can be lost is not known.';
      case 'appendonly':
        return 'Redis does not keep its writes on disk: all is lost when it dies. Set: appendonly yes';
      case 'appendfsync':
        return `Redis writes to disk "${problem.value}": up to ${problem.value === 'everysec' ? 'two seconds' : 'half a minute'} of work can be lost. Set: appendfsync always`;
      case 'maxmemory_policy':
        return `Redis may drop keys when its memory is full (${problem.value}). Set: maxmemory-policy noeviction`;
      case 'evicted':
        return `Redis has dropped ${things(problem.count, 'key')} for want of memory. Set: maxmemory-policy noeviction; then look: vigie reconcile`;
      case 'full_coverage':
        return 'One lost shard stops all zones of this Cluster. Set: cluster-require-full-coverage no';
      case 'replica_behind':
        return `The replica ${problem.address} has not answered for ${problem.seconds} s: a failover now would lose as much.`;
      case 'no_replica_set':
        return 'MongoDB is not a replica set: change streams do not work. Start it with --replSet.';
      case 'member_down':
        return `${problem.name} of the replica set does not answer: one more may stop all writes. Start it.`;
      case 'member_behind':
        return `${problem.name} of the replica set is ${problem.seconds} s behind its primary.`;
      case 'clock':
        return `The clock of ${SERVERS[problem.server]} is ${Math.abs(problem.seconds)} s ${problem.seconds > 0 ? 'ahead of' : 'behind'} this machine's. Ages are told by Redis' clock; set both by NTP.`;
      case 'slow':
        return `${SERVERS[problem.server]} answers in ${problem.ms} ms: each key waits as long. Look at the network, and at what else it serves.`;
    }
  },
};

export const problemsFr: typeof problemsEn = {
  severities: { bad: 'en panne', warn: 'risqué', note: 'à savoir' },
  well: 'Tout va bien : rien n’est perdu si un serveur est tué.',
  say: (problem) => {
    switch (problem.kind) {
      case 'redis_down': {
        const { redisUntrusted, redisDown } = cliFr;
        return (isUntrusted(problem.reason) ? redisUntrusted : redisDown)(
          problem.where,
          problem.reason,
        );
      }
      case 'mongo_down': {
        const { mongoUntrusted, mongoDown } = cliFr;
        return (isUntrusted(problem.reason) ? mongoUntrusted : mongoDown)(
          problem.where,
          problem.reason,
        );
      }
      case 'redis_replica':
        return `Ce Redis est une réplique de ${problem.master} : il refuse les écritures. Réglez REDIS_URL sur son maître.`;
      case 'no_worker':
        return 'Aucun worker ne tourne : rien n’arrive dans MongoDB, aucune alerte n’est levée. Démarrez-en un avec vigie worker (W dans la console).';
      case 'no_primary':
        return 'MongoDB n’a pas de primaire : rien ne peut être écrit. Il en élit un quand la plupart des membres marchent ; démarrez ceux qui manquent.';
      case 'aof_failed':
        return 'Redis ne peut pas écrire son fichier AOF : ce qui est écrit maintenant est perdu s’il meurt. Regardez son disque.';
      case 'save_failed':
        return 'Le dernier instantané de Redis a échoué. Regardez son disque et sa mémoire (vm.overcommit_memory 1).';
      case 'memory_full':
        return `La mémoire de Redis est pleine à ${problem.percent} %, il reste ${megabytes(problem.freeBytes)}. Augmentez maxmemory, ou laissez un worker transporter et élaguer.`;
      case 'sync_failing':
        return `Les événements n’arrivent pas dans MongoDB : ${problem.reason}. Ils attendent dans Redis ; regardez MongoDB.`;
      case 'sync_behind':
        return `${problem.lag} événements ne sont pas encore dans MongoDB (${problem.perSecond} par seconde). Un autre worker partage le travail.`;
      case 'dead_letters':
        return `${problem.count} événement(s) n’ont pas pu être écrits dans MongoDB${problem.reason ? `, le plus récent : ${problem.reason}` : ''}. Voyez : vigie sync dead list`;
      case 'worker_silent':
        return `Le worker ${problem.name} se tait depuis ${problem.seconds} s : il est mort ou coupé. Son travail passe à un autre.`;
      case 'settings_not_told':
        return 'Redis ne laisse pas cet utilisateur lire ses réglages (CONFIG GET) : on ne sait pas ce qui peut se perdre.';
      case 'appendonly':
        return 'Redis ne garde pas ses écritures sur disque : tout est perdu s’il meurt. Réglez : appendonly yes';
      case 'appendfsync':
        return `Redis écrit sur disque « ${problem.value} » : jusqu’à ${problem.value === 'everysec' ? 'deux secondes' : 'une demi-minute'} de travail peuvent se perdre. Réglez : appendfsync always`;
      case 'maxmemory_policy':
        return `Redis peut jeter des clés quand sa mémoire est pleine (${problem.value}). Réglez : maxmemory-policy noeviction`;
      case 'evicted':
        return `Redis a jeté ${problem.count} clé(s) faute de mémoire. Réglez : maxmemory-policy noeviction ; puis voyez : vigie reconcile`;
      case 'full_coverage':
        return 'Un shard perdu arrête toutes les zones de ce Cluster. Réglez : cluster-require-full-coverage no';
      case 'replica_behind':
        return `La réplique ${problem.address} n’a pas répondu depuis ${problem.seconds} s : une bascule en perdrait autant.`;
      case 'no_replica_set':
        return 'MongoDB n’est pas un replica set : les change streams ne marchent pas. Démarrez-le avec --replSet.';
      case 'member_down':
        return `${problem.name} du replica set ne répond pas : un de plus peut arrêter les écritures. Démarrez-le.`;
      case 'member_behind':
        return `${problem.name} du replica set a ${problem.seconds} s de retard sur son primaire.`;
      case 'clock':
        return `L’horloge de ${SERVERS[problem.server]} a ${Math.abs(problem.seconds)} s ${problem.seconds > 0 ? 'd’avance' : 'de retard'} sur celle de cette machine. Les âges suivent celle de Redis ; réglez les deux par NTP.`;
      case 'slow':
        return `${SERVERS[problem.server]} répond en ${problem.ms} ms : chaque touche attend autant. Regardez le réseau, et ce qu’il sert d’autre.`;
    }
  },
};
