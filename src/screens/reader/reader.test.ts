import { describe, expect, it } from 'vitest';
import { aState, BOARD } from '../../../test/helpers/board.ts';
import { aHealth } from '../../../test/helpers/health.ts';
import { aMode, plansState } from '../../../test/helpers/plans.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { initialReport } from '../../store/report/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { narrator, wholeScreen } from './spoken.ts';

const start = aState(240, 60);

/** What is said when a state changes to the next, and so on. */
function told(...changes: Partial<ConsoleState>[]): string[][] {
  const tell = narrator(start);
  let state = start;
  return changes.map((change) => {
    state = { ...state, ...change };
    return tell(state);
  });
}

describe('a screen that is read aloud', () => {
  it('is sentences, panel after panel, without frames, bars and marks', () => {
    for (const lang of ['en', 'fr'] as const) {
      const lines = wholeScreen({ ...start, lang });
      expect(lines.join('\n')).not.toMatch(/[\u2500-\u259f\u2800-\u28ff●○▸→−]| {2}/);
    }
    const lines = wholeScreen(start);
    expect(lines).toContain('Waiting, longest first:');
    expect(lines).toContain('c1042, Amélie Roux, Marais to Bastille, 47 min, 20:07 late');
    expect(lines).toContain('critical, d6 Léa out of zone 6.2 km, 4 min, open');
    expect(lines).toContain('1 d3, Charlie, 4.90, 2 of 4, 212 €');
    expect(lines[0]).toBe('vigie, paris, redis up, mongo up, worker up, lag 0, sim ×10');
  });

  it('says whom the engine plans, and the outcome of several as sentences', () => {
    const lines = wholeScreen({ ...start, plans: plansState() });
    expect(lines[0]).toContain('worker up, lag 0, engine suggests');
    expect(lines).toContain(
      'c1042, Amélie Roux, Marais to Bastille, 47 min, 20:07 late, planned d9, 3 min',
    );
    expect(lines).toContain('o, plan: d9 Inès, leaves in 3 min, picks up 20:21 with c1047');
    const lined = ['c1  → d1 Alice  0.52 km', 'c2  no plan for it now', '▸ d1  9.08'];
    const [asked] = told({ prompt: { kind: 'text', title: '2 orders', lines: lined, offset: 0 } });
    const stopped = aMode('suggest', { cause: 'refusals' });
    const [first, same, mode] = told(
      { plans: plansState({ mode: aMode('automatic') }) },
      { plans: plansState({ mode: aMode('automatic'), total: 1 }) },
      { plans: plansState({ mode: stopped }) },
    );
    expect([first, same]).toEqual([[], []]);
    expect(mode).toEqual(['engine suggests: too many refusals']);
    expect(asked).toEqual([
      '2 orders:',
      'c1, to d1 Alice, 0.52 km',
      'c2, no plan for it now',
      'chosen, d1, 9.08',
    ]);
  });

  it('is plain ASCII where the terminal has nothing else', () => {
    for (const line of wholeScreen({ ...start, ascii: true })) expect(line).toMatch(/^[ -~]*$/);
  });
});

describe('what changes', () => {
  it('is told when a key did it: the row, the panel, the answer', () => {
    const [moved, panel, answer, error] = told(
      { selected: 'c1047', selectedIndex: 1 },
      { focus: 'alerts' },
      { message: { kind: 'info', text: 'c1047 assigned to d1' } },
      { message: { kind: 'error', text: 'Redis did not answer' } },
    );
    expect(moved).toEqual(['c1047, Société Durand, République to Nation, 34 min, 20:20 due soon']);
    expect(panel?.slice(0, 2)).toEqual([
      'Alerts:',
      'critical, d6 Léa out of zone 6.2 km, 4 min, open',
    ]);
    expect(answer).toEqual(['c1047 assigned to d1']);
    expect(error).toEqual(['Error: Redis did not answer']);
  });

  it('is told of alerts and servers, and of nothing else that moves by itself', () => {
    const [alert] = BOARD.alerts;
    const counts = { ...BOARD.counts, delivered: 155 };
    const [quiet, resolved, opened, down] = told(
      { board: { ...BOARD, counts }, now: start.now + 60_000, feed: start.feed.slice(1) },
      { board: { ...BOARD, alerts: BOARD.alerts.slice(1) } },
      { board: BOARD },
      { redis: { state: 'down', since: start.now } },
    );
    expect(quiet).toEqual([]);
    const words = alert ? consoleMessages('en').alert(alert) : '';
    expect(resolved).toEqual([`Resolved: ${words}`]);
    expect(opened).toEqual([`Alert: ${words}`]);
    expect(down).toEqual(['redis is down']);
  });

  it('is told whole when what Health or Reports waited for has come, and by panel at Tab', () => {
    const running = { ...initialReport, running: true };
    const [, read, panel, , found] = told(
      { screen: 'health' },
      { health: aHealth() },
      { health: aHealth({ focus: 'caches' }) },
      { screen: 'reports', report: running },
      { report: { ...running, running: false, error: 'MongoDB is away' } },
    );
    expect(read).toContain('replica set, vigie');
    expect(panel?.[0]).toBe('Caches:');
    expect(found).toContain('MongoDB is away');
  });

  it('is told whole when another screen opens, and as a question when one is asked', () => {
    const [orders, confirm] = told(
      { screen: 'orders' },
      { prompt: { kind: 'confirm', text: 'Cancel c1042?', yes: () => undefined } },
    );
    expect(orders?.some((line) => line.startsWith('Orders'))).toBe(true);
    expect(confirm?.[0]).toContain('Cancel c1042?');
  });
});
