import type { RefusalName } from '../domain/refusal.ts';

type Details = Readonly<Record<string, string>>;
type Sentences = Record<RefusalName, (details: Details) => string>;

const english: Readonly<Record<string, string>> = {
  en_attente: 'waiting',
  assignée: 'assigned',
  récupérée: 'picked up',
  livrée: 'delivered',
  annulée: 'cancelled',
  disponible: 'on duty',
  occupé: 'on duty',
};

const who = (prefix: string, by: string | undefined) => (by ? `${prefix} ${by}` : '');

/** Why a transition was refused, and what can be done. */
export const refusalsEn: Sentences = {
  unknown_order: ({ order }) => `Order ${order} does not exist.`,
  unknown_driver: ({ driver }) => `Driver ${driver} does not exist.`,
  wrong_status: ({ status = '', by, driver }) =>
    `Already ${english[status] ?? status}${who(' to', driver)}${who(' by', by)}.`.replace(
      '  ',
      ' ',
    ),
  driver_full: ({ driver, load, capacity }) =>
    `${driver} is full, ${load} of ${capacity}: choose another driver.`,
  driver_off_duty: ({ driver }) => `${driver} is off duty.`,
  wrong_region: ({ driver, region }) => `${driver} does not work in ${region}.`,
  carrying: ({ driver, load }) => `${driver} still carries ${load}: reassign them first.`,
  stale: () => 'The order keeps changing: try again.',
  operation_reused: () => 'This operation id was used for something else.',
  already_exists: ({ order, driver, subject }) => `${order ?? driver ?? subject} exists already.`,
  moved_on: ({ order, status = '', by }) =>
    `${order} has moved on${status ? `: ${english[status] ?? status}` : ''}${who(' by', by)}. Nothing was changed.`,
  not_permitted: () => 'This Redis user may only look: nothing was changed.',
  malformed: ({ field, given }) => `${field} can't be "${given}".`,
};

const accord = (text: string) => text.replaceAll('_', ' ');

export const refusalsFr: Sentences = {
  unknown_order: ({ order }) => `La commande ${order} n’existe pas.`,
  unknown_driver: ({ driver }) => `Le livreur ${driver} n’existe pas.`,
  wrong_status: ({ status = '', by, driver }) =>
    `Déjà ${accord(status)}${who(' à', driver)}${who(' par', by)}.`,
  driver_full: ({ driver, load, capacity }) =>
    `${driver} est complet, ${load} sur ${capacity} : choisissez un autre livreur.`,
  driver_off_duty: ({ driver }) => `${driver} n’est pas en service.`,
  wrong_region: ({ driver, region }) => `${driver} ne travaille pas dans ${region}.`,
  carrying: ({ driver, load }) =>
    `${driver} porte encore ${load} commande(s) : réaffectez-les d’abord.`,
  stale: () => 'La commande change sans cesse : réessayez.',
  operation_reused: () => 'Cet identifiant d’opération a servi à autre chose.',
  already_exists: ({ order, driver, subject }) => `${order ?? driver ?? subject} existe déjà.`,
  moved_on: ({ order, status = '', by }) =>
    `${order} a changé${status ? ` : ${accord(status)}` : ''}${who(' par', by)}. Rien n’a été modifié.`,
  not_permitted: () => 'Cet utilisateur Redis ne peut que regarder : rien n’a été modifié.',
  malformed: ({ field, given }) => `${field} ne peut pas valoir « ${given} ».`,
};
