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
  attempt(context, () => action.run(context));
}

/** Does what a key or an answered question asks for. A failure is told, and nothing else happens to the console. */
export function attempt(
  { store, m }: Pick<ActionContext, 'store' | 'm'>,
  run: () => unknown,
): void {
  const failed = (error: unknown) => {
    store.setState((state) => answered(state, failureWords(error, m), 'error'));
  };
  void (async () => run())().catch(failed);
}
