import type { Mode, ModeCause } from '../../domain/planned.ts';

/** The dispatch engine: its mode, its plans, and what a dispatcher makes of them. */
export const planEn = {
  /** On the first row, beside the servers. */
  engine: {
    off: 'engine off',
    suggest: 'engine suggests',
    automatic: 'engine auto',
  } satisfies Record<Mode, string>,
  causes: {
    positions_silent: 'positions silent',
    refusals: 'too many refusals',
  } satisfies Record<ModeCause, string>,
  /** Who did it, where the engine did. */
  engineName: 'engine',
  column: 'plan',
  total: (n: number) => `${n} planned`,
  /** Before the planned driver, in a panel of its own. */
  heading: 'plan: ',
  none: 'no plan for it yet',
  now: 'now',
  inMinutes: (n: number) => `${n} min`,
  leaves: (n: number) => (n <= 0 ? 'leaves now' : `leaves in ${n} min`),
  picksUp: (time: string) => `picks up ${time}`,
  atDoor: (time: string) => `at the door ${time}`,
  together: (orders: string) => `with ${orders}`,
  pinnedBy: (who: string) => (who === '' ? 'pinned' : `pinned by ${who}`),
  refused: (drivers: string) => `refused: ${drivers}`,
  plannedFor: (driver: string) => `planned for ${driver}`,
  /** Before the orders that a driver would get. */
  forHim: 'planned:',
};

export const planFr: typeof planEn = {
  engine: { off: 'moteur arrêté', suggest: 'moteur suggère', automatic: 'moteur auto' },
  causes: { positions_silent: 'positions muettes', refusals: 'trop de refus' },
  engineName: 'le moteur',
  column: 'plan',
  total: (n) => `${n} ${n === 1 ? 'planifiée' : 'planifiées'}`,
  heading: 'plan : ',
  none: 'pas encore de plan pour elle',
  now: 'là',
  inMinutes: (n) => `${n} min`,
  leaves: (n) => (n <= 0 ? 'part maintenant' : `part dans ${n} min`),
  picksUp: (time) => `retrait ${time}`,
  atDoor: (time) => `à la porte ${time}`,
  together: (orders) => `avec ${orders}`,
  pinnedBy: (who) => (who === '' ? 'réservée' : `réservée par ${who}`),
  refused: (drivers) => `refusés : ${drivers}`,
  plannedFor: (driver) => `planifiée pour ${driver}`,
  forHim: 'planifiées :',
};
