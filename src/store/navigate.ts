import { answerRead } from './reducers.ts';
import { SCREEN_STORES } from './screens.ts';
import type { ConsoleState, ScreenName } from './state.ts';

type Change = Partial<ConsoleState>;

/** Opens a screen by its digit: Esc then leads to Live. */
export function openScreen(screen: ScreenName): Change {
  return { screen, trail: [] };
}

/** Jumps to another screen, with what is to be selected there; Esc comes back here. */
export function goTo(state: ConsoleState, screen: ScreenName, change: Change = {}): Change {
  const trail = [...state.trail, state.screen].slice(-20);
  return { screen, trail, ...answerRead(state), ...change };
}

/** Exactly one step back: what is open here, then the filter, then where one came from, then Live. */
export function stepBack(state: ConsoleState): Change {
  const own = SCREEN_STORES[state.screen].back(state);
  if (own !== null) return own;
  const read = answerRead(state);
  if (state.filters[state.screen]) return { ...filtered(state, ''), ...read };
  const from = state.trail.at(-1);
  if (from !== undefined) return { screen: from, trail: state.trail.slice(0, -1), ...read };
  return { screen: 'live', ...read };
}

/** The filter of the screen that is shown. */
export function filtered(state: ConsoleState, text: string): Change {
  return { filters: { ...state.filters, [state.screen]: text } };
}
