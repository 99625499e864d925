import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inversePin, type PinMove } from './undo.ts';

const driver = fc.constantFrom('d1', 'd2', 'd3');
const order = 'c1';
/** What a console may do: nobody is pinned twice, and who is unpinned was pinned. */
const anyMove: fc.Arbitrary<PinMove> = fc.oneof(
  fc
    .tuple(driver, fc.option(driver))
    .filter(([whom, pinned]) => whom !== pinned)
    .map(([whom, pinned]): PinMove => ({ order, kind: 'pin', driver: whom, pinned })),
  driver.map((whom): PinMove => ({ order, kind: 'unpin', driver: whom, pinned: whom })),
  fc
    .tuple(fc.constantFrom('refuse' as const, 'allow' as const), driver, fc.option(driver))
    .map(([kind, whom, pinned]): PinMove => ({ order, kind, driver: whom, pinned })),
);

interface Wishes {
  readonly pinned: string | null;
  readonly refused: ReadonlySet<string>;
}

/** What the transitions make of an order: who is pinned is not refused, who is refused is not pinned. */
function moved({ pinned, refused }: Wishes, { kind, driver: whom, pinned: was }: PinMove): Wishes {
  const without = new Set([...refused].filter((each) => each !== whom));
  switch (kind) {
    case 'pin':
      return { pinned: whom, refused: without };
    case 'unpin':
      return { pinned: null, refused };
    case 'refuse':
      return { pinned: pinned === whom ? null : pinned, refused: new Set([...refused, whom]) };
    case 'allow':
      return { pinned: was, refused: without };
  }
}

test('what was made of a plan, and then taken back, leaves it as it was', () => {
  fc.assert(
    fc.property(anyMove, fc.subarray(['d1', 'd2', 'd3']), (move, some) => {
      const { kind, driver: whom, pinned } = move;
      const isRefused = kind === 'allow';
      // Who is pinned is not refused; only who is refused can be allowed, and only who is not be refused.
      const refused = new Set(some.filter((id) => id !== pinned && id !== whom));
      if (isRefused) fc.pre(pinned !== whom);
      const before: Wishes = { pinned, refused: isRefused ? new Set([...refused, whom]) : refused };
      expect(moved(moved(before, move), inversePin(move))).toEqual(before);
    }),
  );
});
