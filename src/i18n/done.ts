import { EVENT_TYPES, type EventType } from '../domain/event.ts';

/** What was done, in words: of one, and of several. */
export type Done = Readonly<Record<EventType, string | readonly [one: string, several: string]>>;

export const DONE_EN: Done = {
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
  driver_added: ['driver added', 'drivers added'],
  driver_regions: ["driver's regions changed", "drivers' regions changed"],
  driver_removed: ['driver removed', 'drivers removed'],
  driver_on_duty: 'on duty',
  driver_off_duty: 'off duty',
  alert_opened: ['alert opened', 'alerts opened'],
  alert_resolved: ['alert resolved', 'alerts resolved'],
  alert_acknowledged: ['alert acknowledged', 'alerts acknowledged'],
  alert_muted: ['alert muted', 'alerts muted'],
  alert_reopened: ['alert asked again', 'alerts asked again'],
  alert_escalated: ['alert escalated', 'alerts escalated'],
  note_left: ['note', 'notes'],
  mode_changed: ['change of mode', 'changes of mode'],
  plan_pinned: 'pinned',
  plan_unpinned: 'unpinned',
  pair_refused: ['driver refused', 'drivers refused'],
  pair_allowed: ['driver allowed again', 'drivers allowed again'],
};

export const DONE_FR: Done = {
  order_created: ['créée', 'créées'],
  order_corrected: ['corrigée', 'corrigées'],
  order_assigned: ['assignée', 'assignées'],
  order_reassigned: ['réassignée', 'réassignées'],
  order_unassigned: ['reprise', 'reprises'],
  order_picked_up: ['récupérée', 'récupérées'],
  order_delivered: ['livrée', 'livrées'],
  order_failed: ['échec', 'échecs'],
  order_cancelled: ['annulée', 'annulées'],
  order_rated: ['notée', 'notées'],
  order_deleted: ['supprimée', 'supprimées'],
  order_adopted: ['adoptée', 'adoptées'],
  driver_added: ['livreur ajouté', 'livreurs ajoutés'],
  driver_regions: ['changement de régions', 'changements de régions'],
  driver_removed: ['livreur retiré', 'livreurs retirés'],
  driver_on_duty: ['prise de service', 'prises de service'],
  driver_off_duty: ['fin de service', 'fins de service'],
  alert_opened: ['alerte ouverte', 'alertes ouvertes'],
  alert_resolved: ['alerte close', 'alertes closes'],
  alert_acknowledged: ['alerte prise en charge', 'alertes prises en charge'],
  alert_muted: ['alerte en sourdine', 'alertes en sourdine'],
  alert_reopened: ['alerte rouverte', 'alertes rouvertes'],
  alert_escalated: ['alerte sans réponse', 'alertes sans réponse'],
  note_left: ['note', 'notes'],
  mode_changed: ['changement de mode', 'changements de mode'],
  plan_pinned: ['réservée', 'réservées'],
  plan_unpinned: ['libérée', 'libérées'],
  pair_refused: ['livreur refusé', 'livreurs refusés'],
  pair_allowed: ['livreur permis de nouveau', 'livreurs permis de nouveau'],
};

/** What was done once, in words, by the type of its event. */
export function doneOnce(words: Done): Readonly<Record<string, string>> {
  return Object.fromEntries(
    EVENT_TYPES.map((type) => {
      const word = words[type];
      return [type, typeof word === 'string' ? word : word[0]];
    }),
  );
}
