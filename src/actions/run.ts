import { answered } from '../store/acts.ts';
import { said } from '../store/reducers.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { failureWords } from './failure.ts';

/** Runs an action, or says why it can't be run now. */
export function runAction(context: ActionContext, action: Action): void {
  const { store, m } = context;
  const reason = action.disabled?.(store.getState(), m) ?? null;
  if (reason !== null) {
    store.setState(said(reason));
    return;
  }
  const failed = (error: unknown) => {
    store.setState((state) => answered(state, failureWords(error, m), 'error'));
  };
  // An action that fails is told, and nothing else happens to the console.
  void (async () => action.run(context))().catch(failed);
}
