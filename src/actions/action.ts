import type { ConsoleMessages } from '../i18n/console.ts';
import type { ConsoleState, ScreenName } from '../store/state.ts';
import type { ActionContext } from './context.ts';

/** The groups of keys, as the help lists them. */
export const GROUPS = [
  ...(['dispatch', 'drivers', 'alerts', 'map', 'move', 'view'] as const),
  ...(['reports', 'simulator', 'general'] as const),
] as const;
export type Group = (typeof GROUPS)[number];

/** One thing a key does. Handling, help, palette, footer and docs all read the table of these. */
export interface Action {
  readonly id: string;
  readonly title: (m: ConsoleMessages) => string;
  /** A shorter title for the footer. */
  readonly short?: (m: ConsoleMessages, state: ConsoleState) => string;
  /** None: by the palette alone. */
  readonly keys: readonly string[];
  readonly group: Group;
  /** On which screens; everywhere when absent. */
  readonly screens?: readonly ScreenName[];
  /** It changes something outside of this console: with `--readonly` it does not exist. */
  readonly writes?: true;
  /** Whether the footer shows it, and how soon: lower first. */
  readonly footer?: number;
  /** Why it can't be done now, in words; null when it can. */
  readonly disabled?: (state: ConsoleState, m: ConsoleMessages) => string | null;
  readonly run: (context: ActionContext) => void | Promise<void>;
}
