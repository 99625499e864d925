import type { AlertKind, AlertStep } from '../../domain/alert.ts';

/** The Alerts screen. */
export const alertsScreenEn = {
  tabs: { open: 'open', acknowledged: 'acknowledged', muted: 'muted', resolved: 'resolved' },
  columns: { what: 'what is wrong', since: 'since', state: '' },
  columnOf: { open: 'state', acknowledged: 'by', muted: 'until', resolved: 'over' },
  asks: 'open',
  escalated: 'escalated',
  bell: 'bell on',
  kinds: {
    out_of_zone: 'driver out of zone',
    position_silent: 'driver silent',
    order_late: 'order late',
    order_at_risk: 'order at risk',
    order_unassigned: 'order without a driver',
    sync_behind: 'MongoDB behind',
    events_lost: 'events lost',
    store_down: 'server down',
    store_unsafe: 'server unsafe',
    engine_stopped: 'engine stopped',
  } satisfies Record<AlertKind, string>,
  empty: {
    open: 'nothing asks for a hand',
    acknowledged: 'nobody has one in hand',
    muted: 'none is muted',
    resolved: 'none is over yet',
  },
  filteredOut: (text: string) => `none matches /${text}: Esc clears it`,
  historyAway: 'MongoDB is down: what is over waits for it',
  redisAway: 'Redis is down: alerts wait for it',
  severity: { critical: 'critical', warning: 'warning' },
  life: 'Life',
  step: ({ what, by }: AlertStep, until: string): string => {
    switch (what) {
      case 'opened':
        return 'opened';
      case 'acknowledged':
        return `acknowledged by ${by}`;
      case 'muted':
        return `muted by ${by} until ${until}`;
      case 'reopened':
        return by === 'worker' ? 'its mute was over' : `opened again by ${by}`;
      case 'escalated':
        return 'escalated: nobody answered';
      case 'resolved':
        return by === 'worker' ? 'over' : `closed by ${by}`;
    }
  },
  escalatesAt: (time: string) => `escalates at ${time} unless acknowledged`,
  answeredAfter: (time: string) => `acknowledged after ${time}`,
  unanswered: 'nobody acknowledged it',
  lasted: (time: string) => `lasted ${time}`,
  fields: { client: 'client', driver: 'driver', order: 'order' },
  goes: (where: string) => `Enter: ${where}`,
  actions: {
    acknowledge: 'acknowledge',
    mute: 'mute for a time, or unmute',
    resolve: 'close lost events that were dealt with',
    open: 'go to the driver or the order',
    mark: 'mark',
    nextTab: 'next list',
    previousTab: 'previous list',
    bell: 'bell for critical alerts, on or off',
  },
  footer: { mute: 'mute', open: 'go there', mark: 'mark', tab: 'next list' },
  disabled: {
    none: 'No alert is selected.',
    noneOpen: 'No alert asks for a hand.',
    over: 'It is over: nothing is left to do.',
    muted: 'It is muted: m ends that.',
    acknowledged: 'Somebody has it in hand already.',
    byItself: 'It resolves by itself when its cause is gone: a acknowledges it, m mutes it.',
    nowhere: 'This alert is about the platform: 7 Health has more.',
  },
  muteFor: (what: string) => `Mute ${what}`,
  severalAlerts: (n: number) => `${n} alerts`,
  minutes: (n: number) => (n < 60 ? `${n} min` : n >= 480 ? `${n / 60} h, a shift` : `${n / 60} h`),
  confirmClose: (what: string) => `Close "${what}"? It does not come back.`,
  said: {
    acknowledged: (what: string) => `Acknowledged: ${what}`,
    undoHint: 'u takes it back.',
    muted: (time: string, what: string) => `Muted for ${time}: ${what}`,
    reopened: (what: string) => `Asks for a hand again: ${what}`,
    resolved: (what: string) => `Closed: ${what}`,
    severalAcknowledged: (n: number) => `${n} acknowledged.`,
    severalMuted: (n: number, time: string) => `${n} muted for ${time}.`,
    severalReopened: (n: number) => `${n} ask again.`,
    severalResolved: (n: number) => `${n} closed.`,
    someFailed: (done: number, failed: number) => `${done} done, ${failed} not.`,
    results: 'What came of it',
    done: 'done',
    bellOn: 'The bell rings for new critical alerts.',
    bellOff: 'The bell is off.',
  },
};

export const alertsScreenFr: typeof alertsScreenEn = {
  tabs: { open: 'ouvertes', acknowledged: 'vues', muted: 'en sourdine', resolved: 'terminées' },
  columns: { what: 'ce qui ne va pas', since: 'depuis', state: '' },
  columnOf: { open: 'état', acknowledged: 'par', muted: 'jusqu’à', resolved: 'finie' },
  asks: 'ouverte',
  escalated: 'sans réponse',
  bell: 'sonnerie',
  kinds: {
    out_of_zone: 'livreur hors zone',
    position_silent: 'livreur muet',
    order_late: 'commande en retard',
    order_at_risk: 'commande à risque',
    order_unassigned: 'commande sans livreur',
    sync_behind: 'MongoDB en retard',
    events_lost: 'événements perdus',
    store_down: 'serveur en panne',
    store_unsafe: 'serveur peu sûr',
    engine_stopped: 'moteur arrêté',
  },
  empty: {
    open: 'rien ne demande d’intervention',
    acknowledged: 'personne n’en a pris en charge',
    muted: 'aucune en sourdine',
    resolved: 'aucune terminée pour l’instant',
  },
  filteredOut: (text) => `aucune ne correspond à /${text} : Échap l’efface`,
  historyAway: 'MongoDB est en panne : les terminées l’attendent',
  redisAway: 'Redis est en panne : les alertes l’attendent',
  severity: { critical: 'critique', warning: 'avertissement' },
  life: 'Vie',
  step: ({ what, by }, until) => {
    switch (what) {
      case 'opened':
        return 'ouverte';
      case 'acknowledged':
        return `prise en charge par ${by}`;
      case 'muted':
        return `en sourdine par ${by} jusqu’à ${until}`;
      case 'reopened':
        return by === 'worker' ? 'fin de la sourdine' : `rouverte par ${by}`;
      case 'escalated':
        return 'aggravée : sans réponse';
      case 'resolved':
        return by === 'worker' ? 'terminée' : `close par ${by}`;
    }
  },
  escalatesAt: (time) => `s’aggrave à ${time} sans prise en charge`,
  answeredAfter: (time) => `prise en charge après ${time}`,
  unanswered: 'jamais prise en charge',
  lasted: (time) => `a duré ${time}`,
  fields: { client: 'client', driver: 'livreur', order: 'commande' },
  goes: (where) => `Entrée : ${where}`,
  actions: {
    acknowledge: 'prendre en charge',
    mute: 'mettre en sourdine, ou y mettre fin',
    resolve: 'clore des événements perdus, une fois traités',
    open: 'aller au livreur ou à la commande',
    mark: 'marquer',
    nextTab: 'liste suivante',
    previousTab: 'liste précédente',
    bell: 'sonnerie des alertes critiques, avec ou sans',
  },
  footer: { mute: 'sourdine', open: 'y aller', mark: 'marquer', tab: 'liste suivante' },
  disabled: {
    none: 'Aucune alerte choisie.',
    noneOpen: 'Aucune alerte ne demande d’intervention.',
    over: 'Elle est terminée : il n’y a plus rien à faire.',
    muted: 'Elle est en sourdine : m y met fin.',
    acknowledged: 'Quelqu’un l’a déjà prise en charge.',
    byItself:
      'Elle se termine d’elle-même avec sa cause : a la prend en charge, m la met en sourdine.',
    nowhere: 'Cette alerte concerne la plateforme : 7 Santé en dit plus.',
  },
  muteFor: (what) => `Mettre en sourdine ${what}`,
  severalAlerts: (n) => `${n} alertes`,
  minutes: (n) => (n < 60 ? `${n} min` : n >= 480 ? `${n / 60} h, un service` : `${n / 60} h`),
  confirmClose: (what) => `Clore « ${what} » ? Elle ne reviendra pas.`,
  said: {
    acknowledged: (what) => `Prise en charge : ${what}`,
    undoHint: 'u revient dessus.',
    muted: (time, what) => `En sourdine pour ${time} : ${what}`,
    reopened: (what) => `De nouveau ouverte : ${what}`,
    resolved: (what) => `Close : ${what}`,
    severalAcknowledged: (n) => `${n} prises en charge.`,
    severalMuted: (n, time) => `${n} en sourdine pour ${time}.`,
    severalReopened: (n) => `${n} de nouveau ouvertes.`,
    severalResolved: (n) => `${n} closes.`,
    someFailed: (done, failed) => `${done} faites, ${failed} non.`,
    results: 'Ce qu’il en est',
    done: 'fait',
    bellOn: 'La sonnerie annonce les nouvelles alertes critiques.',
    bellOff: 'La sonnerie est coupée.',
  },
};
