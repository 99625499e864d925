import type { EventType } from '../../domain/event.ts';
import { DONE_EN, DONE_FR, type Done } from '../done.ts';

function did(words: Done, type: EventType, n: number): string {
  const word = words[type];
  const [one, several] = typeof word === 'string' ? [word, word] : word;
  return `${n} ${n === 1 ? one : several}`;
}

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
  did: (type: EventType, n: number) => did(DONE_EN, type, n),
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
  did: (type, n) => did(DONE_FR, type, n),
  none: '  aucune',
  more: (n) => `  ${n} de plus`,
  due: (time) => `promise à ${time}`,
  askNote: 'note pour le prochain',
  left: 'La note est laissée : la prochaine console la montre à son démarrage.',
  failed: (reason) => `La note n’est pas laissée : ${reason}`,
};
