import { said } from '../store/reducers.ts';
import type { Action } from './action.ts';

/** The terminal to the shell and back. */
export const suspendAction: Action = {
  id: 'suspend',
  title: (m) => m.actions.suspend,
  keys: ['ctrl-z'],
  group: 'general',
  run: async ({ store, suspend, live, m }) => {
    if (await suspend()) live.refresh();
    else store.setState(said(m.said.noShell));
  },
};
