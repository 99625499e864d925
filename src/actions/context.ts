import type { ConsoleMessages } from '../i18n/console.ts';
import type { Live } from '../store/live.ts';
import type { HelpPrompt, TextPrompt } from '../store/prompt.ts';
import type { ConsoleStore } from '../store/store.ts';

/** What an action works with. */
export interface ActionContext {
  readonly store: ConsoleStore;
  readonly live: Live;
  readonly m: ConsoleMessages;
  /** How many rows of the list on screen fit now. */
  readonly rows: () => number;
  /** How far the panel with the focus can scroll, where panels scroll. */
  readonly scrollEnd: () => number;
  /** How far what is open to be read can scroll. */
  readonly promptScroll: (prompt: HelpPrompt | TextPrompt) => number;
  /** Puts a text on the clipboard of the terminal that the dispatcher sits at, also over SSH. */
  readonly copy: (text: string) => void;
  readonly startWorker: () => void;
  /** Shows another zone of the same servers, null: the data that is in none. */
  readonly showZone: (zone: string | null) => void;
  /** Notes that were left, or have been read, in this console, whatever its zone. */
  readonly notesHere: Map<string, 'left' | 'read'>;
  /** Draws the whole screen anew. */
  readonly redraw: () => void;
  /** Leaves the terminal to the shell until `fg`; whether there is a shell to go back to. */
  readonly suspend: () => Promise<boolean>;
  readonly quit: () => void;
}
