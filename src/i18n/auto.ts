import type { ModeState } from '../domain/planned.ts';
import { modesEn, modesFr } from './modes.ts';

/** Local day and time of a time in ms, `2026-11-21 20:04`; `at` stands between them. */
function moment(ms: number, at = ' '): string {
  const local = new Date(ms - new Date(ms).getTimezoneOffset() * 60_000).toISOString();
  return local.slice(0, 16).replace('T', at);
}

/** `vigie auto`, and the engine's line of `vigie status`. */
export const autoEn = {
  about: 'how far the dispatch engine goes: off, suggest (it shows what it would do), automatic',
  mode: 'the mode',
  state: ({ mode, by, at, cause }: ModeState): string => {
    const name = modesEn.names[mode];
    if (at === null) return `${name}, as nobody set it`;
    if (cause === null) return `${name}, set by ${by} at ${moment(at)}`;
    return `${name}: automatic mode turned itself off at ${moment(at)}, ${modesEn.causes[cause]}`;
  },
};

export const autoFr: typeof autoEn = {
  about:
    'jusqu’où va le moteur d’affectation : off (arrêté), suggest (il montre ce qu’il ferait), automatic',
  mode: 'le mode',
  state: ({ mode, by, at, cause }) => {
    const name = modesFr.names[mode];
    if (at === null) return `${name}, personne ne l’a réglé`;
    if (cause === null) return `${name}, réglé par ${by} le ${moment(at, ' à ')}`;
    return `${name} : le mode automatique s’est arrêté le ${moment(at, ' à ')}, ${modesFr.causes[cause]}`;
  },
};
