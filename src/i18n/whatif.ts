/** `vigie whatif`: what it takes and says. */
export const whatifEn = {
  about: 'runs a past day again under a strategy, beside what really happened',
  policy: 'closest, best_rated, balanced, optimal or all',
  date: 'the day, YYYY-MM-DD',
  needsDate: 'Name the day: vigie whatif --date 2026-11-19.',
  aDate: 'a day, YYYY-MM-DD',
  nothing: (day: string, newest: string | null) =>
    newest === null
      ? `Nothing is recorded of ${day}, nor of any other day.`
      : `Nothing is recorded of ${day}. The newest day that is: ${newest}.`,
  reading: 'events read:',
  title: (day: string, orders: number, drivers: number, shifts: number) =>
    `${day}: ${orders} orders, ${drivers} drivers, ${shifts} shifts`,
  really: 'what happened',
  columns: [
    ...([
      'delivered',
      'click to door',
      '90 %',
      'assigned after',
      '90 %',
      'late',
      'driven',
    ] as const),
    'per order',
  ],
  minutes: 'min',
  modelled: 'What is modelled, not known:',
  model: {
    starts: (known: number, central: number) =>
      `Positions: a shift begins at the driver’s last door before it, else at his first pick-up (${known}), else in the middle of the pick-ups (${central}); afterwards he waits where he delivered last.`,
    ways: (detour: string) =>
      `Ways: the straight line × ${detour}, at the speed of the vehicle; what was really driven is counted the same way, from place to place.`,
    pace: (times: string) =>
      `The day’s drivers were ${times} times as fast as real ones (a simulated city): speeds and stops are scaled.`,
    ready: (known: number, all: number) =>
      `Food is ready when the order says so (${known} of ${all}), else as soon as it is ordered.`,
    unrecorded: (orders: number) =>
      `Assigned after: of ${orders} delivered orders nobody recorded when they were given; what happened is counted without them.`,
    service: (minutes: string) => `Stops: ${minutes} min at each place and each door.`,
    given: (seconds: number) =>
      `Every ${seconds} s orders are given to who is free; a driver has orders of one place at a time and is not diverted. optimal gives an order when its driver must leave: until then it is only planned, so it waits longer by design.`,
    shifts:
      'Shifts: as noted; a driver who worked and of whom no shift was noted was there all day.',
    without: (cancelled: number, placeless: number) =>
      `Left out: ${cancelled} cancelled orders, ${placeless} without places.`,
    most: (orders: number) => `More orders than are replayed: the first ${orders} that were read.`,
    notOver:
      'The day is not over: what is still open is delivered in a replay, and has not been really.',
    ended: 'No event of that day is kept: its orders are taken as they ended.',
  },
};

export const whatifFr: typeof whatifEn = {
  about: 'rejoue un jour passé selon une stratégie, à côté de ce qui s’est vraiment passé',
  policy: 'closest, best_rated, balanced, optimal ou all',
  date: 'le jour, AAAA-MM-JJ',
  needsDate: 'Nommez le jour : vigie whatif --date 2026-11-19.',
  aDate: 'un jour, AAAA-MM-JJ',
  nothing: (day, newest) =>
    newest === null
      ? `Rien n’est enregistré du ${day}, ni d’aucun autre jour.`
      : `Rien n’est enregistré du ${day}. Le dernier jour qui l’est : ${newest}.`,
  reading: 'événements lus :',
  title: (day, orders, drivers, shifts) =>
    `${day} : ${orders} commandes, ${drivers} livreurs, ${shifts} services`,
  really: 'ce qui s’est passé',
  columns: [
    ...['livrées', 'clic à porte', '90 %', 'assignée après', '90 %', 'en retard', 'parcourus'],
    'par commande',
  ],
  minutes: 'min',
  modelled: 'Ce qui est modélisé, non connu :',
  model: {
    starts: (known, central) =>
      `Positions : un service commence à la dernière porte du livreur avant lui, sinon à son premier retrait (${known}), sinon au milieu des retraits (${central}) ; ensuite il attend où il a livré.`,
    ways: (detour) =>
      `Trajets : la ligne droite × ${detour}, à la vitesse du véhicule ; ce qui fut vraiment parcouru se compte de même, d’un lieu à l’autre.`,
    pace: (times) =>
      `Les livreurs de ce jour allaient ${times} fois plus vite que de vrais (une ville simulée) : vitesses et arrêts sont à l’échelle.`,
    ready: (known, all) =>
      `Le repas est prêt quand la commande le dit (${known} sur ${all}), sinon dès qu’elle est passée.`,
    unrecorded: (orders) =>
      `Assignée après : de ${orders} commandes livrées rien ne dit quand elles furent données ; ce qui s’est passé se compte sans elles.`,
    service: (minutes) => `Arrêts : ${minutes} min à chaque lieu et à chaque porte.`,
    given: (seconds) =>
      `Toutes les ${seconds} s les commandes vont à qui est libre ; un livreur a les commandes d’un seul lieu à la fois et n’est pas détourné. optimal donne une commande quand son livreur doit partir : jusque-là elle n’est que prévue, elle attend donc plus par principe.`,
    shifts:
      'Services : comme notés ; un livreur qui a travaillé sans service noté était là tout le jour.',
    without: (cancelled, placeless) =>
      `Laissées de côté : ${cancelled} commandes annulées, ${placeless} sans lieux.`,
    most: (orders) => `Plus de commandes qu’on n’en rejoue : les ${orders} premières lues.`,
    notOver:
      'Le jour n’est pas fini : ce qui est encore ouvert se livre dans une reprise, et ne l’est pas vraiment.',
    ended:
      'Aucun événement de ce jour n’est gardé : ses commandes sont prises comme elles ont fini.',
  },
};
