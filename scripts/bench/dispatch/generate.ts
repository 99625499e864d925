/** Instances of our own in the format of the public ones: one city, restaurants, shifts, two peaks. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { normalOf, seriesOf } from '../../../src/domain/series.ts';
import { FILES } from './read.ts';

export interface City {
  readonly seed: number;
  readonly orders: number;
  /** Minutes on duty for each order; less is busier. 20 unless told. */
  readonly dutyPerOrder?: number;
}

type Next = () => number;
type Row = readonly (string | number)[];

/** Half the width of the city, metres, and the pace in it, metres a minute. */
const HALF_CITY_M = 7_000;
const METRES_PER_MINUTE = 320;
/** Lunch and dinner: middle, spread (minutes), share of the orders that have a peak. */
const PEAKS = [
  { middle: 750, sd: 55, share: 0.4 },
  { middle: 1_130, sd: 70, share: 0.85 },
] as const;
const OPENS = 480;
const CLOSES = 1_380;
const SHIFTS = [120, 180, 240, 300] as const;

const clamp = (value: number, least: number, most: number) =>
  Math.round(Math.min(most, Math.max(least, value)));
const between = (next: Next, least: number, most: number) => least + next() * (most - least);
/** A point near another: closer ones are likelier. */
const around = (next: Next, [x, y]: readonly [number, number], sd: number) =>
  [Math.round(x + sd * normalOf(next)), Math.round(y + sd * normalOf(next))] as const;

/** The text of each of the four files. The same city, the same text. */
export function generateInstance({ seed, orders, dutyPerOrder = 20 }: City): Map<string, string> {
  const next = seriesOf(seed);
  const centre = [HALF_CITY_M, HALF_CITY_M] as const;
  const restaurants = Array.from({ length: Math.max(2, Math.round(orders / 5)) }, (_, i) => ({
    id: `r${i + 1}`,
    at: around(next, centre, HALF_CITY_M / 3),
    preparation: between(next, 8, 22),
  }));
  const orderRows = Array.from({ length: orders }, (_, i): Row => {
    // A few restaurants make most of the orders.
    const restaurant = restaurants[Math.floor(next() ** 2 * restaurants.length)];
    if (!restaurant) throw new Error('a city has restaurants');
    const placedAt = placed(next);
    const ready = placedAt + clamp(restaurant.preparation + 5 * normalOf(next), 2, 75);
    const door = around(next, restaurant.at, HALF_CITY_M / 4);
    return [`o${i + 1}`, ...door, placedAt, restaurant.id, ready];
  });
  const courierRows: Row[] = [];
  for (let duty = 0; duty < orders * dutyPerOrder; ) {
    const length = SHIFTS[Math.floor(next() * SHIFTS.length)] ?? SHIFTS[0];
    const middle = placed(next);
    const onAt = Math.max(0, Math.round((middle - length / 2) / 15) * 15);
    courierRows.push([
      `c${courierRows.length + 1}`,
      ...around(next, centre, HALF_CITY_M / 2),
      ...[onAt, onAt + length],
    ]);
    duty += length;
  }
  const rows: Record<keyof typeof FILES, readonly Row[]> = {
    'couriers.txt': courierRows,
    'instance_parameters.txt': [[METRES_PER_MINUTE, 4, 4, 40, 90, 10, 15]],
    'orders.txt': orderRows,
    'restaurants.txt': restaurants.map(({ id, at }) => [id, ...at]),
  };
  return new Map(
    Object.entries(rows).map(([file, lines]) => {
      const header: Row = FILES[file as keyof typeof FILES];
      return [file, [header, ...lines].map((row) => `${row.join('\t')}\n`).join('')];
    }),
  );
}

/** When an order is placed: in a peak, or some time of the day. */
function placed(next: Next): number {
  const which = next();
  const peak = PEAKS.find(({ share }) => which < share);
  const time = peak ? peak.middle + peak.sd * normalOf(next) : between(next, OPENS, CLOSES);
  return clamp(time, OPENS, CLOSES);
}

/** Writes an instance as a folder. */
export function writeInstance(folder: string, files: ReadonlyMap<string, string>): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, text] of files) writeFileSync(join(folder, file), text);
}
