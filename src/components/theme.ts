import type { ThemeName } from '../domain/theme.ts';
import type { Color, Span } from './text.ts';

/** How a piece of text is drawn; a colour by its name in the terminal's own sixteen, or as `#rrggbb`. */
export interface Look {
  readonly color?: string;
  readonly dim: boolean;
  readonly bold: boolean;
  readonly inverse: boolean;
}

/** The terminal's own colours, lightened: told apart from plain text on a bad screen. */
const BRIGHT: Readonly<Record<Color, string>> = {
  yellow: 'yellowBright',
  blue: 'blueBright',
  cyan: 'cyanBright',
  green: 'greenBright',
  red: 'redBright',
  magenta: 'magentaBright',
};

/**
 * The palette of Okabe and Ito: any two of them are told apart by who sees no red, no green or no blue.
 * https://jfly.uni-koeln.de/color/
 */
export const SAFE: Readonly<Record<Color, string>> = {
  yellow: '#f0e442',
  blue: '#56b4e9',
  cyan: '#cc79a7',
  green: '#009e73',
  red: '#d55e00',
  magenta: '#e69f00',
};

interface Theme {
  /** null: the terminal's own. */
  readonly colors: Readonly<Record<Color, string>> | null;
  /** Whether what matters less is dim, or as clear as the rest. */
  readonly dims: boolean;
  /** Which text is bold: what asks for it, what has a colour too, or all. */
  readonly bold: 'asked' | 'coloured' | 'all';
}

const LOOKS: Readonly<Record<ThemeName, Theme>> = {
  default: { colors: null, dims: true, bold: 'asked' },
  contrast: { colors: BRIGHT, dims: false, bold: 'coloured' },
  'colour-blind': { colors: SAFE, dims: true, bold: 'asked' },
  large: { colors: BRIGHT, dims: false, bold: 'all' },
};

/**
 * How a theme draws a span. Colours are named by what the default theme shows; they mean the same on every
 * screen: yellow is waiting or a warning, blue assigned, cyan picked up, green delivered or well, red late,
 * down or critical.
 */
export function lookOf({ color, dim, bold, inverse }: Span, theme: ThemeName): Look {
  const { colors, dims, bold: which } = LOOKS[theme];
  const shown = color && (colors?.[color] ?? color);
  return {
    ...(shown ? { color: shown } : {}),
    dim: dims && dim === true,
    bold: bold === true || which === 'all' || (which === 'coloured' && color !== undefined),
    inverse: inverse === true,
  };
}
