import { describe, expect, it } from 'vitest';
import { aState, BOARD, FEED } from '../../test/helpers/board.ts';
import { aContext, pressing } from '../../test/helpers/context.ts';
import { cursorMoved, cursorRow, target } from './panels.ts';
import { subjects } from './screens.ts';
import { createConsoleStore } from './store.ts';

/** A console in the middle of an evening, and keys for it. */
function aConsole(columns = 120, rows = 40) {
  const state = aState(columns, rows);
  const store = createConsoleStore({ ...state, welcome: '' });
  store.setState(state);
  return { store, press: pressing(() => aContext({ store })) };
}

describe('keys on orders, in a side panel', () => {
  it('mean the order under the cursor there, and say so when there is none', () => {
    const { store, press } = aConsole();
    store.setState({ redis: { state: 'up', since: 0 } });
    const meant = () => subjects(store.getState()).map(({ id }) => id);
    expect(meant()).toEqual(['c1042']);
    press('tab', 'tab', 'tab');
    expect([store.getState().focus, meant()]).toEqual(['alerts', []]);
    press('c');
    expect(store.getState().message.text).toBe(
      'The cursor is on no order: Tab goes on to the waiting ones.',
    );
    press('tab');
    expect([store.getState().focus, meant()]).toEqual(['events', [target(store.getState())?.id]]);
  });
});

describe('the cursor of a side panel', () => {
  it('stays with its event when newer ones arrive, and with its place when that is gone', () => {
    const state = aState(120, 40, { focus: 'events' });
    const moved = { ...state, ...cursorMoved(state, 'events', 2) };
    const newer = { ...moved, feed: [...FEED.slice(-1), ...FEED.slice(0, -1)] };
    expect([cursorRow(moved, 'events'), cursorRow(newer, 'events')]).toEqual([2, 3]);
    const gone = { ...moved, feed: FEED.filter((_, at) => at !== 2) };
    expect(cursorRow(gone, 'events')).toBe(2);
    expect(cursorRow({ ...moved, feed: FEED.slice(0, 1) }, 'events')).toBe(0);
  });
});

describe('Enter on Live', () => {
  it('opens the order or driver that the cursor is on, and Esc comes back', () => {
    const { store, press } = aConsole();
    const opened = () => {
      press('enter');
      const { screen, orders, drivers } = store.getState();
      press('esc');
      expect(store.getState().screen).toBe('live');
      return [screen, screen === 'orders' ? orders.selected : drivers.selected];
    };
    expect(opened()).toEqual(['orders', 'c1042']);
    press('tab');
    expect(opened()).toEqual(['drivers', 'd1']);
    press('tab', 'j', 'j');
    expect(opened()).toEqual(['orders', 'c1050']);
    press('tab');
    expect(opened()).toEqual(['drivers', 'd6']);
    press('j', 'enter');
    expect(store.getState().screen).toBe('alerts');
    press('esc', 'tab');
    expect(opened()).toEqual(['orders', 'c100']);
  });

  it('and keys on what is late act on the order under the cursor there', () => {
    const { store, press } = aConsole();
    press('tab', 'tab', 'j', 'j');
    expect(target(store.getState())).toEqual({ kind: 'order', id: 'c1050' });
    expect(subjects(store.getState()).map(({ id }) => id)).toEqual(['c1050']);
    store.setState({ board: { ...BOARD, urgent: [] } });
    expect(subjects(store.getState())).toEqual([]);
  });
});
