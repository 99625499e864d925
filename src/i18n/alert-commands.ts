/** `vigie alert`: what it does, takes and says. */
export const alertCommandsEn = {
  about: 'lists alerts and answers them, for scripts',
  list: 'those that are open, acknowledged or muted: the most urgent first',
  resolved: 'the newest resolved ones instead, from MongoDB',
  ack: 'takes an open one in hand: nobody else is asked',
  mute: 'nobody hears of it for a time; it comes back while its cause is there',
  minutes: 'for how many minutes',
  reopen: 'ends its mute, or takes its acknowledgement back',
  resolve: 'closes one whose cause is over by its nature: events_lost',
  none: 'No alert is open.',
  acknowledged: (alert: string) => `${alert} acknowledged.`,
  muted: (alert: string, minutes: number) => `${alert} muted for ${minutes} min.`,
  reopened: (alert: string) => `${alert} asks for a hand again.`,
  resolvedOne: (alert: string) => `${alert} resolved.`,
  byItself: (alert: string) =>
    `${alert} resolves by itself when its cause is gone: acknowledge or mute it.`,
};

export const alertCommandsFr: typeof alertCommandsEn = {
  about: 'liste les alertes et y répond, pour les scripts',
  list: 'celles qui sont ouvertes, prises en charge ou en sourdine : la plus urgente d’abord',
  resolved: 'à la place, les dernières terminées, depuis MongoDB',
  ack: 'en prend une en charge : personne d’autre n’est sollicité',
  mute: 'personne n’en entend parler pour un temps ; elle revient si sa cause est toujours là',
  minutes: 'pendant combien de minutes',
  reopen: 'met fin à sa sourdine, ou revient sur sa prise en charge',
  resolve: 'clôt celle dont la cause est par nature passée : events_lost',
  none: 'Aucune alerte ouverte.',
  acknowledged: (alert) => `${alert} prise en charge.`,
  muted: (alert, minutes) => `${alert} en sourdine pour ${minutes} min.`,
  reopened: (alert) => `${alert} est de nouveau ouverte.`,
  resolvedOne: (alert) => `${alert} terminée.`,
  byItself: (alert) =>
    `${alert} se termine d’elle-même quand sa cause disparaît : prenez-la en charge ou mettez-la en sourdine.`,
};
