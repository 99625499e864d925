import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { aState, NOW } from '../../../test/helpers/board.ts';
import { expectGolden } from '../../../test/helpers/golden.ts';
import { anyOrders, bookOf, ordersState } from '../../../test/helpers/orders.ts';
import { glyphs } from '../../components/glyphs.ts';
import { plain, widthOf } from '../../components/text.ts';
import { SCOPES } from '../../domain/order-query.ts';
import { consoleMessages } from '../../i18n/console.ts';
import type { OrdersState } from '../../store/orders/state.ts';
import type { ConsoleState } from '../../store/state.ts';
import { frame } from '../frame.ts';
import { columnsFor } from './columns.ts';
import { ordersLayout, ordersRows } from './layout.ts';

const shown = (
  columns: number,
  rows: number,
  orders: Partial<OrdersState> = {},
  more: Partial<ConsoleState> = {},
) => aState(columns, rows, { screen: 'orders', orders: ordersState(orders), ...more });
const text = (state: ConsoleState) => frame(state).map(plain);

describe('golden frames of the orders', () => {
  it.each([
    ['orders-120x40', shown(120, 40, { scope: 'all', marks: ['c1042', 'c1047'] })],
    ['orders-80x24', shown(80, 24)],
    ['orders-80x24-open', shown(80, 24, { open: true })],
    [
      'orders-assigned',
      shown(120, 26, { selected: 'c1046', detail: assigned(), scope: 'assigned' }),
    ],
    ['orders-80x24-french', shown(80, 24, { scope: 'all', open: false }, { lang: 'fr' })],
  ])('%s', (name, state) => {
    expectGolden(name, text(state));
  });
});

it('names and phones are whole where they are narrow', () => {
  const detail = assigned();
  const carrier = detail?.carrier && { ...detail.carrier, name: 'Marguerite Dupont-Leroy' };
  const told = text(
    shown(120, 40, {
      selected: 'c1046',
      scope: 'assigned',
      detail: detail && { ...detail, carrier: carrier ?? null },
    }),
  ).join('\n');
  expect(told).toContain('d1 Marguerite Dupont-Leroy');
  expect(told).toContain('06 98 76 54 32');
});

function assigned(): OrdersState['detail'] {
  return {
    ...{ orderId: 'c1046', candidates: null },
    carrier: {
      ...{ id: 'd1', name: 'Alice', phone: '06 98 76 54 32', rating: 4.8, load: 1, capacity: 4 },
      ...{ position: { lon: 2.35, lat: 48.86 }, seenAt: NOW - 70_000, aheadM: 733 },
    },
    story: { version: 1, timeline: [], whole: false, reason: '', names: {} },
  };
}

describe('the title', () => {
  const title = (orders: Partial<OrdersState>, line = '') =>
    text(shown(160, 40, orders, { filters: { orders: line } }))[2] ?? '';

  it('names how many of how many, the filters and the sort', () => {
    expect(title({})).toContain('Orders  7 of 7   open   by wait ▼');
    expect(title({ sort: { column: 'wait', reversed: true } }, 'region:banlieue')).toContain(
      'Orders  1 of 7   open, /region:banlieue   by wait ▲',
    );
    expect(title({}, 'status:delivered')).toContain('Orders  1 of 154   /status:delivered');
  });

  it('tells what is marked and not in sight, and how far the reading is', () => {
    expect(title({ marks: ['c1042', 'c1046'], scope: 'waiting' })).toContain(
      '2 marked, 1 of them out of sight',
    );
    const reading = { read: 4_000, of: 20_034, stop: false };
    expect(title({ reading, complete: false })).toContain('reading 4,000 of 20,034');
    expect(title({ stopped: true, complete: false })).toContain('reading stopped: n reads on');
  });
});

it('a filter that says nothing sensible is told in words, and the rest of it holds', () => {
  const state = shown(120, 40, {}, { filters: { orders: 'colour:red durand' } });
  const lines = text(state).join('\n');
  expect(lines).toContain('colour:red: there is no such field');
  expect(lines).toContain('Orders  1 of 7');
  expect(text(shown(120, 40, {}, { filters: { orders: '(' } })).join('\n')).toContain(
    'no regular expression',
  );
});

describe('an empty list says why', () => {
  it.each([
    ['reading', { book: null }, ''],
    ['nothing matches the filter', {}, 'nobody at all'],
    ['no order is open', { book: bookOf([]) }, ''],
    ['no order is finished', { book: bookOf([]), scope: 'finished' }, ''],
  ] as const)('%s', (words, orders, line) => {
    expect(text(shown(120, 40, orders, { filters: { orders: line } })).join('\n')).toContain(words);
  });
});

it('while Redis is down the list stays, dim, and says how old it is', () => {
  const redis = { state: 'down', since: NOW } as const;
  const state = shown(120, 40, {}, { redis, boardAt: NOW - 125_000 });
  expect(text(state)[2]).toContain('2 min old');
  const row = frame(state).find((line) => plain(line).includes('c1047'));
  expect(row?.find((span) => span.text.includes('c1047'))?.dim).toBe(true);
});

test('columns fit whatever width there is, and more width never takes one away', () => {
  const [m, g] = [consoleMessages('en'), glyphs(false)];
  let before = 0;
  for (let width = 52; width < 240; width += 1) {
    const columns = columnsFor(width, m, g);
    expect(columns.reduce((sum, each) => sum + each.width + 2, -2)).toBeLessThanOrEqual(width);
    expect(columns.length).toBeGreaterThanOrEqual(before);
    before = columns.length;
  }
});

test('list and detail share the whole width', () => {
  for (const [columns, rows] of [
    [60, 16],
    [80, 24],
    [120, 40],
    [200, 60],
  ] as const)
    for (const open of [false, true]) {
      const { list, detail } = ordersLayout(columns, rows, open);
      expect(list + detail).toBe(columns);
    }
});

test('whatever the orders hold and the filter says, every row is as wide as the terminal', () => {
  const sizes = fc.constantFrom([60, 16], [80, 24], [101, 26], [120, 40], [200, 60]);
  const line = fc.oneof(fc.string(), fc.constantFrom('late', 'region:paris', '!x', '('));
  const langs = fc.constantFrom('en' as const, 'fr' as const);
  const screen = fc.record({ scope: fc.constantFrom(...SCOPES), open: fc.boolean() });
  fc.assert(
    fc.property(
      sizes,
      line,
      langs,
      screen,
      anyOrders,
      ([columns, rows], filter, lang, more, some) => {
        const orders = { ...more, book: bookOf(some), selected: some[0]?.id ?? null };
        const state = shown(columns ?? 0, rows ?? 0, orders, { lang, filters: { orders: filter } });
        const lines = text(state);
        expect(lines).toHaveLength(rows ?? 0);
        for (const each of lines) expect(widthOf(each)).toBe(columns);
        expect(lines.join('')).not.toMatch(/[\u0000-\u001f\u202e]/);
      },
    ),
    { numRuns: 60 },
  );
});

test('a page is as many orders as the list shows', () => {
  const some = Array.from({ length: 200 }, (_, i) => `c${i}`);
  const book = bookOf(
    some.map((id) => ({ ...ordersState().book?.orders.get('c1047'), id }) as never),
  );
  for (const [columns, rows] of [
    [80, 24],
    [120, 40],
  ] as const) {
    const state = shown(columns, rows, { book, selected: 'c0' });
    const ids = text(state).filter((each) => /^│ [▸ ] {3}c\d+ /.test(each));
    expect(ids).toHaveLength(ordersRows(rows));
  }
});
