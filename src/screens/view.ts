import type { Glyphs } from '../components/glyphs.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import type { ConsoleState } from '../store/state.ts';

/** What a screen is drawn from, and the room that its body has. */
export interface View {
  readonly state: ConsoleState;
  readonly m: ConsoleMessages;
  readonly g: Glyphs;
  readonly width: number;
  readonly height: number;
}
