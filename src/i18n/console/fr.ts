import { alertsFr } from '../alerts.ts';
import { causeName, modeName, modesFr } from '../modes.ts';
import { refusalsFr } from '../refusals.ts';
import { whyFr } from '../why.ts';
import { actsFr } from './acts.ts';
import { alertsScreenFr } from './alerts.ts';
import { driversFr } from './drivers.ts';
import type { ConsoleMessages } from './en.ts';
import { engineFr } from './engine.ts';
import { handoverFr } from './handover.ts';
import { healthFr } from './health.ts';
import { keyNamesFr } from './keys.ts';
import { liveFr } from './live.ts';
import { mapFr } from './map.ts';
import { ordersFr } from './orders.ts';
import { planFr } from './plan.ts';
import { readerFr } from './reader.ts';
import { reportsFr } from './reports-fr.ts';
import { themeFr } from './theme.ts';
import { driverOf, routeOf } from './words.ts';

/** Why something was done, where the word that the events keep is not one of this language. */
const REASONS = new Map([
  ['closest', 'plus proche'],
  ['best_rated', 'mieux noté'],
  ['balanced', 'équilibré'],
  ['undo', 'annulation'],
]);
const reasonOf = (via: string) => REASONS.get(via) ?? via;

/** The same in French. */
export const consoleFr: ConsoleMessages = {
  refusals: refusalsFr,
  ordersScreen: ordersFr,
  handover: handoverFr,
  keyNames: keyNamesFr,
  acts: actsFr,
  liveScreen: liveFr,
  plan: planFr,
  engine: engineFr,
  why: whyFr,
  reader: readerFr,
  theme: themeFr,
  mapScreen: mapFr,
  screens: {
    live: 'Direct',
    orders: 'Commandes',
    drivers: 'Livreurs',
    map: 'Carte',
    alerts: 'Alertes',
    reports: 'Rapports',
    health: 'Santé',
  },
  tabs: {
    live: 'Direct',
    orders: 'Cmd.',
    drivers: 'Livr.',
    map: 'Carte',
    alerts: 'Al.',
    reports: 'Rap.',
    health: 'Santé',
  },
  now: '<1 min',
  day: 'j',
  thousands: ' ',
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
    perSecond: (n) => `${n}/s`,
    down: 'en panne',
    since: (time) => `depuis ${time}`,
    connecting: 'connexion',
    dataAge: (age) => `données de ${age}`,
    none: 'aucun',
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
  moreDrivers: (n) => `${n} de plus : Tab y va`,
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
  excluded: {
    full: 'complet',
    off_duty: 'repos',
    silent: 'muet',
    other_region: 'autre région',
    refused: 'refusé',
    pinned: 'autre réservé',
  },
  empty: {
    loading: 'lecture…',
    waiting: 'aucune commande n’attend',
    alerts: 'tout va bien',
    events: 'rien ne s’est encore passé',
    top: 'pas encore de livreur : vigie seed en crée',
    noSelection: 'aucune commande choisie',
    redisDown: 'Redis est en panne : le direct l’attend',
  },
  alertsScreen: alertsScreenFr,
  alert: alertsFr.sentence,
  alertStates: { open: 'ouverte', acknowledged: 'vue', muted: 'muette', resolved: 'finie' },
  event: (event) => {
    const { type, order, via, by, record } = event;
    switch (type) {
      case 'order_created':
        return {
          text: [`${order} créée`, routeOf(event)].filter(Boolean).join(', '),
          right: by,
        };
      case 'order_assigned':
        return {
          text: `${order} assignée à ${driverOf(event)}${via ? `, ${reasonOf(via)}` : ''}`,
          right: by,
        };
      case 'order_unassigned':
        return { text: `${order} remise en attente${via ? `, ${reasonOf(via)}` : ''}`, right: by };
      case 'order_picked_up':
        return { text: `${order} récupérée par ${driverOf(event)}`, right: '' };
      case 'order_delivered':
        return { text: `${order} livrée par ${driverOf(event)}`, right: '' };
      case 'order_cancelled':
        return { text: `${order} annulée${via ? `, ${reasonOf(via)}` : ''}`, right: by };
      case 'order_corrected':
        return { text: `${order} corrigée`, right: by };
      case 'order_reassigned':
        return {
          text: `${order} passe de ${record.previous_driver} à ${driverOf(event)}${via ? `, ${reasonOf(via)}` : ''}`,
          right: by,
        };
      case 'order_failed':
        return {
          text: `${order} non remise${via ? `, ${via}` : ''} : de nouveau en attente`,
          right: by,
        };
      case 'order_rated':
        return { text: `${order} notée ${record.rating} sur 5 : ${driverOf(event)}`, right: by };
      case 'order_deleted':
        return { text: `${order} supprimée`, right: by };
      case 'order_adopted':
        return { text: `${order} modifiée par un autre programme`, right: '' };
      case 'driver_added':
        return { text: `${driverOf(event)} a rejoint l’équipe`, right: '' };
      case 'driver_regions':
        return { text: `${driverOf(event)} travaille à ${record.regions}`, right: by };
      case 'driver_removed':
        return { text: `${driverOf(event)} est retiré`, right: by };
      case 'driver_on_duty':
        return { text: `${driverOf(event)} prend son service`, right: '' };
      case 'driver_off_duty':
        return { text: `${driverOf(event)} finit son service`, right: '' };
      case 'alert_opened':
      case 'alert_acknowledged':
      case 'alert_muted':
      case 'alert_reopened':
      case 'alert_escalated':
      case 'alert_resolved':
        return alertsFr.event(event);
      case 'note_left':
        return { text: `note pour le prochain : ${record.text}`, right: by };
      case 'mode_changed': {
        const cause = causeName(modesFr, record.cause);
        const mode = modeName(modesFr, record.mode);
        return { text: `moteur d’affectation : ${mode}${cause && `, ${cause}`}`, right: by };
      }
      case 'plan_pinned':
        return { text: `${order} réservée à ${event.driver}`, right: by };
      case 'plan_unpinned':
        return { text: `${order} n’est plus réservée à ${event.driver}`, right: by };
      case 'pair_refused':
        return { text: `${event.driver} refusé pour ${order}`, right: by };
      case 'pair_allowed':
        return { text: `${event.driver} permis de nouveau pour ${order}`, right: by };
    }
  },
  groups: {
    dispatch: 'Assigner',
    drivers: 'Livreurs',
    alerts: 'Alertes',
    map: 'Carte',
    move: 'Se déplacer',
    view: 'Voir',
    reports: 'Rapports',
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
    filter: 'filtrer ce qui est à l’écran',
    copy: 'copier',
    palette: 'toutes les commandes',
    pause: 'pause ou reprise',
    step: 'un pas (30 s)',
    faster: 'plus vite',
    slower: 'moins vite',
    startWorker: 'lancer un worker',
    nextZone: 'zone suivante',
    help: 'aide',
    back: 'retour',
    suspend: 'au shell (fg revient)',
    quit: 'quitter',
  },
  footer: {
    filter: 'filtrer',
    copy: 'copier',
    palette: 'commande',
    mark: 'marquer',
    pause: 'pause',
    step: 'pas',
    wider: 'élargir',
  },
  help: { title: 'Touches', hint: 'taper pour chercher, flèches : défiler, Échap : fermer' },
  prompt: {
    palette: 'Commandes',
    noMatch: 'rien ne correspond',
    sending: 'envoi…',
    yesKeys: 'oOyY',
    yesOrNo: (key) => `(${key} : oui, autre touche : non)`,
    notDone: 'Rien n’est fait.',
    pasteNowhere: 'Rien n’est en cours de saisie ici : le texte collé est ignoré.',
    copiedAll: 'Copié.',
    keys: {
      line: 'Entrée garde  Échap abandonne  Ctrl-U efface',
      choice: 'taper pour chercher  Haut Bas choisir  Entrée prendre  Échap fermer',
      confirm: 'o : oui  autre touche : non',
      form: 'Tab champ suivant  Entrée suivant, envoie au dernier  Échap abandonne',
      text: 'j k défiler  autre touche : fermer',
      copied: 'j k font défiler  y copie  toute autre touche ferme',
      notes: 'j k défiler  Entrée : lu',
      review: 'j k défiler  {yes} : oui  autre touche : non',
      running: 'j k défiler  Échap arrête : ce qui est commencé se finit',
      help: 'taper pour chercher  Haut Bas PgPréc PgSuiv défiler  Échap fermer',
    },
  },
  disabled: {
    redisDown: 'Redis est en panne : rien ne peut être assigné avant son retour.',
    needsRedis: 'Redis est en panne : cela attend son retour.',
    acting: (order) => `${order} : la réponse à la dernière touche est encore attendue.`,
    noOrder: 'Aucune commande choisie.',
    nothingToCopy: 'Rien n’est choisi à copier.',
    nothingToUndo: 'Rien à annuler de votre part.',
    noSimulator: 'Aucun simulateur : vigie simulate en lance un.',
    worker: 'Un worker est en marche.',
    noDriver: 'Choisissez d’abord un livreur : Tab va aux livreurs proches.',
    widest: 'Le rayon est au maximum, 20 km.',
    narrowest: 'Le rayon est au minimum, 1 km.',
  },
  said: {
    welcome: '? montre toutes les touches.',
    copied: (text) => `copié : ${text}`,
    filtered: (text) => `filtre ${text}. Échap l’enlève.`,
    noRegex: (text) =>
      `« ${text} » n’est pas une expression régulière : le texte est cherché tel quel.`,
    assigning: (order, strategy) => `assignation de ${order}, ${reasonOf(strategy)}…`,
    assigned: (order, driver, strategy, score, next) =>
      `${order} assignée à ${driver} (${reasonOf(strategy)} ${score}${next}). u annule.`,
    next: (driver, score) => `, puis ${driver} ${score}`,
    nobody: (order, radius) =>
      `${order} : aucun livreur possible à moins de ${radius} km. + élargit.`,
    undone: (order, driver) => `${order} reprise à ${driver}, elle attend de nouveau.`,
    undoing: (order) => `reprise de ${order}…`,
    refused: (order, reason) => `${order} : ${reason}`,
    redisLost: 'Redis n’a pas répondu : on ne sait pas si c’est fait. Le tableau le montrera.',
    marked: (n) => `${n} marqué(s).`,
    radius: (radius) => `rayon ${radius} km`,
    zone: (name) =>
      `${name === null ? 'Hors de toute zone' : `Zone ${name}`}. z passe à la suivante.`,
    onlyZone: 'Pas d’autre zone ici. vigie seed --zone lyon en fait une.',
    zonesUnknown: 'Redis n’a pas répondu : les autres zones sont inconnues pour l’instant.',
    workerStarted: 'Worker lancé ; il finit avec cette console.',
    simulatorPaused: 'Simulateur en pause : « . » fait un pas, « , » reprend.',
    simulatorGoesOn: 'Le simulateur reprend.',
    simulatorStep: 'Un pas de 30 s.',
    simulatorSpeed: (speed) => `Simulateur ×${speed}.`,
    redisBack: 'Redis est revenu.',
    mongoBack: 'MongoDB est revenu.',
    noShell: 'Aucun shell où revenir ici.',
    unknownKey: (key) => `${key} ne fait rien ici. ? montre toutes les touches.`,
    failed: (reason) => `Échec : ${reason}`,
  },
  healthScreen: healthFr,
  driversScreen: driversFr,
  reports: reportsFr,
  tooSmall: (columns, rows) => `Vigie demande 60×16, ici ${columns}×${rows}.`,
};
