import { healthWordsEn, healthWordsFr } from '../health.ts';
import { problemsEn, problemsFr } from '../problems.ts';

/** The Health screen. Its rows and problems are those of `vigie health`. */
export const healthEn = {
  words: healthWordsEn,
  problems: problemsEn,
  looking: 'looking at both servers…',
  titles: {
    problems: 'Problems',
    redis: 'Redis',
    mongodb: 'MongoDB',
    sync: 'Sync and dead letters',
    workers: 'Workers and leases',
    caches: 'Caches',
    log: 'Log of this console',
  },
  up: 'up',
  down: 'down',
  next: (panel: string) => `Tab: ${panel}`,
  filtered: (text: string) => `/${text}`,
  noLog: 'nothing was logged yet',
  noLogMatch: 'no line matches: Esc drops the filter',
  unreachable: 'not known while it is down',
  more: (n: number) => `${n} more below`,
  charts: {
    redis: 'round trip, 10 min',
    memory: 'memory, 10 min',
    mongodb: 'round trip, 10 min',
    lag: 'events waiting, 10 min',
    rate: 'events carried a second, 10 min',
  },
  actions: { lookAgain: 'look again now', look: 'look again' },
  said: { looking: 'Both servers are looked at again.' },
};

export const healthFr: typeof healthEn = {
  words: healthWordsFr,
  problems: problemsFr,
  looking: 'lecture des deux serveurs…',
  titles: {
    problems: 'Problèmes',
    redis: 'Redis',
    mongodb: 'MongoDB',
    sync: 'Synchro et lettres mortes',
    workers: 'Workers et baux',
    caches: 'Caches',
    log: 'Journal de cette console',
  },
  up: 'en marche',
  down: 'en panne',
  next: (panel) => `Tab : ${panel}`,
  filtered: (text) => `/${text}`,
  noLog: 'rien dans le journal pour l’instant',
  noLogMatch: 'aucune ligne ne correspond : Échap enlève le filtre',
  unreachable: 'inconnu tant qu’il est en panne',
  more: (n) => `encore ${n} plus bas`,
  charts: {
    redis: 'aller-retour, 10 min',
    memory: 'mémoire, 10 min',
    mongodb: 'aller-retour, 10 min',
    lag: 'événements en attente, 10 min',
    rate: 'événements transportés par seconde, 10 min',
  },
  actions: { lookAgain: 'relire maintenant', look: 'relire' },
  said: { looking: 'Les deux serveurs sont relus.' },
};
