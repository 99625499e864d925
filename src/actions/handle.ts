import type { Prompt } from '../store/prompt.ts';
import { said } from '../store/reducers.ts';
import { isTooSmall } from '../store/size.ts';
import type { ActionContext } from './context.ts';
import { keyName, unshifted } from './keys.ts';
import { promptKey, stopText } from './prompt.ts';
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
    const { prompt } = state;
    // What is under way is stopped first, and its results are shown: the next one quits.
    if (prompt?.kind === 'text' && prompt.stop && !prompt.stopping) stopText(context, prompt);
    else context.quit();
    return;
  }
  // An error has been read when the next key is pressed.
  if (state.message.kind === 'error') store.setState(said(''));
  if (state.prompt) {
    promptKey(context, state.prompt, key === 'shift-tab' ? key : unshifted(key));
    // Results say that `u` takes them back: there it closes them and does so.
    const isClosed = store.getState().prompt === null;
    if (!isOnlyRead(state.prompt) || !isClosed || key !== 'u') return;
  }
  const actionOf = (it: string) => actionsOn(state).find(({ keys }) => keys.includes(it));
  const action = actionOf(key) ?? actionOf(unshifted(key));
  if (action) runAction(context, action);
  else store.setState(said(m.said.unknownKey(keyName(key, m))));
}

/** Whether a prompt is there to be read, and asks nothing. */
function isOnlyRead(prompt: Prompt): boolean {
  return prompt.kind === 'text' && prompt.ask === undefined && prompt.stop === undefined;
}
