import type { ActionContext } from '../../src/actions/context.ts';
import { handleKey } from '../../src/actions/handle.ts';
import { consoleMessages } from '../../src/i18n/console.ts';
import { promptScroll } from '../../src/screens/frame.ts';
import { scrollEnd } from '../../src/screens/screens.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import type { Start } from '../../src/store/state.ts';
import { type ConsoleStore, createConsoleStore } from '../../src/store/store.ts';

/** How a console of `desk1` begins. */
export function aStart(more: Partial<Start> = {}): Start {
  return {
    ...{
      zone: null,
      operator: 'desk1',
      lang: 'en',
      timeZone: 'Europe/Paris',
      ascii: false,
      theme: 'default',
      readonly: false,
    },
    ...{ columns: 120, rows: 40, now: Date.now(), welcome: '' },
    ...more,
  };
}

/** What keys work with: a store, and where the rest is not named, nothing that leaves this process. */
export function aContext(
  more: Partial<ActionContext> & { readonly store?: ConsoleStore } = {},
): ActionContext {
  const store = more.store ?? createConsoleStore(aStart());
  const unreachable = {} as Platform;
  return {
    ...{ store, m: consoleMessages(store.getState().lang), rows: () => 6 },
    scrollEnd: () => scrollEnd(store.getState()),
    live: { platform: unreachable, history: () => null, refresh: () => undefined },
    promptScroll: (prompt) => promptScroll(store.getState(), prompt),
    ...{ copy: () => undefined, startWorker: () => undefined, notesHere: new Map() },
    ...{
      showZone: () => undefined,
      redraw: () => undefined,
      suspend: async () => true,
      quit: () => undefined,
    },
    ...more,
  };
}

/** Presses keys, one after the other, by their names in the table of actions. */
export function pressing(context: () => ActionContext): (...keys: string[]) => void {
  return (...keys) => {
    for (const key of keys) handleKey(context(), key);
  };
}

/** Types a text, letter by letter. */
export function typing(context: () => ActionContext): (text: string) => void {
  return (text) => {
    for (const letter of text) handleKey(context(), letter === ' ' ? 'space' : letter);
  };
}
