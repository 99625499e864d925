import type { Notice, ServerName, Step } from '../domain/servers.ts';

const megabytes = (bytes: number) => (bytes / 1e6).toFixed(1);
const origins = { mongodb: 'mongodb.org', debian: 'Debian', pypi: 'PyPI' };

function progress(received: number, total: number | null): string {
  const share = total
    ? ` / ${megabytes(total)} MB  ${Math.floor((received / total) * 100)} %`
    : ' MB';
  return `${megabytes(received)}${share}`;
}

/** What finding, fetching and starting the private servers says, a line a step. */
export const serversEn = {
  step: (step: Step): string => {
    switch (step.kind) {
      case 'found':
        return `${step.name}: ${step.path}`;
      case 'unusable':
        return step.version === null
          ? `${step.name}: ${step.path} does not run here`
          : `${step.name}: ${step.path} is ${step.version}, ${step.needed} or newer is needed`;
      case 'fetching':
        return `${step.name}: fetching from ${origins[step.from]}…`;
      case 'progress':
        return `${step.name}: ${progress(step.received, step.total)}`;
      case 'unavailable':
        return `${step.name}: not from ${origins[step.from]} (${step.reason})`;
      case 'installed':
        return `${step.name}: in the cache, ${step.path}`;
      case 'started':
        return `${step.name} ${step.version} ready in ${step.ms} ms`;
      case 'without_history':
        return 'no mongod: going on without history and reports';
    }
  },
  notice: (notice: Notice): string => {
    switch (notice.kind) {
      case 'server_died':
        return `${notice.name} died, starting it again (try ${notice.attempt} of 5)`;
      case 'server_restarted':
        return `${notice.name} is back, on the same data`;
      case 'server_given_up':
        return `${notice.name} was started five times in vain: see its log, then start the demo again`;
      case 'guardian_died':
        return 'the guardian of the private servers was killed: start the demo again';
    }
  },
  notFound: (name: ServerName): string =>
    name === 'mongod'
      ? 'No mongod here and none could be fetched: install MongoDB 6 or newer (mongodb.com/docs/manual/installation), or set VIGIE_MONGOD to its path.'
      : 'No redis-server here and none could be fetched: install it (Debian, Ubuntu: apt install redis-server; macOS: brew install redis), or set VIGIE_REDIS_SERVER to its path.',
  notReady: (name: ServerName, log: string) => `${name} did not start. Its last words: ${log}`,
  folderInUse: (folder: string, pid: number) =>
    `${folder} is in use by another demo (process ${pid}): stop that one or choose another folder.`,
};

export const serversFr: typeof serversEn = {
  step: (step) => {
    switch (step.kind) {
      case 'found':
        return `${step.name} : ${step.path}`;
      case 'unusable':
        return step.version === null
          ? `${step.name} : ${step.path} ne fonctionne pas ici`
          : `${step.name} : ${step.path} est en ${step.version}, il faut ${step.needed} ou plus récent`;
      case 'fetching':
        return `${step.name} : téléchargement depuis ${origins[step.from]}…`;
      case 'progress':
        return `${step.name} : ${progress(step.received, step.total)}`;
      case 'unavailable':
        return `${step.name} : pas depuis ${origins[step.from]} (${step.reason})`;
      case 'installed':
        return `${step.name} : dans le cache, ${step.path}`;
      case 'started':
        return `${step.name} ${step.version} prêt en ${step.ms} ms`;
      case 'without_history':
        return 'pas de mongod : on continue sans historique ni rapports';
    }
  },
  notice: (notice) => {
    switch (notice.kind) {
      case 'server_died':
        return `${notice.name} est mort, on le relance (essai ${notice.attempt} sur 5)`;
      case 'server_restarted':
        return `${notice.name} est revenu, sur les mêmes données`;
      case 'server_given_up':
        return `${notice.name} a été relancé cinq fois en vain : voyez son journal, puis relancez la démo`;
      case 'guardian_died':
        return 'le gardien des serveurs privés a été tué : relancez la démo';
    }
  },
  notFound: (name) =>
    name === 'mongod'
      ? 'Pas de mongod ici et impossible d’en télécharger : installez MongoDB 6 ou plus récent (mongodb.com/docs/manual/installation), ou donnez son chemin dans VIGIE_MONGOD.'
      : 'Pas de redis-server ici et impossible d’en télécharger : installez-le (Debian, Ubuntu : apt install redis-server ; macOS : brew install redis), ou donnez son chemin dans VIGIE_REDIS_SERVER.',
  notReady: (name, log) => `${name} n’a pas démarré. Ses derniers mots : ${log}`,
  folderInUse: (folder, pid) =>
    `${folder} sert déjà à une autre démo (processus ${pid}) : arrêtez-la ou choisissez un autre dossier.`,
};
