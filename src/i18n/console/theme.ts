import type { ThemeName } from '../../domain/theme.ts';

/** How the console looks. */
export const themeEn = {
  title: 'next theme',
  names: {
    default: 'default',
    contrast: 'high contrast',
    'colour-blind': 'colours that everybody tells apart',
    large: 'large: bold and with air, for a projector',
  } satisfies Record<ThemeName, string>,
  said: (words: string) => `Theme: ${words}.`,
};

export const themeFr: typeof themeEn = {
  title: 'thème suivant',
  names: {
    default: 'par défaut',
    contrast: 'contraste élevé',
    'colour-blind': 'couleurs que chacun distingue',
    large: 'grand : gras et aéré, pour un projecteur',
  },
  said: (words) => `Thème : ${words}.`,
};
