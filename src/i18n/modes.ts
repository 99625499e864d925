import type { Mode, ModeCause } from '../domain/planned.ts';

/** How far the dispatch engine goes, and why it turned itself down. */
export const modesEn = {
  names: { off: 'off', suggest: 'suggest', automatic: 'automatic' } satisfies Record<Mode, string>,
  causes: {
    positions_silent: 'too many positions are silent',
    refusals: 'too many of its assignments were refused',
  } satisfies Record<ModeCause, string>,
};

export const modesFr: typeof modesEn = {
  names: { off: 'arrêté', suggest: 'suggestion', automatic: 'automatique' },
  causes: {
    positions_silent: 'trop de positions sont muettes',
    refusals: 'trop de ses affectations ont été refusées',
  },
};

/** The word of a mode as an event or a refusal has it; another word stays as it is. */
export function modeName(words: typeof modesEn, mode: string | undefined): string {
  return new Map(Object.entries(words.names)).get(mode ?? '') ?? mode ?? '';
}

/** The sentence part of a cause; empty where there is none. */
export function causeName(words: typeof modesEn, cause: string | undefined): string {
  return new Map(Object.entries(words.causes)).get(cause ?? '') ?? '';
}
