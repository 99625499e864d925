import type { EventType } from '../../domain/event.ts';

/** What was done so many times, in words. */
const DONE_EN: Readonly<Partial<Record<EventType, string>>> = {
  order_created: 'created',
  order_corrected: 'corrected',
  order_assigned: 'assigned',
  order_reassigned: 'reassigned',
  order_unassigned: 'taken back',
  order_picked_up: 'picked up',
  order_delivered: 'delivered',
  order_failed: 'failed',
  order_cancelled: 'cancelled',
  order_rated: 'rated',
  order_deleted: 'deleted',
  order_adopted: 'adopted',
  driver_on_duty: 'on duty',
  driver_off_duty: 'off duty',
  alert_opened: 'alerts opened',
  alert_resolved: 'alerts resolved',
  note_left: 'notes',
};

const DONE_FR: typeof DONE_EN = {
  order_created: 'créées',
  order_corrected: 'corrigées',
  order_assigned: 'assignées',
  order_reassigned: 'réassignées',
  order_unassigned: 'reprises',
  order_picked_up: 'récupérées',
  order_delivered: 'livrées',
  order_failed: 'échecs',
  order_cancelled: 'annulées',
  order_rated: 'notées',
  order_deleted: 'supprimées',
  order_adopted: 'adoptées',
  driver_on_duty: 'prises de service',
  driver_off_duty: 'fins de service',
  alert_opened: 'alertes ouvertes',
  alert_resolved: 'alertes closes',
  note_left: 'notes',
};

const other = (type: EventType) => type.replaceAll('_', ' ');

export const handoverEn = {
  open: 'handover: what the next dispatcher must know',
  leave: 'leave a note for the next dispatcher',
  title: 'Handover',
  notesTitle: 'Notes left for you',
  alerts: (n: number) => `Open alerts: ${n}`,
  urgent: (late: number, atRisk: number) => `Late: ${late}, at risk: ${atRisk}`,
  waiting: (n: number) => `Waiting: ${n}`,
  notes: 'Notes',
  done: (since: string) => `Done since ${since}`,
  did: (type: EventType, n: number) => `${n} ${DONE_EN[type] ?? other(type)}`,
  none: '  none',
  more: (n: number) => `  ${n} more`,
  due: (time: string) => `promised ${time}`,
  askNote: 'note for the next dispatcher',
  left: 'The note is left: the next console shows it when it starts.',
  failed: (reason: string) => `The note is not left: ${reason}`,
};

export const handoverFr: typeof handoverEn = {
  open: 'relève : ce que le prochain doit savoir',
  leave: 'laisser une note au prochain',
  title: 'Relève',
  notesTitle: 'Notes laissées pour vous',
  alerts: (n) => `Alertes ouvertes : ${n}`,
  urgent: (late, atRisk) => `En retard : ${late}, à risque : ${atRisk}`,
  waiting: (n) => `En attente : ${n}`,
  notes: 'Notes',
  done: (since) => `Fait depuis ${since}`,
  did: (type, n) => `${n} ${DONE_FR[type] ?? other(type)}`,
  none: '  aucune',
  more: (n) => `  ${n} de plus`,
  due: (time) => `promise à ${time}`,
  askNote: 'note pour le prochain',
  left: 'La note est laissée : la prochaine console la montre à son démarrage.',
  failed: (reason) => `La note n’est pas laissée : ${reason}`,
};
