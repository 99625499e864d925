import { describe, expect, it, test } from 'vitest';
import { aState, BOARD, FEED, NOW } from '../../test/helpers/board.ts';
import { expectGolden } from '../../test/helpers/golden.ts';
import { aMap, EVENING as MAP_EVENING } from '../../test/helpers/map.ts';
import { bookOf, EVENING, ordersState } from '../../test/helpers/orders.ts';
import { aMode, aPlan, plansState } from '../../test/helpers/plans.ts';
import { aRosterState } from '../../test/helpers/roster.ts';
import { plain } from '../components/text.ts';
import { pointedRow } from '../store/drivers/view.ts';
import type { ConsoleState } from '../store/state.ts';
import { frame } from './frame.ts';

const text = (state: ConsoleState) => frame(state).map(plain);
const live = (columns: number, rows: number, more: Partial<ConsoleState> = {}) =>
  aState(columns, rows, { plans: plansState(), ...more });
const pinned = { driver: 'd9', by: 'desk2' };
const stopped = plansState({ mode: aMode('suggest', { by: 'engine', cause: 'positions_silent' }) });
const orders = (columns: number, rows: number, more: Partial<ConsoleState> = {}) =>
  live(columns, rows, {
    screen: 'orders',
    orders: ordersState({
      book: bookOf(
        EVENING.map((order) =>
          order.id === 'c1042' ? { ...order, pinned, refused: ['d3', 'd4'] } : order,
        ),
      ),
    }),
    ...more,
  });
const selected = (kind: 'order' | 'driver', id: string) => ({
  selected: { kind, id },
  content: MAP_EVENING,
});
/** On the map d2 would fetch what waits at the Opéra, and then what waits on Montmartre. */
const mapPlans = {
  plans: plansState({
    byOrder: new Map(
      ['c1042', 'c1047'].map((id, i) => [id, aPlan(id, ['d2', 'Bob'], { leave: 2 + i * 9 })]),
    ),
  }),
};

/** d1 would get two more; the cursor of his detail is on the first of them, below what he carries. */
const driver = (columns: number, rows: number) =>
  live(columns, rows, {
    screen: 'drivers',
    drivers: aRosterState({ open: true, cursor: 2 }),
    plans: plansState({
      byOrder: new Map([
        ['c1051', aPlan('c1051', ['d1', 'Alice'], { leave: 9 })],
        ['c1047', aPlan('c1047', ['d1', 'Alice'])],
        ['c1049', aPlan('c1049', ['d2', 'Bob'])],
      ]),
    }),
  });

describe('golden frames with plans', () => {
  it.each([
    ['plan-live-120x40', live(120, 40)],
    ['plan-live-80x24', live(80, 24)],
    ['plan-live-60x16', live(60, 16)],
    ['plan-live-80x24-french', live(80, 24, { lang: 'fr' })],
    ['plan-live-80x24-ascii', live(80, 24, { ascii: true, plans: stopped })],
    ['plan-live-200x60', live(200, 60, { plans: plansState({ mode: aMode('automatic') }) })],
    ['plan-orders-120x40', orders(120, 40)],
    ['plan-orders-80x24', orders(80, 24)],
    ['plan-driver', driver(120, 40)],
    ['plan-map-order', aMap(120, 40, selected('order', 'c1047'), mapPlans)],
    ['plan-map-driver', aMap(80, 24, selected('driver', 'd2'), mapPlans)],
  ])('%s', (name, state) => expectGolden(name, text(state)));
});

test.each([
  [60, 16],
  [80, 24],
  [120, 40],
] as const)(
  'the mode stands on the first row at %s×%s, and why it turned itself down',
  (columns, rows) => {
    const first = (more: Partial<ConsoleState>) => text(live(columns, rows, more))[0];
    expect(first({})).toContain('engine suggests');
    expect(first({ plans: plansState({ mode: aMode('off') }) })).toContain('engine off');
    expect(first({ plans: stopped })).toMatch(/engine suggests(: positions silent| !)/);
    expect(first({ plans: stopped, lang: 'fr' })).toMatch(/moteur suggère(: positions muettes| !)/);
  },
);

test('the cursor of a driver’s detail goes on to what he would get', () => {
  const state = driver(120, 40);
  expect(text(state).find((line) => line.includes('▸ →'))).toContain('→ c1047, leaves in 3 min');
  expect(pointedRow(state)).toEqual({ order: 'c1047', carried: null });
});

test('who is pinned is told with the plan, and where there is none yet', () => {
  const waiting = BOARD.waiting.map((order) => ({ ...order, pinned }));
  const board = { ...BOARD, waiting };
  const row = (more: Partial<ConsoleState>) =>
    text(live(120, 40, { board, ...more })).find((line) => line.includes(' o    plan'));
  expect(row({})).toContain('plan: d9 Inès, pinned by desk2, leaves in 3 min');
  expect(row({ plans: plansState({ byOrder: new Map() }) })).toContain(
    'plan: d9, pinned by desk2, no plan for it yet',
  );
});

test('a plan that a person has just ruled out is not told any more', () => {
  const row = (more: object) => {
    const waiting = BOARD.waiting.map((order) => ({ ...order, ...more }));
    return text(live(120, 40, { board: { ...BOARD, waiting } })).find((line) =>
      line.includes(' o    '),
    );
  };
  expect(row({ refused: ['d9'] })).toContain('no plan for it yet');
  expect(row({ pinned: { driver: 'd2', by: 'desk1' } })).toContain(
    'plan: d2, pinned by desk1, no plan',
  );
  expect(row({ refused: ['d2'] })).toContain('plan: d9 Inès');
});

test('countdowns move in whole minutes, and say when it is time', () => {
  const plans = plansState({ byOrder: new Map([['c1042', aPlan('c1042', ['d9', 'Inès'])]]) });
  const at = (ms: number) => text(live(120, 40, { plans, now: NOW + ms })).join('\n');
  expect(at(0)).toContain('leaves in 3 min');
  expect(at(9_000)).toContain('leaves in 3 min');
  expect(at(11_000)).toContain('leaves in 2 min');
  expect(at(131_000)).toContain('leaves now');
  expect(at(161_000)).toContain('leaves now');
});

test('nothing of it shows while nobody plans', () => {
  for (const more of [
    { plans: plansState({ mode: aMode('off') }) },
    { board: { ...BOARD, workers: 0 } },
    { redis: { state: 'down', since: NOW } as const },
  ]) {
    const shown = text(live(120, 40, more)).join('\n');
    expect(shown).not.toContain('→ d9');
    expect(shown).not.toContain('planned');
  }
});

test('what the engine gave away is told as its own, and is nobody’s word', () => {
  const [first] = FEED;
  const event = first && {
    ...first,
    ...{ type: 'order_assigned' as const, order: 'c1', driver: 'd1', by: 'engine', via: 'optimal' },
  };
  const row = (lang: 'en' | 'fr') =>
    frame(live(120, 40, { feed: event ? [event] : [], lang })).find((line) =>
      plain(line).includes('optimal'),
    ) ?? [];
  expect(plain(row('en'))).toMatch(/c1 assigned to d1 Alice, optimal +by engine │/);
  expect(plain(row('fr'))).toMatch(/c1 assignée à d1 Alice, optimal +par le moteur │/);
  expect(row('en').find((span) => span.text.includes('by engine'))?.dim).toBe(true);
});
