import type { Prompt } from '../store/prompt.ts';
import { said } from '../store/reducers.ts';
import { isTooSmall } from '../store/size.ts';
import type { ActionContext } from './context.ts';
import { promptKey } from './prompt.ts';
import { runAction } from './run.ts';
import { suspendAction } from './suspend.ts';
import { actionsOn } from './table.ts';

const LEAVES = ['q', 'ctrl-c'];

/** Does what a key means here: an action, its reason not to, or a word that it means nothing. */
export function handleKey(context: ActionContext, key: string): void {
  const { store, m } = context;
  const state = store.getState();
  // Whatever is open, the shell is one key away.
  if (key === 'ctrl-z') {
    runAction(context, suspendAction);
    return;
  }
  // Nobody acts on what can't be seen: a terminal that is too small can only be left.
  if (isTooSmall(state.columns, state.rows)) {
    if (LEAVES.includes(key)) context.quit();
    return;
  }
  if (key === 'ctrl-c') {
    context.quit();
    return;
  }
  // An error has been read when the next key is pressed.
  if (state.message.kind === 'error') store.setState(said(''));
  if (state.prompt) {
    promptKey(context, state.prompt, key);
    if (!actsBehind(state.prompt, key) || store.getState().prompt !== null) return;
  }
  const action = actionsOn(state).find(({ keys }) => keys.includes(key));
  if (action) runAction(context, action);
  else if (!state.prompt) store.setState(said(m.said.unknownKey(key)));
}

/** Keys that only close what is read: nobody who does so means to leave or to open something. */
const CLOSES = ['esc', 'enter', 'q'];

/** Whether a key also does what it does on the screen behind: what was only read is then over. */
function actsBehind(prompt: Prompt, key: string): boolean {
  const asks = prompt.kind !== 'text' || prompt.ask !== undefined || prompt.stop !== undefined;
  return !asks && !CLOSES.includes(key);
}
