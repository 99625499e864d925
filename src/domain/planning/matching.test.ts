import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lossPrices, type Matching, match, type Row } from './matching.ts';

/** The least cost by trying everything. */
function bruteForce(rows: readonly Row[], taken: ReadonlySet<number> = new Set()): number {
  const [row, ...rest] = rows;
  if (!row) return 0;
  const costs = row.columns.flatMap((column, at) =>
    taken.has(column) ? [] : [(row.costs[at] ?? 0) + bruteForce(rest, new Set(taken).add(column))],
  );
  return Math.min(row.leave + bruteForce(rest, taken), ...costs);
}

const costAt = (row: Row, column: number) =>
  column === -1 ? row.leave : (row.costs[row.columns.indexOf(column)] ?? Number.NaN);

const totalOf = ({ rows, columnOf }: Matching) =>
  rows.reduce((sum, row, at) => sum + costAt(row, columnOf[at] ?? -1), 0);

const COLUMNS = 5;

const aRow = fc
  .tuple(
    fc.subarray(Array.from({ length: COLUMNS }, (_, at) => at)),
    fc.array(fc.double({ min: -2, max: 30, noNaN: true }), {
      minLength: COLUMNS,
      maxLength: COLUMNS,
    }),
    fc.integer({ min: 0, max: 40 }),
  )
  .map(
    ([columns, costs, leave]): Row => ({ columns, costs: costs.slice(0, columns.length), leave }),
  );

const someRows = fc.array(aRow, { maxLength: 7 });

describe('match', () => {
  it('costs as little as the best of all assignments', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        expect(totalOf(match(COLUMNS, rows))).toBeCloseTo(bruteForce(rows), 6);
      }),
      { numRuns: 400 },
    );
  });

  it('gives each column to one row at most, and both sides agree', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const { columnOf, rowOf } = match(COLUMNS, rows);
        const used = columnOf.filter((column) => column !== -1);
        expect(new Set(used).size).toBe(used.length);
        columnOf.forEach((column, row) => {
          if (column !== -1) expect(rowOf[column]).toBe(row);
        });
        expect([...rowOf].filter((row) => row !== -1)).toHaveLength(used.length);
      }),
    );
  });

  it('proves itself by its prices: what a row has is its cheapest choice, a free column costs nothing', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const { columnOf, rowOf, rowPrice, price } = match(COLUMNS, rows);
        rows.forEach((row, at) => {
          const pays = rowPrice[at] ?? Number.NaN;
          const dear = (column: number) =>
            costAt(row, column) + (column < 0 ? 0 : (price[column] ?? 0));
          for (const column of [-1, ...row.columns]) {
            expect(dear(column)).toBeGreaterThanOrEqual(pays - 1e-6);
          }
          expect(dear(columnOf[at] ?? -1)).toBeCloseTo(pays, 6);
        });
        price.forEach((value, column) => {
          expect(value).toBeGreaterThanOrEqual(-1e-6);
          if (rowOf[column] === -1) expect(value).toBe(0);
        });
      }),
    );
  });

  it('prices a column at what the others lose by it', () => {
    const far = { columns: [0], costs: [3], leave: 20 };
    const near = { columns: [0], costs: [1], leave: 20 };
    const { columnOf, price } = match(1, [far, near]);
    expect(columnOf).toEqual([-1, 0]);
    expect(price[0]).toBe(17);
  });

  it('tells what is lost without a column', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const matching = match(COLUMNS, rows);
        const losses = lossPrices(matching);
        for (let gone = 0; gone < COLUMNS; gone++) {
          const without = rows.map(({ columns, costs, leave }): Row => {
            const kept = columns.map((column) => column !== gone);
            const still = <T>(all: readonly T[]) => all.filter((_, at) => kept[at]);
            return { columns: still(columns), costs: still(costs), leave };
          });
          expect(losses[gone]).toBeCloseTo(bruteForce(without) - totalOf(matching), 6);
        }
      }),
    );
  });
});
