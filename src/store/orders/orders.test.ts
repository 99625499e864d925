import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { aState, NOW } from '../../../test/helpers/board.ts';
import { anyListed, anyOrders, bookOf, listed, ordersState } from '../../../test/helpers/orders.ts';
import type { VigieEvent } from '../../domain/event.ts';
import type { ListedOrder } from '../../domain/listed-order.ts';
import { SCOPES } from '../../domain/order-query.ts';
import { SORT_COLUMNS } from '../../domain/order-sort.ts';
import { orderStatusToWire } from '../../domain/status.ts';
import type { ConsoleState } from '../state.ts';
import { changedSince, newBook, written } from './book.ts';
import {
  orderMarked,
  ordersBack,
  ordersFollowed,
  ordersMoved,
  ordersRead,
  ordersSettled,
  scopeCycled,
  sortedBy,
} from './reducers.ts';
import { orderRows, ordersCursor, ordersSubjects } from './rows.ts';
import type { OrdersState } from './state.ts';

const withOrders = (orders: readonly ListedOrder[], more: Partial<OrdersState> = {}) =>
  aState(120, 40, {
    screen: 'orders',
    orders: ordersState({ book: bookOf(orders), selected: null, detail: null, ...more }),
  });
const then = (state: ConsoleState, change: Partial<ConsoleState>): ConsoleState => ({
  ...state,
  ...change,
});
const ids = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);

/** An event as the stream tells it: with the whole record of its order. */
function told(seq: number, order: ListedOrder, more: Partial<VigieEvent> = {}): VigieEvent {
  const { id, client, region, version } = order;
  return {
    ...{ streamId: `${seq}-0`, epoch: 0, seq, type: 'order_corrected', at: NOW, by: '', via: '' },
    ...{ order: id, driver: null, driverRecord: null, version, status: order.status },
    record: {
      ...{ client, region, version: String(version), status: orderStatusToWire(order.status) },
      ...(order.createdAt === null ? {} : { created_at: String(order.createdAt) }),
    },
    ...more,
  };
}

test('rows that are kept up to date are those that would be worked out anew', () => {
  const sort = fc.record({ column: fc.constantFrom(...SORT_COLUMNS), reversed: fc.boolean() });
  const scope = fc.constantFrom(...SCOPES);
  const batches = fc.array(fc.array(anyListed, { maxLength: 5 }), { maxLength: 8 });
  fc.assert(
    fc.property(anyOrders, batches, sort, scope, (some, changes, by, quick) => {
      let state = withOrders(some, { sort: by, scope: quick });
      for (const batch of changes) {
        orderRows(state);
        const entries = batch.map((order, i) => ({ id: order.id, order: i === 3 ? null : order }));
        const book = written(state.orders.book ?? newBook(), entries);
        state = then(state, { orders: { ...state.orders, book } });
      }
      const all = [...(state.orders.book?.orders.values() ?? [])];
      const anew = withOrders(all, { sort: by, scope: quick });
      expect(ids(orderRows(state))).toEqual(ids(orderRows(anew)));
      expect(state.orders.book?.counts).toEqual(anew.orders.book?.counts);
    }),
  );
});

test('the cursor stays with its order when rows move, and takes the next place when it leaves', () => {
  fc.assert(
    fc.property(anyOrders, fc.nat(40), anyOrders, (some, at, changes) => {
      let state = withOrders(some, { scope: 'all' });
      state = then(state, ordersMoved(state, at, 10));
      const before = ordersCursor(state);
      const page = { orders: changes.map((order) => ({ ...order, version: 9 })), missing: [] };
      state = then(state, ordersRead(state, page));
      const after = ordersCursor(state);
      if (before.order) expect(after.order?.id).toBe(before.order.id);
      if (!after.order) return;
      const gone = { orders: [], missing: [after.order.id] };
      state = then(state, ordersRead(state, gone));
      const { rows, index } = ordersCursor(state);
      expect(rows.length).toBe(after.rows.length - 1);
      expect(index).toBe(Math.max(0, Math.min(after.index, rows.length - 1)));
      expect(state.orders.selected).toBe(rows[index]?.id ?? null);
    }),
  );
});

describe('events', () => {
  const c1 = listed('c1', { version: 2 });

  it('put what they tell into the list, and are told what they know already', () => {
    let state = withOrders([c1]);
    state = then(state, ordersFollowed(state, [told(1, listed('c2', { minutes: 50 }))]));
    expect(ids(orderRows(state))).toEqual(['c2', 'c1']);
    const stale = told(2, { ...c1, version: 1, client: 'as it was' });
    state = then(state, ordersFollowed(state, [stale]));
    expect(orderRows(state)[1]?.client).toBe(c1.client);
    const deleted = told(3, c1, { type: 'order_deleted', version: 3 });
    state = then(state, ordersFollowed(state, [deleted]));
    expect(ids(orderRows(state))).toEqual(['c2']);
  });

  it('of an id that is used anew begin another life, whatever its version', () => {
    let state = withOrders([c1]);
    const anew = told(1, listed('c1', { version: 1, minutes: 0, client: 'Another' }));
    state = then(state, ordersFollowed(state, [anew]));
    expect(orderRows(state)[0]?.client).toBe('Another');
  });

  it('that were missed are noticed by the hole in their numbers', () => {
    let state = withOrders([c1]);
    state = then(state, ordersFollowed(state, [told(7, listed('c2'))]));
    expect(state.orders).toMatchObject({ gap: false, last: { epoch: 0, seq: 7 } });
    state = then(state, ordersFollowed(state, [told(7, listed('c2')), told(9, listed('c3'))]));
    expect(state.orders.gap).toBe(true);
  });

  it('of another epoch make all be read anew: Redis came back as it once was', () => {
    let state = withOrders([c1], { last: { epoch: 0, seq: 7 } });
    state = then(state, ordersFollowed(state, [told(8, listed('c2'), { epoch: 1 })]));
    expect(state.orders).toMatchObject({ complete: false, book: { version: 0 } });
  });

  it('change nothing at all, and no frame is drawn, when they say nothing new', () => {
    const state = ordersSettled(withOrders([c1], { selected: 'c1' }));
    const again = { ...withOrders([c1]), ...state };
    expect(ordersRead(again, { orders: [c1], missing: ['c9'] })).toEqual({});
  });
});

describe('keys', () => {
  const three = [
    listed('c1', { minutes: 9, amountCents: 1_000 }),
    listed('c2', { minutes: 6, amountCents: 3_000 }),
    listed('c3', { status: 'assigned', minutes: 20, driverId: 'd1', amountCents: 2_000 }),
  ];

  it('mark orders and go on; actions then work on the marked ones, else on the one under the cursor', () => {
    let state = withOrders(three);
    expect(ids(ordersSubjects(state))).toEqual(['c1']);
    state = then(state, orderMarked(state, 10));
    state = then(state, orderMarked(state, 10));
    expect(state.orders).toMatchObject({ marks: ['c1', 'c2'], selected: 'c3' });
    expect(ids(ordersSubjects(state))).toEqual(['c1', 'c2']);
    // A mark stays with its order out of sight, and leaves with it.
    state = then(state, ordersRead(state, { orders: [], missing: ['c1'] }));
    expect(ids(ordersSubjects(state))).toEqual(['c2']);
  });

  it('sort by a column, by the same again the other way, with the cursor on its order', () => {
    let state = withOrders(three, { selected: 'c2' });
    state = then(state, sortedBy(state, 'amount'));
    expect(ids(orderRows(state))).toEqual(['c2', 'c3', 'c1']);
    state = then(state, sortedBy(state, 'amount'));
    expect(ids(orderRows(state))).toEqual(['c1', 'c3', 'c2']);
    expect(ordersCursor(state).order?.id).toBe('c2');
  });

  it('show another part of the orders from its top, unless the cursor has its order there too', () => {
    let state = withOrders(three, { selected: 'c3' });
    state = then(state, scopeCycled(state));
    expect(state.orders).toMatchObject({ scope: 'waiting', selected: 'c1', selectedIndex: 0 });
    state = then(state, ordersMoved(state, 1, 10));
    state = then(state, sortedBy(state, 'amount'));
    expect(state.orders).toMatchObject({ selected: 'c2', selectedIndex: 0 });
  });

  it('go through the quick filters, and the filter line narrows them', () => {
    let state = withOrders(three);
    const seen: string[] = [];
    for (let i = 0; i < SCOPES.length; i += 1) {
      seen.push(`${state.orders.scope} ${orderRows(state).length}`);
      state = then(state, scopeCycled(state));
    }
    expect(seen).toEqual([
      ...['open 3', 'waiting 2', 'assigned 1', 'pickedUp 0', 'late 0', 'finished 0', 'all 3'],
    ]);
    const narrowed = then(state, { filters: { orders: 'driver:d1 amélie' } });
    expect(ids(orderRows(narrowed))).toEqual(['c3']);
  });

  it('lead back one step at a time: the detail, the reading, the marks', () => {
    const reading = { read: 1, of: 9, stop: false };
    let state = withOrders(three, { open: true, marks: ['c1'], reading });
    const left: string[] = [];
    for (let change = ordersBack(state); change !== null; change = ordersBack(state)) {
      state = then(state, change);
      const { open, reading: still, marks } = state.orders;
      left.push(`${open} ${still?.stop} ${marks.length}`);
    }
    expect(left).toEqual(['false false 1', 'false true 1', 'false true 0']);
  });
});

it('a cursor that goes to another order by itself is told to the next key, one own doing is not', () => {
  let state = withOrders([listed('c1'), listed('c2')]);
  state = then(state, ordersSettled(state));
  const left = { orders: [], missing: ['c1'] };
  expect(ordersRead(state, left)).toMatchObject({ shifted: { from: 'c1', to: 'c2' } });
  expect(ordersRead({ ...state, acting: ['c1'] }, left)).not.toHaveProperty('shifted');
});

describe('a jump from another screen', () => {
  const jumped = (state: ConsoleState, id: string) =>
    then(state, { orders: { ...state.orders, selected: id } });
  const done = listed('c9', { status: 'delivered' });

  it('finds its order, and takes away what hides it', () => {
    let state = withOrders([listed('c1'), listed('c2'), done]);
    state = then(state, ordersSettled(jumped(then(state, ordersSettled(state)), 'c2')));
    expect(state.orders).toMatchObject({ selected: 'c2', scope: 'open' });
    state = then(state, { filters: { orders: 'nothing', drivers: 'x' } });
    state = then(state, ordersSettled(jumped(state, 'c9')));
    expect(ordersCursor(state).order?.id).toBe('c9');
    expect(state).toMatchObject({
      message: { text: 'The filter hid c9: it is cleared.' },
      orders: { scope: 'all' },
      filters: { orders: '', drivers: 'x' },
    });
  });

  it('waits for an order that has not been read yet', () => {
    let state = jumped(withOrders([listed('c1')], { complete: false }), 'c7');
    state = then(state, ordersRead(state, { orders: [listed('c2')], missing: [] }));
    expect(state.orders.selected).toBe('c7');
    state = then(state, ordersRead(state, { orders: [listed('c7')], missing: [] }));
    expect(state.orders).toMatchObject({ selected: 'c7', settled: 'c7' });
  });
});

test('of finished orders the newest are kept, however many have been open once', () => {
  let state = withOrders([listed('open')]);
  for (let batch = 0; batch < 40; batch += 1) {
    const done = Array.from({ length: 100 }, (_, i) => {
      const at = batch * 100 + i;
      return listed(`c${at}`, { status: 'delivered', deliveredAt: NOW + at });
    });
    state = then(state, ordersRead(state, { orders: done, missing: [] }));
  }
  const held = state.orders.book?.orders;
  expect(held?.size).toBeLessThan(2_600);
  expect([held?.has('c3999'), held?.has('c0'), held?.has('open')]).toEqual([true, false, true]);
});

test('a book forgets old steps and says so', () => {
  let book = newBook();
  for (let i = 0; i < 100; i += 1) {
    book = written(book, [{ id: 'c1', order: listed('c1', { version: i }) }]);
  }
  expect(changedSince(book, 10)).toBeNull();
  expect(changedSince(book, 99)?.come.map(({ version }) => version)).toEqual([99]);
});
