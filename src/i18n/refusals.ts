import type { RefusalName } from '../domain/refusal.ts';
import { alertsEn, alertsFr } from './alerts.ts';
import { modeName, modesEn, modesFr } from './modes.ts';

type Details = Readonly<Record<string, string>>;
type Sentences = Record<RefusalName, (details: Details) => string>;

const english = new Map(
  Object.entries({
    en_attente: 'waiting',
    assignée: 'assigned',
    récupérée: 'picked up',
    livrée: 'delivered',
    annulée: 'cancelled',
    disponible: 'on duty',
    occupé: 'on duty',
  }),
);

const who = (prefix: string, by: string | undefined) => (by ? `${prefix} ${by}` : '');

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** How long ago a refusal's cause was, in its largest whole unit; null where it says no time. */
function sinceThen({ at, now }: Details): { n: number; unit: 's' | 'min' | 'h' | 'd' } | null {
  if (!at || !Number.isFinite(Number(at))) return null;
  const ms = Math.max(0, Number(now ?? Date.now()) - Number(at));
  if (ms < MINUTE) return { n: Math.floor(ms / SECOND), unit: 's' };
  if (ms < HOUR) return { n: Math.floor(ms / MINUTE), unit: 'min' };
  if (ms < 2 * DAY) return { n: Math.floor(ms / HOUR), unit: 'h' };
  return { n: Math.floor(ms / DAY), unit: 'd' };
}

/** Whether the last thing that was done put the order back among those that wait. */
const isBack = (last: string | undefined) => ['unassign', 'undo', 'fail'].includes(last ?? '');

/** Who did it and when: ` by desk2, 2 s ago`. */
function byEn(details: Details): string {
  const since = sinceThen(details);
  const ago =
    since?.n === 0 ? 'just now' : `${since?.n} ${since?.unit === 'd' ? 'days' : since?.unit} ago`;
  return `${who(' by', details.by)}${since ? `, ${ago}` : ''}`;
}

function byFr(details: Details): string {
  const since = sinceThen(details);
  const ago =
    since?.n === 0
      ? 'à l’instant'
      : `il y a ${since?.n} ${since?.unit === 'd' ? 'jours' : since?.unit}`;
  return `${who(' par', details.by)}${since ? `, ${ago}` : ''}`;
}

/** What a value has to look like, by the name of its field. */
const RULES_EN: Readonly<Record<string, string>> = {
  order: 'letters, digits and _ . : -, at most 64',
  driver: 'letters, digits and _ . -, at most 64',
  operation: 'letters, digits and _ . : -, at most 64',
  restaurant: 'letters, digits and _ . : -, at most 64',
  reason: 'at most 2,000 characters',
  client: 'letters, digits and _ . : -, at most 64',
  amount: 'euros from 0, at most two decimals',
  region: 'a name of at most 64 characters without { } , +',
  position: 'longitude,latitude in degrees, such as 2.35,48.85',
  pickup: 'longitude,latitude in degrees, such as 2.35,48.85',
  dropoff: 'longitude,latitude in degrees, such as 2.35,48.85',
  rating: 'from 1 to 5',
  items: 'product:quantity, at most 100',
  capacity: 'a whole number from 1',
  minutes: 'from 1 to 10,080',
  alert: 'kind:subject, as vigie alert list names them',
};
const RULES_FR: Readonly<Record<string, string>> = {
  order: 'lettres, chiffres et _ . : -, 64 au plus',
  driver: 'lettres, chiffres et _ . -, 64 au plus',
  operation: 'lettres, chiffres et _ . : -, 64 au plus',
  restaurant: 'lettres, chiffres et _ . : -, 64 au plus',
  reason: '2 000 caractères au plus',
  client: 'lettres, chiffres et _ . : -, 64 au plus',
  amount: 'des euros à partir de 0, deux décimales au plus',
  region: 'un nom de 64 caractères au plus, sans { } , +',
  position: 'longitude,latitude en degrés, comme 2.35,48.85',
  pickup: 'longitude,latitude en degrés, comme 2.35,48.85',
  dropoff: 'longitude,latitude en degrés, comme 2.35,48.85',
  rating: 'de 1 à 5',
  items: 'produit:quantité, 100 au plus',
  capacity: 'un nombre entier à partir de 1',
  minutes: 'de 1 à 10 080',
  alert: 'sorte:sujet, comme vigie alert list les nomme',
};
const FIELDS_EN: Readonly<Record<string, string>> = {
  pickup: 'the pick-up',
  dropoff: 'the door',
  ready: 'the ready time',
};
const FIELDS_FR: Readonly<Record<string, string>> = {
  order: 'la commande',
  driver: 'le livreur',
  client: 'le client',
  amount: 'le montant',
  region: 'la région',
  position: 'la position',
  pickup: 'le retrait',
  dropoff: 'la porte',
  rating: 'la note',
  items: 'les articles',
  capacity: 'la capacité',
  minutes: 'la durée',
  alert: 'l’alerte',
  due: 'l’heure promise',
  ready: 'l’heure à laquelle elle est prête',
  operation: 'l’identifiant d’opération',
  restaurant: 'le restaurant',
  reason: 'la raison',
};
const rule = (text: string | undefined) => (text ? ` (${text})` : '');

/** Why a transition was refused, and what can be done. */
export const refusalsEn: Sentences = {
  unknown_order: ({ order }) => `Order ${order} does not exist.`,
  unknown_driver: ({ driver }) => `Driver ${driver} does not exist.`,
  wrong_status: (details) => {
    const { status = '', driver, last, kind } = details;
    if (kind !== undefined) return alertsEn.refused(details);
    if (status === 'en_attente')
      return isBack(last) ? `Taken back${byEn(details)}: it waits.` : 'Nobody has it: it waits.';
    const whose = status === 'assignée' ? who(' to', driver) : driver ? ` (${driver})` : '';
    return `Already ${english.get(status) ?? status}${whose}${byEn(details)}.`;
  },
  driver_full: ({ driver, load, capacity }) =>
    `${driver} is full, ${load} of ${capacity}: choose another driver.`,
  driver_off_duty: ({ driver }) => `${driver} is off duty.`,
  wrong_region: ({ driver, region }) => `${driver} does not work in ${region}.`,
  carrying: ({ driver, load }) => `${driver} still carries ${load}: reassign them first.`,
  stale: () => 'The order keeps changing: try again.',
  operation_reused: () => 'This operation id was used for something else.',
  already_exists: ({ order, driver, subject }) => `${order ?? driver ?? subject} exists already.`,
  moved_on: (details) => {
    const { order, status = '', last } = details;
    const state = last === 'correct' ? 'corrected' : (english.get(status) ?? status);
    return `${order} has moved on${state && `: ${state}`}${byEn(details)}. Nothing was changed.`;
  },
  malformed: ({ field = '', given }) =>
    `${FIELDS_EN[field] ?? field} can't be "${given}"${rule(RULES_EN[field])}.`,
  already_rated: ({ order, rating }) => `${order} is rated already, ${rating}: a rating stays.`,
  not_yours: ({ order, by }) => `The last change of ${order} is ${by}'s: only ${by} can undo it.`,
  nothing_to_undo: ({ order }) =>
    `Nothing to undo on ${order}: only an assignment, a reassignment or an unassignment can be undone, once.`,
  not_permitted: () => 'This Redis user may only look: nothing was changed.',
  unchanged: (details) => {
    const { mode, order, driver, allowed, same } = details;
    if (allowed !== undefined) return `${allowed} is not refused for ${order}.`;
    if (same !== undefined) return `${order} is as it was already.`;
    if (mode !== undefined)
      return `The dispatch engine is at "${modeName(modesEn, mode)}" already${byEn(details)}.`;
    return driver
      ? `${order} is pinned to ${driver} already${byEn(details)}.`
      : `${order} is not pinned.`;
  },
  pair_refused: ({ order, driver }) => `${driver} was refused for ${order}.`,
  pinned: (details) => `${details.order} is pinned to ${details.driver}${byEn(details)}.`,
  not_automatic: () => 'The dispatch engine is not in automatic mode: it gives nothing out.',
  not_planner: () => 'Another worker plans by now.',
};

const accord = (text: string) => text.replaceAll('_', ' ');

export const refusalsFr: Sentences = {
  unknown_order: ({ order }) => `La commande ${order} n’existe pas.`,
  unknown_driver: ({ driver }) => `Le livreur ${driver} n’existe pas.`,
  wrong_status: (details) => {
    const { status = '', driver, last, kind } = details;
    if (kind !== undefined) return alertsFr.refused(details);
    if (status === 'en_attente')
      return isBack(last)
        ? `Reprise${byFr(details)} : elle attend.`
        : 'Personne ne l’a : elle attend.';
    const whose = status === 'assignée' ? who(' à', driver) : driver ? ` (${driver})` : '';
    return `Déjà ${accord(status)}${whose}${byFr(details)}.`;
  },
  driver_full: ({ driver, load, capacity }) =>
    `${driver} est complet, ${load} sur ${capacity} : choisissez un autre livreur.`,
  driver_off_duty: ({ driver }) => `${driver} n’est pas en service.`,
  wrong_region: ({ driver, region }) => `${driver} ne travaille pas dans ${region}.`,
  carrying: ({ driver, load }) =>
    `${driver} porte encore ${load} commande(s) : réaffectez-les d’abord.`,
  stale: () => 'La commande change sans cesse : réessayez.',
  operation_reused: () => 'Cet identifiant d’opération a servi à autre chose.',
  already_exists: ({ order, driver, subject }) => `${order ?? driver ?? subject} existe déjà.`,
  moved_on: (details) => {
    const { order, status = '', last } = details;
    const state = last === 'correct' ? 'corrigée' : accord(status);
    return `${order} a changé${state && ` : ${state}`}${byFr(details)}. Rien n’a été modifié.`;
  },
  malformed: ({ field = '', given }) =>
    `${FIELDS_FR[field] ?? field} ne peut pas valoir « ${given} »${rule(RULES_FR[field])}.`,
  already_rated: ({ order, rating }) => `${order} est déjà notée ${rating} : une note reste.`,
  not_yours: ({ order, by }) =>
    `Le dernier changement de ${order} est de ${by} : lui seul peut l’annuler.`,
  nothing_to_undo: ({ order }) =>
    `Rien à annuler sur ${order} : seules une assignation, une réaffectation ou un retrait s’annulent, une fois.`,
  not_permitted: () => 'Cet utilisateur Redis ne peut que regarder : rien n’a été modifié.',
  unchanged: (details) => {
    const { mode, order, driver, allowed, same } = details;
    if (allowed !== undefined) return `${allowed} n’est pas refusé pour ${order}.`;
    if (same !== undefined) return `${order} est déjà comme avant.`;
    if (mode !== undefined)
      return `Le moteur d’affectation est déjà sur « ${modeName(modesFr, mode)} »${byFr(details)}.`;
    return driver
      ? `${order} est déjà réservée à ${driver}${byFr(details)}.`
      : `${order} n’est pas réservée.`;
  },
  pair_refused: ({ order, driver }) => `${driver} a été refusé pour ${order}.`,
  pinned: (details) => `${details.order} est réservée à ${details.driver}${byFr(details)}.`,
  not_automatic: () => 'Le moteur n’est pas en mode automatique : il n’affecte rien.',
  not_planner: () => 'Un autre processus planifie désormais.',
};
