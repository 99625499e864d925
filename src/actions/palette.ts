import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { keyName } from './keys.ts';
import { askChoice } from './prompt.ts';
import { runAction } from './run.ts';

/** Every action that exists here, to be found by a few letters; one that can't be run says why. */
function openPalette(context: ActionContext, all: readonly Action[]): void {
  const { store, m } = context;
  const state = store.getState();
  const actions = all.filter(({ id }) => id !== 'palette');
  askChoice(context, {
    title: m.prompt.palette,
    options: actions.map((action) => ({
      id: action.id,
      label: action.title(m),
      hint: action.disabled?.(state, m) ?? action.keys.map((key) => keyName(key, m)).join('  '),
      search: `${action.id} ${m.groups[action.group]}`,
    })),
    submit: (id) => {
      const action = actions.find((each) => each.id === id);
      if (action) runAction(context, action);
    },
  });
}

/** The palette over the actions that exist in a state. */
export function paletteAction(existing: (state: ConsoleState) => readonly Action[]): Action {
  return {
    id: 'palette',
    title: (m) => m.actions.palette,
    short: (m) => m.footer.palette,
    keys: [':'],
    group: 'general',
    footer: 21,
    run: (context) => openPalette(context, existing(context.store.getState())),
  };
}
