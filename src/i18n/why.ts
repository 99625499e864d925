import type { Term } from '../domain/score.ts';
import type { OutReason, Why } from '../domain/why.ts';

/** Why an order went, or would go, to a driver. */
export const whyEn = {
  /** What a strategy is called, and what it goes by. */
  by: {
    closest: 'closest (the nearest)',
    best_rated: 'best rated',
    balanced: 'balanced (2 × rating − km)',
    optimal: 'optimal (the engine’s plan, minutes)',
    person: 'named by a person',
  } satisfies Record<Why['strategy'], string>,
  terms: {
    distance: 'distance',
    rating: 'rating',
    food_waits: 'the food waits',
    way: 'way',
    price: 'price of his time',
    keep: 'keeping the plan',
    together: 'going together',
    pinned: 'pinned',
  } satisfies Record<Term, string>,
  out: {
    full: 'full',
    off_duty: 'off duty',
    silent: 'position silent',
    other_region: 'works in other regions',
    refused: 'refused by a person',
    pinned: 'another is pinned',
    taken: 'taken by an order before it',
  } satisfies Record<OutReason, string>,
  chose: (by: string, driver: string, among: string) => `${by}: ${driver}${among}`,
  among: (could: number) => (could === 1 ? ', the only one who could' : `, of ${could} who could`),
  within: (km: string) => ` within ${km} km`,
  nobody: (by: string, within: string) => `${by}: nobody can take it${within}`,
  notAmong: 'He was not among those who could take it.',
  balancedWould: (driver: string) => `balanced would have chosen ${driver}.`,
  balancedToo: 'balanced would have chosen him too.',
  without: (value: string) => `${value} does not count`,
  lacked: (driver: string, what: string) => `The runner-up, ${driver}, lacked ${what}.`,
  lackedTerm: (by: string, term: string) => `${by} of ${term}`,
  tieNearer: (driver: string, metres: number) =>
    `The runner-up, ${driver}, has the same score and is ${metres} m further away.`,
  tie: (driver: string) => `The runner-up, ${driver}, has the same score: the id decides.`,
  better: (driver: string, by: string) => `${driver} would have scored ${by} more.`,
  /** Why not he, who is better for this order alone. */
  betterAlone: (driver: string, by: string, because: string) =>
    `For this order alone ${driver} would have scored ${by} more${because}.`,
  because: {
    pinned: '; a person pinned the other one',
    elsewhere: (order: string) => `; the plan as a whole gives him ${order}`,
    together: '; it goes together with others',
  },
  even: (driver: string) => `For this order alone ${driver} would have been as good.`,
  alone: 'There was no runner-up.',
  outHow: (reason: string, drivers: string) => `out, ${reason}: ${drivers}`,
  outMore: (n: number) => `out, not named: ${n} more`,
  more: (n: number) => `… and ${n} more who could`,
  and: ' and ',
  ifWaited: (driver: string, leave: string, door: string) =>
    `If nobody acted, the engine would give it to ${driver}: leaves at ${leave}, at the door at ${door}.`,
  planned: (leave: string, door: string) => `Planned: leaves at ${leave}, at the door at ${door}.`,
  noPlan: 'The engine had no plan for it.',
  order: {
    planned: (driver: string, leave: string, door: string) =>
      `optimal (the engine’s plan): ${driver}, leaves at ${leave}, at the door at ${door}`,
    notPlanned: 'optimal: the engine has no plan for it now.',
    given: (order: string, driver: string) => `${order} went to ${driver}`,
    at: (time: string) => ` at ${time}`,
    by: (who: string) => `, by ${who}`,
    notKept:
      'Why was not kept: it was given by an undo, by another program, or before reasons were.',
    notAsked: 'MongoDB does not answer: a reason that only it has is not told.',
    nobody: (order: string) => `${order} was never given to anybody.`,
    unknown: (order: string) => `There is no order ${order}, nor was there one.`,
    unknownHere: (order: string) =>
      `There is no order ${order} in Redis, and MongoDB does not answer.`,
  },
};

export type WhyWords = typeof whyEn;

export const whyFr: WhyWords = {
  by: {
    closest: 'closest (le plus proche)',
    best_rated: 'best rated (le mieux noté)',
    balanced: 'balanced (2 × note − km)',
    optimal: 'optimal (le plan du moteur, en minutes)',
    person: 'nommé par une personne',
  },
  terms: {
    distance: 'distance',
    rating: 'note',
    food_waits: 'attente du repas',
    way: 'trajet',
    price: 'prix de son temps',
    keep: 'plan gardé',
    together: 'trajet commun',
    pinned: 'épinglé',
  },
  out: {
    full: 'complet',
    off_duty: 'au repos',
    silent: 'position muette',
    other_region: 'travaille dans d’autres régions',
    refused: 'refusé par une personne',
    pinned: 'réservée à un autre',
    taken: 'pris par une commande d’avant',
  },
  chose: (by, driver, among) => `${by} : ${driver}${among}`,
  among: (could) => (could === 1 ? ', le seul qui pouvait' : `, sur ${could} qui pouvaient`),
  within: (km) => ` à moins de ${km} km`,
  nobody: (by, within) => `${by} : personne ne peut la prendre${within}`,
  notAmong: 'Il n’était pas de ceux qui pouvaient la prendre.',
  balancedWould: (driver) => `balanced aurait choisi ${driver}.`,
  balancedToo: 'balanced l’aurait choisi aussi.',
  without: (value) => `${value} ne compte pas`,
  lacked: (driver, what) => `Au second, ${driver}, il manquait ${what}.`,
  lackedTerm: (by, term) => `${by} (${term})`,
  tieNearer: (driver, metres) =>
    `Le second, ${driver}, a le même score et est ${metres} m plus loin.`,
  tie: (driver) => `Le second, ${driver}, a le même score : l’identifiant décide.`,
  better: (driver, by) => `${driver} aurait eu un score plus haut de ${by}.`,
  betterAlone: (driver, by, because) =>
    `Pour cette commande seule, ${driver} aurait eu un score plus haut de ${by}${because}.`,
  because: {
    pinned: ' ; une personne a épinglé l’autre',
    elsewhere: (order) => ` ; le plan entier lui donne ${order}`,
    together: ' ; elle part avec d’autres',
  },
  even: (driver) => `Pour cette commande seule, ${driver} aurait fait aussi bien.`,
  alone: 'Il n’y avait pas de second.',
  outHow: (reason, drivers) => `écartés, ${reason} : ${drivers}`,
  outMore: (n) => `écartés, non nommés : encore ${n}`,
  more: (n) => `… et encore ${n} qui pouvaient`,
  and: ' et ',
  ifWaited: (driver, leave, door) =>
    `Si personne n’agissait, le moteur la donnerait à ${driver} : départ à ${leave}, à la porte à ${door}.`,
  planned: (leave, door) => `Prévu : départ à ${leave}, à la porte à ${door}.`,
  noPlan: 'Le moteur n’avait pas de plan pour elle.',
  order: {
    planned: (driver, leave, door) =>
      `optimal (le plan du moteur) : ${driver}, départ à ${leave}, à la porte à ${door}`,
    notPlanned: 'optimal : le moteur n’a pas de plan pour elle.',
    given: (order, driver) => `${order} est allée à ${driver}`,
    at: (time) => ` à ${time}`,
    by: (who) => `, par ${who}`,
    notKept:
      'Le pourquoi n’a pas été gardé : donnée par une annulation, par un autre programme, ou avant qu’on le garde.',
    notAsked: 'MongoDB ne répond pas : un pourquoi que lui seul a n’est pas dit.',
    nobody: (order) => `${order} n’a jamais été donnée à personne.`,
    unknown: (order) => `Il n’y a pas de commande ${order}, et il n’y en a pas eu.`,
    unknownHere: (order) =>
      `Il n’y a pas de commande ${order} dans Redis, et MongoDB ne répond pas.`,
  },
};
