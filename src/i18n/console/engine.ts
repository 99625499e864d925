import type { Mode } from '../../domain/planned.ts';

/** The keys of the dispatch engine: what they are called, ask and answer. */
export const engineEn = {
  titles: {
    plan: 'plan: give now, pin or refuse the driver',
    planned: 'plan',
    allWaiting: 'give away all that wait…',
    why: 'why this driver, and who else',
    whyShort: 'why',
    mode: 'mode of the dispatch engine…',
    setMode: { off: 'engine: off', suggest: 'engine: suggest', automatic: 'engine: automatic' },
  },
  modes: {
    off: { label: 'off', hint: 'nothing is planned' },
    suggest: { label: 'suggest', hint: 'shows, and you give away' },
    automatic: { label: 'automatic', hint: 'gives away when it is time' },
  } satisfies Record<Mode, { label: string; hint: string }>,
  chooseMode: (mode: string, by: string) =>
    `Dispatch engine, now: ${mode}${by === '' ? '' : ` (${by})`}`,
  isNow: (hint: string) => `now: ${hint}`,
  askAutomatic: 'Let the engine give orders away by itself?',
  isSet: {
    off: 'Engine off: nothing is planned. M turns it on.',
    suggest: 'Engine suggests: o on an order gives it as planned.',
    automatic: 'Engine automatic: it gives orders away when it is time. M changes that.',
  } satisfies Record<Mode, string>,
  isAlready: (mode: string) => `The engine is set so already: ${mode}.`,
  disabled: {
    unread: 'The engine’s mode is not known yet.',
    off: 'The engine is off, nothing is planned: M sets it.',
    noWorker: 'No worker runs, so nobody plans: W starts one.',
    noneWaits: 'No order is waiting.',
  },
  why: (order: string) => `Why ${order}`,
  choose: (order: string, plan: string) => `${order}: ${plan}`,
  noPlan: 'no plan for it now',
  options: {
    commit: (driver: string) => `give it to ${driver} now`,
    commitAll: (driver: string, orders: string) => `give it to ${driver} now, with ${orders}`,
    pin: (driver: string) => `pin ${driver}: the engine leaves it to him`,
    pinAnother: 'pin another driver…',
    unpin: (driver: string) => `unpin ${driver}: the engine chooses again`,
    refuse: (driver: string) => `refuse ${driver}: the engine gives it to another`,
    allow: (driver: string) => `let the engine choose ${driver} again`,
  },
  pinWhom: (order: string) => `${order} is to wait for`,
  doing: { commit: 'being given as planned…', pin: 'being pinned…', refuse: 'being refused…' },
  done: {
    given: (driver: string) => `assigned to ${driver}, as planned`,
    pinned: (driver: string) => `pinned to ${driver}: the engine waits for him`,
    unpinned: (driver: string) => `no longer pinned to ${driver}: the engine chooses`,
    refused: (driver: string) => `will not go to ${driver}: the engine looks for another`,
    allowed: (driver: string) => `may go to ${driver} again`,
  },
  asPlanned: 'as planned',
  /** Why an order of several stays. */
  unplanned: 'no plan for it now',
  allWaiting: (n: number, of: number) =>
    n === of ? `All ${n} that wait` : `The ${n} of ${of} that wait longest`,
  how: (what: string) => `${what}: how?`,
  each: 'each as planned',
};

export const engineFr: typeof engineEn = {
  titles: {
    plan: 'plan : confier, réserver ou refuser le livreur',
    planned: 'plan',
    allWaiting: 'confier toutes celles en attente…',
    why: 'pourquoi ce livreur, et qui d’autre',
    whyShort: 'pourquoi',
    mode: 'mode du moteur d’affectation…',
    setMode: {
      off: 'moteur : arrêté',
      suggest: 'moteur : suggestion',
      automatic: 'moteur : automatique',
    },
  },
  modes: {
    off: { label: 'arrêté', hint: 'rien n’est planifié' },
    suggest: { label: 'suggestion', hint: 'montre, et vous confiez' },
    automatic: { label: 'automatique', hint: 'confie le moment venu' },
  },
  chooseMode: (mode, by) =>
    `Moteur d’affectation, à présent : ${mode}${by === '' ? '' : ` (${by})`}`,
  isNow: (hint) => `à présent : ${hint}`,
  askAutomatic: 'Le moteur confie seul les commandes ?',
  isSet: {
    off: 'Moteur arrêté : rien n’est planifié. M le remet en marche.',
    suggest: 'Le moteur suggère : o sur une commande la confie selon le plan.',
    automatic: 'Moteur automatique : il confie le moment venu. M change cela.',
  },
  isAlready: (mode) => `Le moteur est déjà ainsi : ${mode}.`,
  disabled: {
    unread: 'Le mode du moteur n’est pas encore connu.',
    off: 'Le moteur est arrêté, rien n’est planifié : M le règle.',
    noWorker: 'Aucun worker : personne ne planifie. W en lance un.',
    noneWaits: 'Aucune commande n’attend.',
  },
  why: (order) => `Pourquoi ${order}`,
  choose: (order, plan) => `${order} : ${plan}`,
  noPlan: 'pas de plan pour elle',
  options: {
    commit: (driver) => `la confier à ${driver} maintenant`,
    commitAll: (driver, orders) => `la confier à ${driver} maintenant, avec ${orders}`,
    pin: (driver) => `la réserver à ${driver} : le moteur la lui laisse`,
    pinAnother: 'la réserver à un autre livreur…',
    unpin: (driver) => `ne plus la réserver à ${driver} : le moteur choisit`,
    refuse: (driver) => `refuser ${driver} : le moteur en cherche un autre`,
    allow: (driver) => `permettre de nouveau ${driver}`,
  },
  pinWhom: (order) => `${order} attendra`,
  doing: { commit: 'confiée selon le plan…', pin: 'réservation…', refuse: 'refus…' },
  done: {
    given: (driver) => `assignée à ${driver}, selon le plan`,
    pinned: (driver) => `réservée à ${driver} : le moteur l’attend`,
    unpinned: (driver) => `plus réservée à ${driver} : le moteur choisit`,
    refused: (driver) => `n’ira pas à ${driver} : le moteur en cherche un autre`,
    allowed: (driver) => `peut de nouveau aller à ${driver}`,
  },
  asPlanned: 'selon le plan',
  unplanned: 'pas de plan pour elle',
  allWaiting: (n, of) =>
    n === of ? `Les ${n} en attente` : `Les ${n} plus anciennes en attente, sur ${of}`,
  how: (what) => `${what} : comment ?`,
  each: 'chacune selon le plan',
};
