import { said } from '../store/reducers.ts';
import { isTooSmall } from '../store/size.ts';
import type { ActionContext } from './context.ts';
import { helpScroll } from './help.ts';
import { actionsOn } from './table.ts';

const LEAVES = ['q', 'ctrl-c', 'ctrl-z'];

/** Does what a key means here: an action, its reason not to, or a word that it means nothing. */
export function handleKey(context: ActionContext, key: string): void {
  const { store, m } = context;
  const state = store.getState();
  // Nobody acts on what can't be seen: a terminal that is too small can only be left.
  if (isTooSmall(state.columns, state.rows) && !LEAVES.includes(key)) return;
  if (state.help.open && handleHelp(context, key)) return;
  // An error has been read when the next key is pressed.
  if (state.message.kind === 'error') store.setState(said(''));
  const action = actionsOn(state.screen).find(({ keys }) => keys.includes(key));
  if (!action) {
    store.setState(said(m.said.unknownKey(key)));
    return;
  }
  const reason = action.disabled?.(state, m) ?? null;
  if (reason === null) void action.run(context);
  else store.setState(said(reason));
}

/** While help is open keys scroll or close it; whether the key was used. */
function handleHelp({ store }: ActionContext, key: string): boolean {
  if (LEAVES.includes(key)) return false;
  const by = { j: 1, down: 1, k: -1, up: -1, pagedown: 10, pageup: -10 }[key];
  store.setState(({ help, rows }) =>
    by === undefined
      ? { help: { open: false, offset: 0 } }
      : { help: { open: true, offset: Math.max(0, Math.min(helpScroll(rows), help.offset + by)) } },
  );
  return true;
}
