/** The bench's simulator, judged by a checker of its own over random instances and policies. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { type City, generateInstance, writeInstance } from '../scripts/bench/dispatch/generate.ts';
import { readInstance } from '../scripts/bench/dispatch/read.ts';
import { writeSolution } from '../scripts/bench/dispatch/solution.ts';
import type { PlanDriver, PlanOrder } from '../src/domain/planning/problem.ts';
import type { Day, DayResult } from '../src/domain/replay/day.ts';
import { measure } from '../src/domain/replay/measures.ts';
import { POLICIES, policyOf } from '../src/domain/replay/policies.ts';
import { type Departure, type Policy, simulate } from '../src/domain/replay/simulate.ts';
import { seriesOf } from '../src/domain/series.ts';
import { wrongWith } from './helpers/solution-check.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vigie-dispatch-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const city = fc.record({
  seed: fc.nat(100_000),
  orders: fc.integer({ min: 1, max: 60 }),
  dutyPerOrder: fc.integer({ min: 10, max: 60 }),
});
const noise = fc.option(fc.record({ sd: fc.constantFrom(4, 8, 30), seed: fc.nat(1_000) }));

/**
 * Sends some of the idle at random, alone or with several orders of one restaurant, within the rules;
 * nobody earlier than so many minutes before the end of his shift.
 */
function atRandom(seed: number, lastMinutes = Number.POSITIVE_INFINITY): Policy {
  const next = seriesOf(seed);
  const eagerness = next();
  return ({ now, orders, drivers, world }) => {
    const waiting = new Set(orders);
    const due: Departure[] = [];
    const mayPickUp = (driver: PlanDriver, order: PlanOrder) => {
      const way = Math.hypot(driver.at.x - order.pickup.x, driver.at.y - order.pickup.y);
      const arrives = now + Math.ceil(way / driver.metresPerMinute) + world.pickupService / 2;
      return Math.max(arrives, order.readyAt) <= driver.until;
    };
    for (const driver of drivers) {
      if (driver.freeAt > now || driver.until > now + lastMinutes) continue;
      if (next() > eagerness) continue;
      const able = [...waiting].filter((order) => mayPickUp(driver, order));
      // Half of the time one of the newest, whose food is not ready.
      const from = next() < 0.5 ? able : able.slice(-3);
      const one = from[Math.floor(next() * from.length)];
      if (!one) continue;
      const together = able.filter(({ place }) => place === one.place).sort(() => next() - 0.5);
      const taken = together.slice(0, 1 + Math.floor(next() * 4));
      for (const order of taken) waiting.delete(order);
      due.push({ driver: driver.id, orders: taken.map(({ id }) => id) });
    }
    return { due };
  };
}

/** Runs a city under a policy and writes instance and solution into a folder. */
function solve(
  told: City,
  policyFor: (day: Day) => Policy,
  options: Parameters<typeof simulate>[2],
): { instance: string; solution: string; day: Day; result: DayResult } {
  const base = folder();
  const [instance, solution] = [join(base, 'instance'), join(base, 'solution')];
  writeInstance(instance, generateInstance(told));
  const day = readInstance(instance);
  const result = simulate(day, policyFor(day), options);
  writeSolution(solution, day, result);
  return { instance, solution, day, result };
}

describe('what the simulator makes of a day', () => {
  it('breaks no rule, whatever the policy does', () => {
    fc.assert(
      fc.property(city, noise, fc.nat(1_000), (told, wrongBy, seed) => {
        const made = solve(told, () => atRandom(seed), { noise: wrongBy });
        expect(wrongWith(made.instance, made.solution)).toEqual([]);
        const delivered = made.result.drives.flatMap(({ orders }) => orders);
        expect([...delivered, ...made.result.undelivered].sort()).toEqual(
          made.day.orders.map(({ id }) => id).sort(),
        );
      }),
      { numRuns: 50 },
    );
  });

  it('breaks none with bundles and ways for nothing either', () => {
    let bundles = 0;
    let fruitless = 0;
    for (let seed = 0; seed < 12; seed += 1) {
      const told = { seed, orders: 250, dutyPerOrder: 30 };
      const made = solve(told, () => atRandom(seed, 12), { noise: { sd: 30, seed } });
      expect(wrongWith(made.instance, made.solution)).toEqual([]);
      bundles += made.result.drives.filter(({ orders }) => orders.length > 1).length;
      fruitless += made.result.fruitless.length;
    }
    expect(bundles).toBeGreaterThan(50);
    expect(fruitless).toBeGreaterThan(0);
  });

  it.each(POLICIES)('breaks no rule under %s, and is the same every time', (name) => {
    fc.assert(
      fc.property(city, noise, (told, wrongBy) => {
        const made = solve(told, (day) => policyOf(name, day), { noise: wrongBy });
        expect(wrongWith(made.instance, made.solution)).toEqual([]);
        const again = simulate(made.day, policyOf(name, made.day), { noise: wrongBy });
        expect(again.drives).toEqual(made.result.drives);
      }),
      { numRuns: 12 },
    );
  });

  it('brings all, where there are drivers enough', () => {
    const made = solve(
      { seed: 3, orders: 60, dutyPerOrder: 90 },
      (day) => policyOf('optimal', day),
      {},
    );
    const { undeliveredPct, readyToPickup } = measure(made.day, made.result);
    expect(undeliveredPct).toBeLessThan(5);
    expect(readyToPickup).toBeLessThan(10);
  });
});

describe('the checker', () => {
  const made = () =>
    solve({ seed: 5, orders: 60, dutyPerOrder: 40 }, () => atRandom(11), { noise: null });
  /** Changes the n-th line of a file of the solution. */
  const edit = (
    file: string,
    change: (cells: string[], line: number, all: readonly string[]) => string[] | null,
  ) => {
    const { instance, solution } = made();
    expect(wrongWith(instance, solution)).toEqual([]);
    const path = join(solution, `solution_info_${file}.txt`);
    const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
    const edited = lines.map((line, i) => change(line.split(' '), i, lines));
    writeFileSync(
      path,
      edited.flatMap((cells) => (cells ? [`${cells.join(' ')}\n`] : [])).join(''),
    );
    return wrongWith(instance, solution).join('\n');
  };
  const less = (cell: string | undefined) => String(Number(cell) - 1);
  const third = (change: (cells: string[], all: readonly string[]) => string[] | null) => {
    return (cells: string[], line: number, all: readonly string[]) =>
      line === 3 ? change(cells, all) : cells;
  };

  it.each([
    ['assignments', 'a pick-up too early', ([a, p, ...r]: string[]) => [a, less(p), ...r]],
    [
      'assignments',
      'another courier',
      ([a, p, c, ...r]: string[]) => [a, p, c === 'c1' ? 'c2' : 'c1', ...r],
    ],
    ['assignments', 'an assignment too early', ([, ...r]: string[]) => ['-1', ...r]],
    ['assignments', 'an assignment that is missing', () => null],
    ['orders', 'a door too early', ([o, l, y, p, d, c]: string[]) => [o, l, y, p, less(d), c]],
    ['orders', 'another ready time', ([o, l, y, ...r]: string[]) => [o, l, less(y), ...r]],
    ['orders', 'an order that is missing', () => null],
    ['couriers', 'a leg too early', ([c, t, ...r]: string[]) => [c, less(t), ...r]],
    ['couriers', 'a leg that is missing', () => null],
    ['couriers', 'another origin', ([c, t, , d]: string[]) => [c, t, 'r1', d]],
  ] as const)('finds in %s %s', (file, _what, change) => {
    expect(
      edit(
        file,
        third((cells) => change(cells) as string[] | null),
      ),
    ).not.toBe('');
  });

  it('finds an order that two carry, and one of another restaurant', () => {
    const more = third((cells, all) => [...cells, all[1]?.split(' ').at(-1) ?? '']);
    expect(edit('assignments', more)).toMatch(/assigned twice/);
    expect(edit('assignments', more)).toMatch(/several restaurants/);
  });

  it('finds a courier in two places, and a pick-up after the shift', () => {
    const { instance, solution } = made();
    const path = join(instance, 'couriers.txt');
    const shorter = readFileSync(path, 'utf8').replace(/\t\d+$/gm, '\t1');
    const other = join(folder(), 'instance');
    cpSync(instance, other, { recursive: true });
    writeFileSync(join(other, 'couriers.txt'), shorter);
    expect(wrongWith(other, solution).join('\n')).toMatch(/picks up after his shift/);
    const twice = (cells: string[], line: number) =>
      line === 0 ? cells : ['c1', ...cells.slice(1)];
    expect(edit('couriers', twice)).toMatch(/c1 is at .*, not at/);
  });
});
