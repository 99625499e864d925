import { type AlertKind, MANY, parseAlertId } from '../domain/alert.ts';
import type { VigieEvent } from '../domain/event.ts';
import { causeName, modesEn, modesFr } from './modes.ts';

type Details = Readonly<Record<string, string>>;

/** What a sentence is about: an alert, or the record of its event. */
interface About {
  readonly kind: string;
  readonly subject: string;
  readonly details: Details;
}

/** Local time of day of a time in ms as a text, `21:14`; a dash for none. */
const clock = (ms: string | undefined) =>
  ms && Number.isFinite(Number(ms)) ? new Date(Number(ms)).toTimeString().slice(0, 5) : '–';

const km = (metres: string | undefined) => `${(Number(metres ?? 0) / 1000).toFixed(1)} km`;

/** Whom it is about, with the name where there is one. */
const named = ({ subject, details }: About) => [subject, details.name].filter(Boolean).join(' ');

const driverOf = ({ driver, driver_name }: Details, none: string) =>
  driver ? [driver, driver_name].filter(Boolean).join(' ') : none;

type Sentences = Readonly<Record<AlertKind, (about: About) => string>>;

/** One sentence for all that are too many to be told one by one. */
type Manies = Readonly<Partial<Record<AlertKind, (n: string) => string>>>;

function sentence(sentences: Sentences, manies: Manies, about: About): string {
  const known = parseAlertId(`${about.kind}:${about.subject}`);
  if (!known) return `${about.kind} ${about.subject}`;
  const many = about.subject === MANY ? manies[known.kind] : undefined;
  return (many?.(about.details.count ?? '?') ?? sentences[known.kind](about)).replaceAll('  ', ' ');
}

const aboutOf = ({ record }: VigieEvent): About => ({
  ...{ kind: record.kind ?? '', subject: record.subject ?? '', details: record },
});

const mark = ({ record }: VigieEvent) => (record.severity === 'critical' ? '!!' : '!');

const lostEn = ({ from_seq, to_seq, after_seq, orders, more }: Details) =>
  after_seq === undefined
    ? `events ${from_seq} to ${to_seq} lost${orders ? ` (${orders}${Number(more) > 0 ? `, ${more} more` : ''})` : ''}: Redis came back older`
    : `a replica took over: events after ${after_seq} may be lost`;

const UNSAFE_EN: Readonly<Record<string, (value: string) => string>> = {
  appendonly: () => 'Redis keeps nothing on disk: all is lost when it dies',
  appendfsync: (value) => `Redis writes to disk "${value}": the last seconds can be lost`,
  'maxmemory-policy': (value) => `Redis may drop keys when it is full (${value})`,
  memory: (value) => `Redis is nearly full, ${value} of its memory`,
  persistence: () => 'Redis can not write to its disk',
};

const SENTENCES_EN: Sentences = {
  out_of_zone: (about) => `${named(about)} out of zone ${km(about.details.distance_m)}`,
  position_silent: (about) => `${named(about)} silent since ${clock(about.details.since)}`,
  order_late: ({ subject, details }) =>
    `${subject} late since ${clock(details.due_at)}, ${driverOf(details, 'no driver')}`,
  order_at_risk: ({ subject, details }) =>
    `${subject} at risk, due ${clock(details.due_at)}, ${driverOf(details, 'no driver')}`,
  order_unassigned: ({ subject, details }) =>
    `${subject} without a driver since ${clock(details.since)}`,
  sync_behind: ({ details }) =>
    `MongoDB is behind since ${clock(details.since)}, ${details.count} events`,
  events_lost: ({ details }) => lostEn(details),
  store_down: ({ details }) => `MongoDB is down since ${clock(details.since)}: history waits`,
  store_unsafe: ({ subject, details }) =>
    UNSAFE_EN[subject]?.(details.value ?? '') ?? `Redis: ${subject} ${details.value ?? ''}`,
  engine_stopped: ({ details }) =>
    `automatic mode turned itself off at ${clock(details.since)}: ${causeName(modesEn, details.cause)}`,
};

const MANIES_EN: Manies = {
  out_of_zone: (n) => `${n} more drivers out of zone`,
  position_silent: (n) => `${n} more drivers silent`,
  order_late: (n) => `${n} more orders late`,
  order_at_risk: (n) => `${n} more orders at risk`,
  order_unassigned: (n) => `${n} more orders without a driver`,
};

const sentenceEn = (about: About) => sentence(SENTENCES_EN, MANIES_EN, about);

/** What is said of alerts: on the lists, in the feed, by commands. */
export const alertsEn = {
  sentence: sentenceEn,
  /** An event of an alert as the feed tells it. */
  event: (event: VigieEvent): { text: string; right: string } => {
    const { type, by, record } = event;
    const what = sentenceEn(aboutOf(event));
    switch (type) {
      case 'alert_acknowledged':
        return { text: `acknowledged: ${what}`, right: by };
      case 'alert_muted':
        return { text: `muted until ${clock(record.muted_until)}: ${what}`, right: by };
      case 'alert_reopened':
        return { text: `asks again: ${what}`, right: by === 'worker' ? mark(event) : by };
      case 'alert_escalated':
        return { text: `nobody answers: ${what}`, right: mark(event) };
      case 'alert_resolved':
        return { text: `over: ${what}`, right: by === 'worker' ? '' : by };
      default:
        return { text: what, right: mark(event) };
    }
  },
  /** Why an alert can't be changed: who was first, and when. */
  refused: ({ status = '', by, at, until }: Details): string => {
    switch (status) {
      case 'open':
        return `It is open, by ${by} at ${clock(at)}.`;
      case 'acknowledged':
        return `Already acknowledged by ${by} at ${clock(at)}.`;
      case 'muted':
        return `Muted by ${by} until ${clock(until)}.`;
      case 'resolved':
        return `Resolved by ${by} at ${clock(at)}: nothing is left to do.`;
      default:
        return 'There is no such alert.';
    }
  },
};

const lostFr: typeof lostEn = ({ from_seq, to_seq, after_seq, orders, more }) =>
  after_seq === undefined
    ? `événements ${from_seq} à ${to_seq} perdus${orders ? ` (${orders}${Number(more) > 0 ? `, ${more} autres` : ''})` : ''} : Redis est revenu plus ancien`
    : `un réplica a pris le relais : événements après ${after_seq} peut-être perdus`;

const UNSAFE_FR: typeof UNSAFE_EN = {
  appendonly: () => 'Redis ne garde rien sur disque : tout est perdu s’il meurt',
  appendfsync: (value) =>
    `Redis écrit sur disque « ${value} » : les dernières secondes peuvent se perdre`,
  'maxmemory-policy': (value) => `Redis peut jeter des clés quand il est plein (${value})`,
  memory: (value) => `Redis est presque plein, ${value} de sa mémoire`,
  persistence: () => 'Redis ne peut plus écrire sur son disque',
};

const SENTENCES_FR: Sentences = {
  out_of_zone: (about) => `${named(about)} hors zone ${km(about.details.distance_m)}`,
  position_silent: (about) => `${named(about)} muet depuis ${clock(about.details.since)}`,
  order_late: ({ subject, details }) =>
    `${subject} en retard depuis ${clock(details.due_at)}, ${driverOf(details, 'sans livreur')}`,
  order_at_risk: ({ subject, details }) =>
    `${subject} à risque, promise ${clock(details.due_at)}, ${driverOf(details, 'sans livreur')}`,
  order_unassigned: ({ subject, details }) =>
    `${subject} sans livreur depuis ${clock(details.since)}`,
  sync_behind: ({ details }) =>
    `MongoDB est en retard depuis ${clock(details.since)}, ${details.count} événements`,
  events_lost: ({ details }) => lostFr(details),
  store_down: ({ details }) =>
    `MongoDB est en panne depuis ${clock(details.since)} : l’historique attend`,
  store_unsafe: ({ subject, details }) =>
    UNSAFE_FR[subject]?.(details.value ?? '') ?? `Redis : ${subject} ${details.value ?? ''}`,
  engine_stopped: ({ details }) =>
    `le mode automatique s’est arrêté à ${clock(details.since)} : ${causeName(modesFr, details.cause)}`,
};

const MANIES_FR: Manies = {
  out_of_zone: (n) => `${n} autres livreurs hors zone`,
  position_silent: (n) => `${n} autres livreurs muets`,
  order_late: (n) => `${n} autres commandes en retard`,
  order_at_risk: (n) => `${n} autres commandes à risque`,
  order_unassigned: (n) => `${n} autres commandes sans livreur`,
};

const sentenceFr = (about: About) => sentence(SENTENCES_FR, MANIES_FR, about);

export const alertsFr: typeof alertsEn = {
  sentence: sentenceFr,
  event: (event) => {
    const { type, by, record } = event;
    const what = sentenceFr(aboutOf(event));
    switch (type) {
      case 'alert_acknowledged':
        return { text: `prise en charge : ${what}`, right: by };
      case 'alert_muted':
        return { text: `en sourdine jusqu’à ${clock(record.muted_until)} : ${what}`, right: by };
      case 'alert_reopened':
        return { text: `de nouveau ouverte : ${what}`, right: by === 'worker' ? mark(event) : by };
      case 'alert_escalated':
        return { text: `personne ne répond : ${what}`, right: mark(event) };
      case 'alert_resolved':
        return { text: `terminée : ${what}`, right: by === 'worker' ? '' : by };
      default:
        return { text: what, right: mark(event) };
    }
  },
  refused: ({ status = '', by, at, until }) => {
    switch (status) {
      case 'open':
        return `Elle est ouverte, par ${by} à ${clock(at)}.`;
      case 'acknowledged':
        return `Déjà prise en charge par ${by} à ${clock(at)}.`;
      case 'muted':
        return `Mise en sourdine par ${by} jusqu’à ${clock(until)}.`;
      case 'resolved':
        return `Terminée par ${by} à ${clock(at)} : il n’y a plus rien à faire.`;
      default:
        return 'Cette alerte n’existe pas.';
    }
  },
};
