/** How the console looks: `contrast` for bad light and tired eyes, `large` for a projector. */
export const THEMES = ['default', 'contrast', 'colour-blind', 'large'] as const;
export type ThemeName = (typeof THEMES)[number];
