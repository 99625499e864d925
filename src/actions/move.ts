import type { ScreenName } from '../store/state.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';

/** Where the selection goes. */
export type Move = 'down' | 'up' | 'pageDown' | 'pageUp' | 'first' | 'last';

const KEYS: Readonly<Record<Move, readonly string[]>> = {
  down: ['j', 'down'],
  up: ['k', 'up'],
  pageDown: ['pagedown', 'ctrl-d'],
  pageUp: ['pageup', 'ctrl-u'],
  first: ['g', 'home'],
  last: ['G', 'end'],
};

/** The keys that move the selection on a screen. */
export function moveActions(
  screen: ScreenName,
  move: (context: ActionContext, where: Move) => void,
): readonly Action[] {
  return (Object.keys(KEYS) as Move[]).map((where) => ({
    id: `${screen}.${where}`,
    title: (m) => m.actions[where],
    keys: KEYS[where],
    group: 'move',
    screens: [screen],
    run: (context) => move(context, where),
  }));
}

/** The index that a move leads to, in a list of `count` of which `page` are on screen. Pure. */
export function movedIndex(index: number, count: number, page: number, where: Move): number {
  const to = {
    down: index + 1,
    up: index - 1,
    pageDown: index + page,
    pageUp: index - page,
    first: 0,
    last: count - 1,
  }[where];
  return Math.max(0, Math.min(count - 1, to));
}
