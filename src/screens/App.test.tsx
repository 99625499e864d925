import { describe, expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { aTerminal, settled } from '../../test/helpers/drawn.tsx';
import { plansState } from '../../test/helpers/plans.ts';
import { until } from '../../test/helpers/servers.ts';

import type { Tentative } from '../domain/planned.ts';

describe('the console in a terminal', () => {
  it('shows the frame of its state, cell by cell, through every size', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    for (const [columns, rows] of [
      [80, 24],
      [60, 16],
      [200, 60],
      [50, 12],
      [120, 40],
    ] as const) {
      terminal.resize(columns, rows);
      await settled(terminal);
    }
  });

  it('takes keys that are typed faster than it draws', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    const { store } = terminal;
    terminal.press('jjj');
    await until('three down', () => store.getState().selected === 'c1051');
    terminal.press('\u001b[A\u001b[A');
    await until('two up', () => store.getState().selected === 'c1047');
    terminal.press('\u001b[Bj\u001b[6~');
    await until('down, down and a page', () => store.getState().selectedIndex === 9);
    terminal.press('\t\u001b[Z\t');
    await until('the next panel', () => store.getState().focus === 'nearest');
    terminal.press('?');
    await until('help', () => terminal.lines().some((line) => line.includes('type to search')));
    terminal.press('\u001b');
    await until('no help', () => store.getState().prompt === null);
    await settled(terminal);
    expect(terminal.refreshes()).toBeGreaterThan(0);
    terminal.press('\u0003');
    await until('Ctrl-C leaves', terminal.left);
  });

  it('draws one changed row alone, and nothing when nothing visible changed', async () => {
    const terminal = aTerminal(120, 40);
    await settled(terminal);
    const before = terminal.bytes();
    terminal.store.setState(({ board }) => ({
      boardAt: 1,
      board: board && { ...board, seq: 999 },
    }));
    terminal.store.setState({ message: { kind: 'info', text: 'a word' } });
    await settled(terminal);
    expect(terminal.bytes() - before).toBeLessThan(1_000);
  });

  it('draws nothing when a plan moves within its minute, and one row when it goes to another', async () => {
    const terminal = aTerminal(120, 40, aState(120, 40, { plans: plansState() }));
    await settled(terminal);
    const change = (order: string, more: (plan: Tentative) => Partial<Tentative>) =>
      terminal.store.setState(({ plans }) => {
        const plan = plans.byOrder.get(order);
        const byOrder = new Map(plans.byOrder);
        if (plan) byOrder.set(order, { ...plan, ...more(plan) });
        return { plans: { ...plans, byOrder } };
      });
    const before = terminal.bytes();
    change('c1042', ({ leaveAt }) => ({ leaveAt: leaveAt - 9_000 }));
    change('c1047', ({ pickupAt }) => ({ pickupAt: pickupAt + 20_000 }));
    await settled(terminal);
    const still = terminal.bytes();
    expect(still - before).toBe(0);
    change('c1047', () => ({ driver: 'd2', driverName: 'Bob' }));
    await settled(terminal);
    expect(terminal.bytes()).toBeGreaterThan(still);
    expect(terminal.bytes() - still).toBeLessThan(1_000);
  });

  it('keeps the mark of the selected order when another panel has the keys', async () => {
    const terminal = aTerminal(80, 24);
    await settled(terminal);
    terminal.press('\tj');
    await until('the second driver', () => terminal.lines().some((line) => /▸ d2 Bob/.test(line)));
    expect(terminal.lines().some((line) => line.includes('▸ c1042'))).toBe(true);
    terminal.press(' j ');
    await until('two marks', () => terminal.store.getState().marks.length === 2);
    await settled(terminal);
    terminal.press('\t');
    await until('what is late', () => terminal.lines().some((line) => /Yasmine/.test(line)));
  });
});
