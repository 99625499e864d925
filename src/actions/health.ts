import { healthAsked, healthFocusMoved, healthScrolled } from '../store/health/reducers.ts';
import { said } from '../store/reducers.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { type Move, moveActions, movedIndex } from './move.ts';

/** Scrolls the panel with the focus. */
function scroll({ store, rows, scrollEnd }: ActionContext, where: Move): void {
  const last = scrollEnd();
  const to = movedIndex(store.getState().health.offset, last + 1, rows(), where);
  store.setState((state) => healthScrolled(state, to, last));
}

/** What works on Health. */
export const healthActions: readonly Action[] = [
  {
    id: 'health.lookAgain',
    title: (m) => m.healthScreen.actions.lookAgain,
    short: (m) => m.healthScreen.actions.look,
    keys: ['n'],
    group: 'view',
    screens: ['health'],
    footer: 1,
    run: ({ store, live, m }) => {
      store.setState(healthAsked);
      store.setState(said(m.healthScreen.said.looking));
      live.refresh();
    },
  },
  ...moveActions('health', scroll),
  {
    id: 'health.nextPanel',
    title: (m) => m.actions.nextPanel,
    keys: ['tab'],
    group: 'move',
    screens: ['health'],
    footer: 2,
    run: ({ store }) => store.setState((state) => healthFocusMoved(state, 1)),
  },
  {
    id: 'health.previousPanel',
    title: (m) => m.actions.previousPanel,
    keys: ['shift-tab'],
    group: 'move',
    screens: ['health'],
    run: ({ store }) => store.setState((state) => healthFocusMoved(state, -1)),
  },
];
