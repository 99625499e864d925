import { THEMES } from '../domain/theme.ts';
import { said } from '../store/reducers.ts';
import type { Action } from './action.ts';

/** The next theme, as long as this console runs. */
export const themeAction: Action = {
  id: 'theme',
  title: (m) => m.theme.title,
  keys: ['ctrl-t'],
  group: 'view',
  run: ({ store, m }) => {
    const at = THEMES.indexOf(store.getState().theme);
    const theme = THEMES[(at + 1) % THEMES.length] ?? 'default';
    store.setState({ theme, ...said(m.theme.said(m.theme.names[theme])) });
  },
};
