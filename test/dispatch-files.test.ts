import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { generateInstance, writeInstance } from '../scripts/bench/dispatch/generate.ts';
import { readInstance } from '../scripts/bench/dispatch/read.ts';
import { readInstances } from '../scripts/bench/dispatch/select.ts';

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'vigie-instances-'));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

const PARAMETERS = [
  'meters_per_minute\tpickup service minutes\tdropoff service minutes\ttarget click-to-door',
  'maximum click-to-door\tpay per order\tguaranteed pay per hour\n320\t4\t5\t40\t90\t10\t15\n',
].join('\t');
const FILES = {
  'couriers.txt': 'courier\tx\ty\ton_time\toff_time\nc1\t0\t-5\t0\t90\n',
  'instance_parameters.txt': PARAMETERS,
  'orders.txt':
    'order\tx\ty\tplacement_time\trestaurant\tready_time\no1\t1\t2\t3\tr1\t4\no2\t9\t9\t8\tr1\t8\n',
  'restaurants.txt': 'restaurant\tx\ty\nr1\t6.5\t7\n',
};

/** A folder with these files, one of them changed. */
function instance(file?: keyof typeof FILES, change?: (text: string) => string): string {
  const made = folder();
  for (const [name, text] of Object.entries(FILES)) {
    writeFileSync(join(made, name), name === file && change ? change(text) : text);
  }
  return made;
}

describe('an instance', () => {
  it('is read from its four files', () => {
    const day = readInstance(instance());
    expect(day).toMatchObject({
      world: { pickupService: 4, doorService: 5, wholeMinutes: true },
      ...{ target: 40, payPerOrder: 10, payPerHour: 15 },
      orders: [
        {
          ...{ id: 'o1', place: 'r1', placedAt: 3, readyAt: 4, region: '', detour: 1 },
          ...{ pickup: { x: 6.5, y: 7 }, door: { x: 1, y: 2 } },
        },
        { id: 'o2' },
      ],
      drivers: [
        { id: 'c1', at: { x: 0, y: -5 }, onAt: 0, offAt: 90, metresPerMinute: 320, regions: null },
      ],
    });
    const { rating = 0, capacity } = day.drivers[0] ?? {};
    expect(rating).toBeGreaterThanOrEqual(3);
    expect(rating).toBeLessThanOrEqual(5);
    expect(capacity).toBe(Number.POSITIVE_INFINITY);
    expect(readInstance(instance()).drivers[0]?.rating).toBe(rating);
  });

  it('may have the ends of lines of another system, and empty lines at its end', () => {
    const made = instance('orders.txt', (text) => `${text.replaceAll('\n', '\r\n')}\r\n\n`);
    expect(readInstance(made).orders).toHaveLength(2);
  });

  it.each([
    ['orders.txt', 'o1\t1', 'o1\teast', /orders\.txt, line 2, field x: .*a number, not "east"/],
    ['orders.txt', '\t3\t', '\t\t', /orders\.txt, line 2, field placement_time: .*not ""/],
    ['orders.txt', '\t4\n', '\t1e3\n', /orders\.txt, line 2, field ready_time/],
    ['orders.txt', 'o2', 'o1', /orders\.txt, line 3, field order: it must stand there once/],
    ['orders.txt', 'r1\t8', 'r9\t8', /orders\.txt, line 3, field restaurant: .*"r9"/],
    ['orders.txt', '\tr1\t4', '', /orders\.txt, line 2: 6 fields are needed, there are 4/],
    ['orders.txt', 'o2', 'o 2', /orders\.txt, line 3, field order: .*without spaces/],
    ['orders.txt', 'placement_time', 'time', /orders\.txt, line 1: the header must be order, x/],
    ['couriers.txt', '\t90', '\t-1', /couriers\.txt, line 2, field off_time: .*\(0\), not "-1"/],
    ['restaurants.txt', '\t7', '\t', /restaurants\.txt, line 2, field y/],
    ['instance_parameters.txt', '320', '0', /line 2, field meters_per_minute: .*more than 0/],
    ['instance_parameters.txt', '\t4\t', '\t-4\t', /field pickup service minutes: .*0 or more/],
    ['instance_parameters.txt', /\n320.*/, '', /instance_parameters\.txt: one line of parameters/],
    ['instance_parameters.txt', /$/, 'more\n', /line 3: 7 fields are needed, there are 1/],
  ] as const)('says what is wrong with it: %s, %s for %s', (file, what, by, message) => {
    const made = instance(file, (text) => text.replace(what, by));
    expect(readFileSync(join(made, file), 'utf8')).not.toBe(FILES[file]);
    expect(() => readInstance(made)).toThrow(message);
  });

  it('lacks a file', () => {
    const made = instance();
    rmSync(join(made, 'couriers.txt'));
    expect(() => readInstances([made], undefined)).toThrow(/couriers\.txt: there is no such file/);
  });
});

describe('the generator', () => {
  it('makes what the reader reads, the same from the same seed, as large as it was told', () => {
    const city = fc.record({
      ...{ seed: fc.nat(1_000_000), orders: fc.integer({ min: 1, max: 80 }) },
      dutyPerOrder: fc.integer({ min: 10, max: 60 }),
    });
    fc.assert(
      fc.property(city, (told) => {
        const made = folder();
        const files = generateInstance(told);
        writeInstance(made, files);
        const day = readInstance(made);
        expect(day.orders).toHaveLength(told.orders);
        for (const { placedAt, readyAt } of day.orders) expect(readyAt).toBeGreaterThan(placedAt);
        const duty = day.drivers.reduce((sum, { onAt, offAt }) => sum + offAt - onAt, 0);
        expect(duty).toBeGreaterThanOrEqual(told.orders * told.dutyPerOrder);
        expect(generateInstance(told)).toEqual(files);
        expect(generateInstance({ ...told, seed: told.seed + 1 })).not.toEqual(files);
      }),
      { numRuns: 30 },
    );
  });
});

describe('instances', () => {
  it('are those of the folders, or some of them by name', () => {
    const base = folder();
    for (const [i, name] of ['0a50x', '0b50x', '0b99x'].entries()) {
      writeInstance(join(base, name), generateInstance({ seed: i, orders: 3 }));
    }
    writeFileSync(join(base, 'readme.txt'), 'not an instance');
    const names = (folders: string[], only?: string) =>
      readInstances(folders, only).map(({ name }) => name);
    expect(names([base])).toEqual(['0a50x', '0b50x', '0b99x']);
    expect(names([join(base, '0b99x'), base])).toEqual(['0b99x', '0a50x', '0b50x']);
    expect(names([join(base, '0[ab]50*')])).toEqual(['0a50x', '0b50x']);
    expect(names([base], '0a*,*99x')).toEqual(['0a50x', '0b99x']);
    expect(() => names([base], 'z*')).toThrow(/named like "z\*": there are 3 others/);
    expect(() => names([join(base, 'none')])).toThrow(/none: there is no such folder/);
    expect(() => names([folder()])).toThrow(/there is no instance in it/);
    const other = folder();
    writeInstance(join(other, '0a50x'), generateInstance({ seed: 1, orders: 3 }));
    expect(() => names([base, other])).toThrow(/two instances "0a50x"/);
  });
});
