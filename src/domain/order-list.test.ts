import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { NOW } from '../../test/helpers/board.ts';
import { anyOrders, listed } from '../../test/helpers/orders.ts';
import { folded } from './filter.ts';
import { parseOrderQuery } from './order-query.ts';
import { mergedOrders, SORT_COLUMNS, sortedOrders } from './order-sort.ts';
import { timelineOf } from './timeline.ts';

const anySort = fc.record({ column: fc.constantFrom(...SORT_COLUMNS), reversed: fc.boolean() });
const ids = (orders: readonly { id: string }[]) => orders.map(({ id }) => id);

test('texts are compared without case and accents, in whatever form they were written', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme' }), (text) => {
      const slowly = text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
      expect(folded(text)).toBe(slowly);
      expect(folded(text.normalize('NFC'))).toBe(folded(text.normalize('NFD')));
    }),
  );
});

describe('sorting orders', () => {
  test('however they come, the same orders come out the same way', () => {
    fc.assert(
      fc.property(anyOrders, anySort, fc.gen(), (orders, sort, gen) => {
        const shuffled = gen(fc.shuffledSubarray, orders, { minLength: orders.length });
        const sorted = sortedOrders(orders, sort);
        expect(ids(sortedOrders(shuffled, sort))).toEqual(ids(sorted));
        expect(ids(sorted).toSorted()).toEqual(ids(orders).toSorted());
      }),
    );
  });

  test('a change put into its place is as sorting all of them anew', () => {
    fc.assert(
      fc.property(anyOrders, anyOrders, anySort, (before, come, sort) => {
        const changed = new Set(ids(come));
        // Every third of those that changed has gone.
        const left = come.filter((_, index) => index % 3 !== 0);
        const gone = before.filter(({ id }) => changed.has(id));
        const merged = mergedOrders(sortedOrders(before, sort), gone, left, sort);
        const all = [...before.filter(({ id }) => !changed.has(id)), ...left];
        expect(ids(merged)).toEqual(ids(sortedOrders(all, sort)));
      }),
    );
  });

  it('by wait has who waits longest first, what no longer waits after, what is done last', () => {
    const orders = [
      listed('done', { status: 'delivered', deliveredAt: NOW }),
      listed('short', { minutes: 2 }),
      listed('taken', { status: 'assigned', minutes: 60, assignedAt: NOW }),
      listed('long', { minutes: 40 }),
    ];
    const by = (reversed: boolean) => ids(sortedOrders(orders, { column: 'wait', reversed }));
    expect(by(false)).toEqual(['long', 'short', 'taken', 'done']);
    expect(by(true)).toEqual(['short', 'long', 'taken', 'done']);
  });

  it('has what has no value last, whichever way', () => {
    const orders = [listed('none', { driverId: null }), listed('a', { driverId: 'd1' })];
    for (const reversed of [false, true])
      expect(ids(sortedOrders(orders, { column: 'driver', reversed }))).toEqual(['a', 'none']);
  });
});

describe('the filter line', () => {
  const orders = [
    listed('c1', { minutes: 5, pinned: { driver: 'd9', by: 'desk2' } }),
    listed('c2', { minutes: 20, region: 'Banlieue', due: -1 }),
    listed('c3', { status: 'assigned', driverId: 'd1', driverName: 'Alice Martin' }),
    listed('c4', { status: 'pickedUp', driverId: 'd10', driverName: 'Bob', region: 'La Défense' }),
    listed('c5', { status: 'delivered', driverId: 'd1', driverName: 'Alice Martin', due: -1 }),
  ];
  const kept = (line: string) =>
    ids(orders.filter((order) => parseOrderQuery(line).keeps(order, NOW)));

  it.each([
    ['status:waiting,assigned', ['c1', 'c2', 'c3']],
    ['statut:récup', ['c4']],
    ['!status:waiting', ['c3', 'c4', 'c5']],
    ['status:finished', ['c5']],
    ['region:Paris+Banlieue', ['c1', 'c2', 'c3', 'c5']],
    ['région:"la défense"', ['c4']],
    ['driver:d1', ['c3', 'c5']],
    ['livreur:martin', ['c3', 'c5']],
    ['driver:none', ['c1', 'c2']],
    ['age>10', ['c2']],
    ['âge<=5', ['c1', 'c3', 'c4', 'c5']],
    ['late', ['c2']],
    ['!late status:waiting', ['c1']],
    ['pinned', ['c1']],
    ['!réservée status:waiting', ['c2']],
    ['region:banlieue driver:d1', []],
  ])('%s keeps %j', (line, expected) => {
    expect(parseOrderQuery(line).faults).toEqual([]);
    expect(kept(line)).toEqual(expected);
  });

  it.each([
    ['colour:red', 'unknown_field'],
    ['status:lost', 'unknown_status'],
    ['status:a', 'ambiguous_status'],
    ['age>soon', 'bad_age'],
    ['region:', 'empty'],
  ])('%s is told as %s and keeps everything', (line, kind) => {
    expect(parseOrderQuery(line).faults).toEqual([{ kind, text: line }]);
    expect(kept(line)).toHaveLength(orders.length);
  });

  it('leaves the rest as free text, a line without fields whole', () => {
    expect(parseOrderQuery('rou status:waiting !x').text).toBe('rou !x');
    expect(parseOrderQuery('a  b|c 21:20').text).toBe('a  b|c 21:20');
    expect(parseOrderQuery('"late"').text).toBe('late');
  });

  it('asks for the statuses that all of its parts allow, and says when time alone can change it', () => {
    expect(parseOrderQuery('status:open status:waiting,delivered').statuses).toEqual(['waiting']);
    expect(parseOrderQuery('!status:waiting').statuses).toBeNull();
    expect([parseOrderQuery('late').timed, parseOrderQuery('region:x').timed]).toEqual([
      true,
      false,
    ]);
  });

  test('never throws, and each field keeps what its contrary leaves out', () => {
    const field = fc.constantFrom(
      'late',
      'pinned',
      'age>3',
      'driver:d1',
      'region:paris',
      'status:open',
    );
    fc.assert(
      fc.property(fc.string(), field, anyOrders, (line, part, some) => {
        parseOrderQuery(line);
        const yes = parseOrderQuery(part);
        const no = parseOrderQuery(`!${part}`);
        // An order of unknown age is neither older nor younger.
        for (const order of some)
          if (order.createdAt !== null || !part.startsWith('age'))
            expect(yes.keeps(order, NOW)).toBe(!no.keeps(order, NOW));
      }),
    );
  });
});

describe('a timeline', () => {
  const at = (
    type: 'order_created' | 'order_assigned' | 'order_deleted',
    seq: number,
    time: number,
  ) => ({
    ...{ type, at: time, by: 'desk1', via: '', driver: '', place: { epoch: 0, seq } },
  });
  const noted = { type: 'order_created', at: 5, by: '', via: '', driver: '', place: null } as const;

  it('tells each event once, oldest first, and what only the order knows where nothing else does', () => {
    const told = [at('order_assigned', 2, 20), at('order_assigned', 2, 20)];
    expect(timelineOf(told, [noted]).map(({ type }) => type)).toEqual([
      'order_created',
      'order_assigned',
    ]);
    expect(timelineOf([at('order_created', 1, 10)], [noted])).toHaveLength(1);
  });

  it('begins with the life of this order, not of one that had its id before', () => {
    const lives = [at('order_created', 1, 1), at('order_deleted', 2, 2), at('order_created', 3, 3)];
    expect(timelineOf(lives, []).map(({ at }) => at)).toEqual([3]);
    expect(timelineOf(lives.slice(0, 2), [])).toHaveLength(2);
  });
});
