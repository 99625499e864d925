import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inversePin, type Move, type PinMove, rebased } from './undo.ts';

const driver = fc.constantFrom('d1', 'd2', 'd3');

test('what taking a pin back comes to follows from what was chosen before it', () => {
  fc.assert(
    fc.property(
      driver,
      fc.option(driver),
      fc.subarray(['d1', 'd2', 'd3']),
      (whom, pinned, some) => {
        const was = {
          pinned: pinned === null ? null : { driver: pinned, by: 'desk2' },
          refused: some.filter((id) => id !== pinned),
        };
        const back = (kind: PinMove['kind']) =>
          inversePin({ order: 'c1', kind, driver: whom, was, before: 1, version: 2 });
        const told = back('pin');
        expect(told.driver).toBe(pinned ?? whom);
        const unpinned = was.refused.includes(whom) ? 'refuse' : 'unpin';
        expect(told.kind).toBe(pinned === null ? unpinned : 'pin');
        expect(back('refuse').kind).toBe(pinned === whom ? 'pin' : 'allow');
        expect([back('unpin').kind, back('allow').kind]).toEqual(['pin', 'refuse']);
      },
    ),
  );
});

test('moves and pins of one order at one version follow it to another', () => {
  const move: Move = { order: 'c1', from: null, to: 'd1', before: 1, version: 2 };
  const was = { pinned: null, refused: [] };
  const pin: PinMove = { order: 'c1', kind: 'pin', driver: 'd1', was, before: 1, version: 2 };
  const other = { ...pin, order: 'c2' };
  const list = rebased(
    [
      { kind: 'moves', moves: [move] },
      { kind: 'pins', pins: [pin, other] },
    ],
    'c1',
    2,
    4,
  );
  expect(list).toEqual([
    { kind: 'moves', moves: [{ ...move, version: 4 }] },
    { kind: 'pins', pins: [{ ...pin, version: 4 }, other] },
  ]);
});
