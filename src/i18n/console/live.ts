/** What Live says beside its tables. */
export const liveEn = {
  late: 'Late and at risk',
  /** What Tab shows next, where that is out of sight. */
  tab: (panel: string) => `Tab: ${panel}`,
  tabs: {
    waiting: 'waiting',
    nearest: 'nearest',
    late: 'late',
    alerts: 'alerts',
    events: 'events',
    top: 'top drivers',
    orders: 'counts',
  },
  panels: 'panels',
  open: 'open',
  nothingToOpen: 'Nothing to open here.',
  filterElsewhere: '/ filters on 2 Orders, 3 Drivers and 5 Alerts: Live shows what is most urgent.',
  noneLate: 'no order is late or at risk',
  status: 'status',
  driver: 'driver',
  by: (operator: string) => `by ${operator}`,
  afterOrder: (age: string) => `${age} after order`,
};

export const liveFr: typeof liveEn = {
  late: 'En retard ou à risque',
  tab: (panel) => `Tab : ${panel}`,
  tabs: {
    waiting: 'en attente',
    nearest: 'plus proches',
    late: 'retards',
    alerts: 'alertes',
    events: 'événements',
    top: 'meilleurs',
    orders: 'chiffres',
  },
  panels: 'panneaux',
  open: 'ouvrir',
  nothingToOpen: 'Rien à ouvrir ici.',
  filterElsewhere:
    '/ filtre sur 2 Commandes, 3 Livreurs et 5 Alertes : ici se voit le plus urgent.',
  noneLate: 'aucune commande en retard ou à risque',
  status: 'statut',
  driver: 'livreur',
  by: (operator) => `par ${operator}`,
  afterOrder: (age) => `${age} après commande`,
};
