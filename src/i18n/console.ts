import type { Alert, ExclusionReason } from '../domain/board.ts';
import type { VigieEvent } from '../domain/event.ts';
import type { OrderStatus } from '../domain/status.ts';
import type { StrategyName } from '../domain/strategy.ts';
import type { Language } from './index.ts';
import { refusalsEn, refusalsFr } from './refusals.ts';

const km = (metres: string | undefined) => `${(Number(metres ?? 0) / 1000).toFixed(1)} km`;
const driverOf = ({ driver, record }: VigieEvent) =>
  [driver, record.driver_name ?? record.name].filter(Boolean).join(' ');

/** What the console shows. Short where it stands in a column. */
export const consoleEn = {
  refusals: refusalsEn,
  screens: { live: 'Live', reports: 'Reports' },
  now: 'now',
  statuses: {
    waiting: 'waiting',
    assigned: 'assigned',
    pickedUp: 'picked up',
    delivered: 'delivered',
    cancelled: 'cancelled',
  } satisfies Record<OrderStatus, string>,
  status: {
    redis: 'redis',
    mongo: 'mongo',
    worker: 'worker',
    lag: (n: number) => `lag ${n}`,
    down: 'down',
    connecting: 'connecting',
    dataAge: (age: string) => `data ${age} old`,
    noWorker: 'none: W starts one',
    unknown: '?',
    simulator: 'sim',
    paused: 'paused',
  },
  panels: {
    orders: 'Orders',
    waiting: 'Waiting, longest first',
    top: 'Top drivers',
    nearest: 'Nearest drivers',
    nearestTo: (order: string) => `Nearest drivers to ${order}`,
    alerts: 'Alerts',
    events: 'Events',
    tabTop: 'Tab: top drivers',
    fromHistory: 'from history',
    old: (age: string) => `${age} old`,
  },
  orders: {
    oldest: (age: string) => `oldest ${age}`,
    drivers: 'drivers',
    driverCounts: (free: number, busy: number, off: number) =>
      `${free} free  ${busy} busy  ${off} off duty`,
    late: 'late',
    atRisk: 'at risk',
    medianWait: 'median',
    freeOf: (free: number, total: number) => `free ${free}/${total}`,
  },
  columns: {
    order: 'order',
    client: 'client',
    route: 'from - to',
    age: 'age',
    due: 'due',
    driver: 'driver',
    km: 'km',
    rating: 'rating',
    load: 'load',
    closest: 'closest',
    bestRated: 'rated',
    balanced: 'balanced',
  },
  more: (n: number) => `${n} more below`,
  moreAbove: (n: number) => `${n} more above`,
  off: 'off',
  cacheLeft: (seconds: string) => `cache ${seconds} left`,
  noCache: 'read live, no cache',
  promised: (time: string, left: string) => `promised ${time}, ${left}`,
  inTime: (age: string) => `in ${age}`,
  late: (age: string) => `${age} late`,
  distanceBetween: (a: string, b: string, distance: string) => `* ${a} - ${b}: ${distance} km`,
  markAnother: (a: string) => `* ${a}: mark another driver for the distance`,
  noneWithin: (radius: string) => `none within ${radius} km: + widens`,
  unknownPickup: 'this order has no pick-up position',
  excluded: {
    full: 'full',
    off_duty: 'off duty',
    silent: 'silent',
    other_region: 'other region',
  } satisfies Record<ExclusionReason, string>,
  empty: {
    loading: 'reading…',
    waiting: 'no order is waiting',
    alerts: 'nothing is wrong',
    events: 'nothing has happened yet',
    top: 'no driver yet: vigie seed makes some',
    noSelection: 'no order is selected',
    redisDown: 'Redis is down: the live board waits for it',
  },
  alert: ({ kind, subject, details }: Alert): string =>
    kind === 'out_of_zone'
      ? `${subject} ${details.name ?? ''} out of zone ${km(details.distance_m)}`
      : `events ${details.from_seq} to ${details.to_seq} lost: Redis came back older`,
  alertStates: { pending: '', open: 'open', acknowledged: 'ack', resolved: '' },
  event: (event: VigieEvent): { text: string; right: string } => {
    const { type, order, via, by, record } = event;
    switch (type) {
      case 'order_created':
        return {
          text: `${order} created, ${record.origin ?? ''} > ${record.destination ?? ''}`,
          right: by,
        };
      case 'order_assigned':
        return {
          text: `${order} assigned to ${driverOf(event)}${via ? `, ${via}` : ''}`,
          right: by,
        };
      case 'order_unassigned':
        return { text: `${order} back in the queue${via ? `, ${via}` : ''}`, right: by };
      case 'order_picked_up':
        return { text: `${order} picked up by ${driverOf(event)}`, right: '' };
      case 'order_delivered':
        return { text: `${order} delivered by ${driverOf(event)}`, right: '' };
      case 'order_cancelled':
        return { text: `${order} cancelled${via ? `, ${via}` : ''}`, right: by };
      case 'order_adopted':
        return { text: `${order} changed by another program`, right: '' };
      case 'driver_added':
        return { text: `${driverOf(event)} joined`, right: '' };
      case 'driver_on_duty':
        return { text: `${driverOf(event)} came on duty`, right: '' };
      case 'driver_off_duty':
        return { text: `${driverOf(event)} went off duty`, right: '' };
      case 'alert_opened':
        return { text: `${record.subject} ${record.name ?? ''} left the zone`, right: '!!' };
      case 'alert_resolved':
        return { text: `${record.subject} ${record.name ?? ''} is back`, right: '' };
    }
  },
  groups: {
    move: 'Move',
    assign: 'Assign',
    view: 'View',
    simulator: 'Simulator',
    general: 'General',
  },
  actions: {
    down: 'next',
    up: 'previous',
    pageDown: 'a page down',
    pageUp: 'a page up',
    first: 'first',
    last: 'last',
    nextPanel: 'next panel',
    previousPanel: 'previous panel',
    closest: 'closest',
    best_rated: 'best rated',
    balanced: 'balanced',
    undo: 'undo',
    mark: 'mark a driver (two: their distance)',
    wider: 'wider radius',
    narrower: 'narrower radius',
    live: 'Live',
    reports: 'Reports',
    period: 'period',
    runAgain: 'run again',
    pause: 'pause or go on',
    step: 'one step (30 s)',
    faster: 'faster',
    slower: 'slower',
    startWorker: 'start a worker',
    help: 'help',
    back: 'back',
    quit: 'quit',
  },
  footer: { mark: 'mark', pause: 'pause', step: 'step', wider: 'wider' },
  help: { title: 'Keys', hint: 'Esc or ? closes, j and k scroll' },
  disabled: {
    redisDown: 'Redis is down: nothing can be assigned until it is back.',
    noOrder: 'No order is selected.',
    nothingToUndo: 'Nothing of yours to undo.',
    noSimulator: 'No simulator is running: vigie simulate starts one.',
    worker: 'A worker is running.',
    noDriver: 'Select a driver first: Tab moves to the nearest drivers.',
    widest: 'The radius is at its widest, 20 km.',
    narrowest: 'The radius is at its narrowest, 1 km.',
    running: 'The report is running.',
  },
  said: {
    welcome: '? shows all keys.',
    assigning: (order: string, strategy: StrategyName) => `assigning ${order} by ${strategy}…`,
    assigned: (order: string, driver: string, strategy: string, score: string, next: string) =>
      `${order} assigned to ${driver} (${strategy} ${score}${next}). u undoes.`,
    next: (driver: string, score: string) => `, next ${driver} ${score}`,
    nobody: (order: string, radius: string) =>
      `${order}: no driver can take it within ${radius} km. + widens.`,
    undone: (order: string, driver: string) =>
      `${order} taken back from ${driver}, it waits again.`,
    undoing: (order: string) => `taking ${order} back…`,
    refused: (order: string, reason: string) => `${order}: ${reason}`,
    redisLost:
      'Redis did not answer: it is not known whether that was done. The board will show it.',
    marked: (n: number) => `${n} marked.`,
    radius: (km: string) => `radius ${km} km`,
    workerStarted: 'Worker started; it ends with this console.',
    simulatorPaused: 'Simulator paused: s makes one step, p goes on.',
    simulatorGoesOn: 'Simulator goes on.',
    simulatorStep: 'One step of 30 s.',
    simulatorSpeed: (speed: number) => `Simulator ×${speed}.`,
    redisBack: 'Redis is back.',
    mongoBack: 'MongoDB is back.',
    unknownKey: (key: string) => `${key} does nothing here. ? shows all keys.`,
    failed: (reason: string) => `That failed: ${reason}`,
  },
  reports: {
    list: 'Reports',
    regions: 'Regions',
    period: 'Period',
    periodNames: { '7d': '7 days to today', '30d': '30 days to today', all: 'all time' },
    periodHint: 'p changes',
    zone: 'Time zone',
    columns: {
      region: 'region',
      deliveries: 'deliveries',
      revenue: 'revenue',
      mean: 'mean min',
      rating: 'rating',
    },
    all: 'all',
    noRegion: '(none)',
    daily: 'Deliveries a day',
    running: (seconds: string, last: string) => `running, ${seconds} s${last}`,
    lastTook: (ms: number) => `, last took ${ms} ms`,
    done: (n: number, ms: number) => `${n} deliveries in ${ms} ms`,
    empty: 'no delivery in this period: p changes it',
    error: (reason: string) => `MongoDB did not answer (${reason}). n runs it again.`,
    noMongo: 'MongoDB is down: the report waits for it. n runs it again.',
  },
  tooSmall: (columns: number, rows: number) => `Vigie needs 60×16, this is ${columns}×${rows}.`,
};

export type ConsoleMessages = typeof consoleEn;

export const consoleFr: ConsoleMessages = {
  refusals: refusalsFr,
  screens: { live: 'Direct', reports: 'Rapports' },
  now: 'à l’instant',
  statuses: {
    waiting: 'attente',
    assigned: 'assignées',
    pickedUp: 'récupérées',
    delivered: 'livrées',
    cancelled: 'annulées',
  },
  status: {
    redis: 'redis',
    mongo: 'mongo',
    worker: 'worker',
    lag: (n) => `retard ${n}`,
    down: 'en panne',
    connecting: 'connexion',
    dataAge: (age) => `données de ${age}`,
    noWorker: 'aucun : W en lance un',
    unknown: '?',
    simulator: 'sim',
    paused: 'en pause',
  },
  panels: {
    orders: 'Commandes',
    waiting: 'En attente, les plus anciennes d’abord',
    top: 'Meilleurs livreurs',
    nearest: 'Livreurs proches',
    nearestTo: (order) => `Livreurs proches de ${order}`,
    alerts: 'Alertes',
    events: 'Événements',
    tabTop: 'Tab : meilleurs',
    fromHistory: 'de l’historique',
    old: (age) => `date de ${age}`,
  },
  orders: {
    oldest: (age) => `max ${age}`,
    drivers: 'livreurs',
    driverCounts: (free, busy, off) => `${free} libres  ${busy} pris  ${off} repos`,
    late: 'en retard',
    atRisk: 'à risque',
    medianWait: 'médiane',
    freeOf: (free, total) => `libres ${free}/${total}`,
  },
  columns: {
    order: 'commande',
    client: 'client',
    route: 'de - à',
    age: 'âge',
    due: 'promis',
    driver: 'livreur',
    km: 'km',
    rating: 'note',
    load: 'pris',
    closest: 'proche',
    bestRated: 'noté',
    balanced: 'équil.',
  },
  more: (n) => `${n} de plus dessous`,
  moreAbove: (n) => `${n} de plus dessus`,
  off: 'repos',
  cacheLeft: (seconds) => `cache encore ${seconds}`,
  noCache: 'lu en direct, sans cache',
  promised: (time, left) => `promis ${time}, ${left}`,
  inTime: (age) => `dans ${age}`,
  late: (age) => `${age} de retard`,
  distanceBetween: (a, b, distance) => `* ${a} - ${b} : ${distance} km`,
  markAnother: (a) => `* ${a} : marquez-en un autre pour la distance`,
  noneWithin: (radius) => `aucun à moins de ${radius} km : + élargit`,
  unknownPickup: 'cette commande n’a pas de position de retrait',
  excluded: { full: 'complet', off_duty: 'repos', silent: 'muet', other_region: 'autre région' },
  empty: {
    loading: 'lecture…',
    waiting: 'aucune commande n’attend',
    alerts: 'tout va bien',
    events: 'rien ne s’est encore passé',
    top: 'pas encore de livreur : vigie seed en crée',
    noSelection: 'aucune commande choisie',
    redisDown: 'Redis est en panne : le direct l’attend',
  },
  alert: ({ kind, subject, details }) =>
    kind === 'out_of_zone'
      ? `${subject} ${details.name ?? ''} hors zone ${km(details.distance_m)}`
      : `événements ${details.from_seq} à ${details.to_seq} perdus : Redis est revenu plus ancien`,
  alertStates: { pending: '', open: 'ouverte', acknowledged: 'vue', resolved: '' },
  event: (event) => {
    const { type, order, via, by, record } = event;
    switch (type) {
      case 'order_created':
        return {
          text: `${order} créée, ${record.origin ?? ''} > ${record.destination ?? ''}`,
          right: by,
        };
      case 'order_assigned':
        return {
          text: `${order} assignée à ${driverOf(event)}${via ? `, ${via}` : ''}`,
          right: by,
        };
      case 'order_unassigned':
        return { text: `${order} remise en attente${via ? `, ${via}` : ''}`, right: by };
      case 'order_picked_up':
        return { text: `${order} récupérée par ${driverOf(event)}`, right: '' };
      case 'order_delivered':
        return { text: `${order} livrée par ${driverOf(event)}`, right: '' };
      case 'order_cancelled':
        return { text: `${order} annulée${via ? `, ${via}` : ''}`, right: by };
      case 'order_adopted':
        return { text: `${order} modifiée par un autre programme`, right: '' };
      case 'driver_added':
        return { text: `${driverOf(event)} a rejoint l’équipe`, right: '' };
      case 'driver_on_duty':
        return { text: `${driverOf(event)} prend son service`, right: '' };
      case 'driver_off_duty':
        return { text: `${driverOf(event)} finit son service`, right: '' };
      case 'alert_opened':
        return { text: `${record.subject} ${record.name ?? ''} a quitté la zone`, right: '!!' };
      case 'alert_resolved':
        return { text: `${record.subject} ${record.name ?? ''} est revenu`, right: '' };
    }
  },
  groups: {
    move: 'Se déplacer',
    assign: 'Assigner',
    view: 'Voir',
    simulator: 'Simulateur',
    general: 'Général',
  },
  actions: {
    down: 'suivante',
    up: 'précédente',
    pageDown: 'page suivante',
    pageUp: 'page précédente',
    first: 'première',
    last: 'dernière',
    nextPanel: 'panneau suivant',
    previousPanel: 'panneau précédent',
    closest: 'au plus proche',
    best_rated: 'au mieux noté',
    balanced: 'équilibré',
    undo: 'annuler',
    mark: 'marquer un livreur (deux : leur distance)',
    wider: 'élargir le rayon',
    narrower: 'réduire le rayon',
    live: 'Direct',
    reports: 'Rapports',
    period: 'période',
    runAgain: 'relancer',
    pause: 'pause ou reprise',
    step: 'un pas (30 s)',
    faster: 'plus vite',
    slower: 'moins vite',
    startWorker: 'lancer un worker',
    help: 'aide',
    back: 'retour',
    quit: 'quitter',
  },
  footer: { mark: 'marquer', pause: 'pause', step: 'pas', wider: 'élargir' },
  help: { title: 'Touches', hint: 'Échap ou ? ferme, j et k défilent' },
  disabled: {
    redisDown: 'Redis est en panne : rien ne peut être assigné avant son retour.',
    noOrder: 'Aucune commande choisie.',
    nothingToUndo: 'Rien à annuler de votre part.',
    noSimulator: 'Aucun simulateur : vigie simulate en lance un.',
    worker: 'Un worker est en marche.',
    noDriver: 'Choisissez d’abord un livreur : Tab va aux livreurs proches.',
    widest: 'Le rayon est au maximum, 20 km.',
    narrowest: 'Le rayon est au minimum, 1 km.',
    running: 'Le rapport est en cours.',
  },
  said: {
    welcome: '? montre toutes les touches.',
    assigning: (order, strategy) => `assignation de ${order} par ${strategy}…`,
    assigned: (order, driver, strategy, score, next) =>
      `${order} assignée à ${driver} (${strategy} ${score}${next}). u annule.`,
    next: (driver, score) => `, puis ${driver} ${score}`,
    nobody: (order, radius) =>
      `${order} : aucun livreur possible à moins de ${radius} km. + élargit.`,
    undone: (order, driver) => `${order} reprise à ${driver}, elle attend de nouveau.`,
    undoing: (order) => `reprise de ${order}…`,
    refused: (order, reason) => `${order} : ${reason}`,
    redisLost: 'Redis n’a pas répondu : on ne sait pas si c’est fait. Le tableau le montrera.',
    marked: (n) => `${n} marqué(s).`,
    radius: (radius) => `rayon ${radius} km`,
    workerStarted: 'Worker lancé ; il finit avec cette console.',
    simulatorPaused: 'Simulateur en pause : s fait un pas, p reprend.',
    simulatorGoesOn: 'Le simulateur reprend.',
    simulatorStep: 'Un pas de 30 s.',
    simulatorSpeed: (speed) => `Simulateur ×${speed}.`,
    redisBack: 'Redis est revenu.',
    mongoBack: 'MongoDB est revenu.',
    unknownKey: (key) => `${key} ne fait rien ici. ? montre toutes les touches.`,
    failed: (reason) => `Échec : ${reason}`,
  },
  reports: {
    list: 'Rapports',
    regions: 'Régions',
    period: 'Période',
    periodNames: { '7d': '7 jours à ce jour', '30d': '30 jours à ce jour', all: 'depuis toujours' },
    periodHint: 'p change',
    zone: 'Fuseau',
    columns: {
      region: 'région',
      deliveries: 'livraisons',
      revenue: 'recette',
      mean: 'min moy.',
      rating: 'note',
    },
    all: 'toutes',
    noRegion: '(aucune)',
    daily: 'Livraisons par jour',
    running: (seconds, last) => `en cours, ${seconds} s${last}`,
    lastTook: (ms) => `, la dernière fois ${ms} ms`,
    done: (n, ms) => `${n} livraisons en ${ms} ms`,
    empty: 'aucune livraison dans cette période : p la change',
    error: (reason) => `MongoDB n’a pas répondu (${reason}). n relance.`,
    noMongo: 'MongoDB est en panne : le rapport l’attend. n relance.',
  },
  tooSmall: (columns, rows) => `Vigie demande 60×16, ici ${columns}×${rows}.`,
};

/** The console's text in one language. */
export function consoleMessages(language: Language): ConsoleMessages {
  return language === 'fr' ? consoleFr : consoleEn;
}
