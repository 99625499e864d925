import type { QueryFault, Scope } from '../../domain/order-query.ts';
import type { SortColumn } from '../../domain/order-sort.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { TimelineEntry } from '../../domain/timeline.ts';

const words = (...parts: readonly string[]) => parts.filter((part) => part !== '').join(', ');

const viaEn = new Map([
  ['best_rated', 'best rated'],
  ['adopted', ''],
]);

const viaFr = new Map([
  ['closest', 'le plus proche'],
  ['best_rated', 'le mieux noté'],
  ['balanced', 'équilibré'],
  ['undo', 'annulation'],
  ['adopted', ''],
]);

/** The Orders screen. */
export const ordersEn = {
  title: 'Orders',
  nOf: (n: string, of: string) => `${n} of ${of}`,
  reading: (n: string, of: string) => `reading ${n} of ${of}`,
  stopped: 'reading stopped: n reads on',
  by: (column: string) => `by ${column}`,
  marked: (n: number) => `${n} marked`,
  markedHidden: (n: number, hidden: number) => `${n} marked, ${hidden} of them out of sight`,
  olderFollow: 'older ones are read when you get there',
  scopes: {
    open: 'open',
    waiting: 'waiting',
    assigned: 'assigned',
    pickedUp: 'picked up',
    late: 'late',
    finished: 'finished',
    all: 'all',
  } satisfies Record<Scope, string>,
  /** One order's, in a column. */
  status: {
    waiting: 'waiting',
    assigned: 'assigned',
    pickedUp: 'picked up',
    delivered: 'delivered',
    cancelled: 'cancelled',
  } satisfies Record<OrderStatus, string>,
  columns: {
    order: 'order',
    status: 'status',
    client: 'client',
    route: 'from - to',
    region: 'region',
    driver: 'driver',
    wait: 'wait',
    due: 'due',
    amount: 'amount',
  },
  sorts: {
    wait: 'wait',
    due: 'due',
    amount: 'amount',
    client: 'client',
    status: 'status',
    region: 'region',
    driver: 'driver',
    created: 'created',
  } satisfies Record<SortColumn, string>,
  /** Where a line can't name the fault, the filter goes on without that part. */
  fault: ({ kind, text }: QueryFault): string => {
    switch (kind) {
      case 'unknown_field':
        return `${text}: there is no such field; there are status: region: driver: age> late pinned`;
      case 'unknown_status':
        return `${text}: a status is waiting, assigned, picked_up, delivered, cancelled, open, finished or all`;
      case 'ambiguous_status':
        return `${text}: that may be several statuses, one more letter tells which`;
      case 'bad_age':
        return `${text}: an age is age>10 (minutes), age>2h or age<1d`;
      case 'empty':
        return `${text} needs a value`;
    }
  },
  filterBy: 'status:waiting region:Paris driver:d1 age>10 late, or a word; !late: not late',
  noRegex: (text: string) => `${text} is no regular expression: it is looked for as it stands`,
  empty: {
    reading: 'reading…',
    none: 'no order is open: f shows the finished ones',
    noneFinished: 'no order is finished: they leave Redis a day after MongoDB has them',
    filtered: 'nothing matches the filter: Esc clears it, f shows more',
  },
  detail: {
    none: 'no order is selected',
    items: (n: number) => `${n} ${n === 1 ? 'item' : 'items'}`,
    promised: (time: string) => `promised ${time}`,
    attempts: (n: number) => `${n} failed ${n === 1 ? 'try' : 'tries'}`,
    note: 'Note',
    timeline: 'Timeline',
    recentOnly: 'MongoDB is away: only the recent part',
    noTimeline: 'nothing is known of its past',
    by: (who: string) => `by ${who}`,
    candidates: 'Candidates',
    noCandidate: (km: string) => `nobody within ${km} km`,
    out: (n: number) => `${n} near can't take it`,
    more: (n: number) => `${n} more`,
    driver: 'Driver',
    toPickup: (km: string) => `${km} km to the pick-up`,
    toDoor: (km: string) => `${km} km to the door`,
    seen: (age: string) => `seen ${age} ago`,
    noPosition: 'nobody knows where he is',
    itemsTitle: 'Items',
    map: 'Map',
    mapKey: 'P pick-up  D door',
  },
  entry: ({ type, driver, via }: TimelineEntry, reason: string): string => {
    switch (type) {
      case 'order_created':
        return 'created';
      case 'order_corrected':
        return 'corrected';
      case 'order_assigned':
        return words(`assigned to ${driver}`, reason);
      case 'order_reassigned':
        return words(`moved to ${driver}`, reason);
      case 'order_unassigned':
        return words('back in the queue', reason);
      case 'order_picked_up':
        return driver ? `picked up by ${driver}` : 'picked up';
      case 'order_delivered':
        return driver ? `delivered by ${driver}` : 'delivered';
      case 'order_failed':
        return words('could not be delivered', reason);
      case 'order_cancelled':
        return words('cancelled', reason);
      case 'order_rated':
        return 'rated';
      case 'order_deleted':
        return 'deleted';
      case 'order_adopted':
        return 'changed by another program';
      case 'plan_pinned':
        return `pinned to ${driver}`;
      case 'plan_unpinned':
        return `no longer pinned to ${driver}`;
      case 'pair_refused':
        return `${driver} refused`;
      case 'pair_allowed':
        return `${driver} allowed again`;
      default:
        return words(type, via);
    }
  },
  /** How something was done, where the word that the events keep is not one of this language. */
  via: (word: string): string => viaEn.get(word) ?? word,
  actions: {
    sort: 'sort by a column, by the same again reverses',
    sortTitle: 'Sort by',
    scope: 'open, waiting, assigned, picked up, late, finished, all',
    mark: 'mark',
    unmark: 'unmark all',
    open: 'open',
    openTitle: 'open the order: its keys scroll',
    read: 'read the list again',
    stop: 'stop reading',
  },
  short: { sort: 'sort', scope: 'status', mark: 'mark', open: 'open', read: 'read on' },
  disabled: {
    empty: 'There is no order here.',
    notMarked: 'Nothing is marked.',
    notReading: 'Nothing is being read.',
    reading: 'The list is being read.',
  },
  said: {
    sorted: (column: string) => `Sorted by ${column}. s and the same column reverses.`,
    scope: (name: string) => `Shows: ${name}. f goes on to the next.`,
    stopping: 'Stopping. n reads on.',
    reading: 'Reading again.',
    allShown: (order: string) =>
      `All orders are shown, so that ${order} is among them. f changes that.`,
    filterCleared: (order: string) => `The filter hid ${order}: it is cleared.`,
    unknown: (order: string) => `${order} is not among the orders any more.`,
  },
};

/** L'écran des commandes. */
export const ordersFr: typeof ordersEn = {
  title: 'Commandes',
  nOf: (n, of) => `${n} sur ${of}`,
  reading: (n, of) => `lecture, ${n} sur ${of}`,
  stopped: 'lecture arrêtée : n la reprend',
  by: (column) => `par ${column}`,
  marked: (n) => `${n} marquée${n > 1 ? 's' : ''}`,
  markedHidden: (n, hidden) => `${n} marquée${n > 1 ? 's' : ''}, dont ${hidden} hors de vue`,
  olderFollow: 'les plus anciennes sont lues quand on y arrive',
  scopes: {
    open: 'ouvertes',
    waiting: 'en attente',
    assigned: 'assignées',
    pickedUp: 'récupérées',
    late: 'en retard',
    finished: 'finies',
    all: 'toutes',
  },
  status: {
    waiting: 'en attente',
    assigned: 'assignée',
    pickedUp: 'récupérée',
    delivered: 'livrée',
    cancelled: 'annulée',
  },
  columns: {
    order: 'cmde',
    status: 'statut',
    client: 'client',
    route: 'de - à',
    region: 'région',
    driver: 'livreur',
    wait: 'attend',
    due: 'prévue',
    amount: 'prix',
  },
  sorts: {
    wait: 'attente',
    due: 'heure prévue',
    amount: 'montant',
    client: 'client',
    status: 'statut',
    region: 'région',
    driver: 'livreur',
    created: 'création',
  },
  fault: ({ kind, text }) => {
    switch (kind) {
      case 'unknown_field':
        return `${text} : ce champ n'existe pas ; il y a statut: région: livreur: âge> retard réservée`;
      case 'unknown_status':
        return `${text} : un statut est attente, assignée, récupérée, livrée, annulée, ouverte, finie ou toutes`;
      case 'ambiguous_status':
        return `${text} : plusieurs statuts sont possibles, une lettre de plus tranche`;
      case 'bad_age':
        return `${text} : un âge s'écrit âge>10 (minutes), âge>2h ou âge<1j`;
      case 'empty':
        return `${text} : il manque la valeur`;
    }
  },
  filterBy:
    'statut:attente region:Paris livreur:d1 âge>10 retard, ou un mot ; !retard : sans retard',
  noRegex: (text) => `${text} n'est pas une expression régulière : cherché tel quel`,
  empty: {
    reading: 'lecture…',
    none: 'aucune commande ouverte : f montre les finies',
    noneFinished:
      'aucune commande finie : elles quittent Redis un jour après leur copie dans MongoDB',
    filtered: "rien ne correspond au filtre : Échap l'efface, f montre plus",
  },
  detail: {
    none: 'aucune commande choisie',
    items: (n) => `${n} article${n > 1 ? 's' : ''}`,
    promised: (time) => `promise à ${time}`,
    attempts: (n) => `${n} échec${n > 1 ? 's' : ''} de livraison`,
    note: 'Note',
    timeline: 'Histoire',
    recentOnly: 'MongoDB est absent : seule la partie récente',
    noTimeline: 'rien de connu de son passé',
    by: (who) => `par ${who}`,
    candidates: 'Candidats',
    noCandidate: (km) => `personne à moins de ${km} km`,
    out: (n) => `${n} proche${n > 1 ? 's' : ''} ne ${n > 1 ? 'peuvent' : 'peut'} pas`,
    more: (n) => `${n} de plus`,
    driver: 'Livreur',
    toPickup: (km) => `${km} km jusqu'au retrait`,
    toDoor: (km) => `${km} km jusqu'à la porte`,
    seen: (age) => `vu il y a ${age}`,
    noPosition: 'sa position est inconnue',
    itemsTitle: 'Articles',
    map: 'Carte',
    mapKey: 'P retrait  D porte',
  },
  entry: ({ type, driver, via }, reason) => {
    switch (type) {
      case 'order_created':
        return 'créée';
      case 'order_corrected':
        return 'corrigée';
      case 'order_assigned':
        return words(`assignée à ${driver}`, reason);
      case 'order_reassigned':
        return words(`passée à ${driver}`, reason);
      case 'order_unassigned':
        return words('remise en attente', reason);
      case 'order_picked_up':
        return driver ? `récupérée par ${driver}` : 'récupérée';
      case 'order_delivered':
        return driver ? `livrée par ${driver}` : 'livrée';
      case 'order_failed':
        return words('livraison échouée', reason);
      case 'order_cancelled':
        return words('annulée', reason);
      case 'order_rated':
        return 'notée';
      case 'order_deleted':
        return 'supprimée';
      case 'order_adopted':
        return 'modifiée par un autre programme';
      case 'plan_pinned':
        return `réservée à ${driver}`;
      case 'plan_unpinned':
        return `plus réservée à ${driver}`;
      case 'pair_refused':
        return `${driver} refusé`;
      case 'pair_allowed':
        return `${driver} permis de nouveau`;
      default:
        return words(type, via);
    }
  },
  via: (word) => viaFr.get(word) ?? word,
  actions: {
    sort: 'trier par une colonne, la même encore inverse',
    sortTitle: 'Trier par',
    scope: 'ouvertes, en attente, assignées, récupérées, en retard, finies, toutes',
    mark: 'marquer',
    unmark: 'enlever les marques',
    open: 'ouvrir',
    openTitle: 'ouvrir la commande : les touches la font défiler',
    read: 'relire la liste',
    stop: 'arrêter la lecture',
  },
  short: { sort: 'trier', scope: 'statut', mark: 'marquer', open: 'ouvrir', read: 'reprendre' },
  disabled: {
    empty: "Il n'y a pas de commande ici.",
    notMarked: "Rien n'est marqué.",
    notReading: "Rien n'est en cours de lecture.",
    reading: 'La liste est en cours de lecture.',
  },
  said: {
    sorted: (column) => `Tri par ${column}. s et la même colonne l'inverse.`,
    scope: (name) => `Montre : ${name}. f passe à la suite.`,
    stopping: 'Arrêt. n reprend la lecture.',
    reading: 'Nouvelle lecture.',
    allShown: (order) => `Toutes les commandes sont montrées, pour voir ${order}. f en change.`,
    filterCleared: (order) => `Le filtre cachait ${order} : il est enlevé.`,
    unknown: (order) => `${order} n’est plus parmi les commandes.`,
  },
};
