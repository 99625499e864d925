/**
 * Reads an instance of the Meal Delivery Routing Problem (Reyes, Erera, Savelsbergh, Sahasrabudhe and
 * O'Neil 2018): a folder with four tab-separated files; places in metres, times in minutes.
 */
import { basename, join, resolve } from 'node:path';
import type { Day, DayDriver, DayOrder } from '../../../src/domain/replay/day.ts';
import { seedOf } from '../../../src/domain/series.ts';
import { BadInput } from '../bench.ts';
import { type Line, parseTable, readText } from './table.ts';

/** The files of an instance and their columns. */
export const FILES = {
  'couriers.txt': ['courier', 'x', 'y', 'on_time', 'off_time'],
  'instance_parameters.txt': [
    'meters_per_minute',
    'pickup service minutes',
    'dropoff service minutes',
    'target click-to-door',
    'maximum click-to-door',
    'pay per order',
    'guaranteed pay per hour',
  ],
  'orders.txt': ['order', 'x', 'y', 'placement_time', 'restaurant', 'ready_time'],
  'restaurants.txt': ['restaurant', 'x', 'y'],
} as const;

/** An instance that is a folder. Throws BadInput, which names the file, the line and the field. */
export function readInstance(folder: string): Day {
  return parseInstance(folder, (file) => readText(join(folder, file)));
}

/** An instance whose files have these texts; complaints name the files as in `folder`. */
export function parseInstance(folder: string, textOf: (file: string) => string): Day {
  const tableOf = (file: keyof typeof FILES) =>
    parseTable(join(folder, file), textOf(file), FILES[file]);
  const [parameters, ...more] = tableOf('instance_parameters.txt');
  if (!parameters || more.length > 0) {
    const file = join(folder, 'instance_parameters.txt');
    throw new BadInput(`${file}: one line of parameters must follow the header.`);
  }
  const positive = (field: string) => {
    const value = parameters.number(field);
    if (value <= 0) throw parameters.wrong(field, 'it must be more than 0');
    return value;
  };
  const notNegative = (field: string) => {
    const value = parameters.number(field);
    if (value < 0) throw parameters.wrong(field, 'it must be 0 or more');
    return value;
  };
  const metresPerMinute = positive('meters_per_minute');
  const restaurants = byId(tableOf('restaurants.txt'), 'restaurant', pointOf);
  const orders = byId(tableOf('orders.txt'), 'order', (line, id): DayOrder => {
    const place = line.text('restaurant');
    const pickup = restaurants.get(place);
    if (!pickup) throw line.wrong('restaurant', 'it must be one of restaurants.txt');
    return {
      ...{ id, place, pickup, door: pointOf(line), region: '', detour: 1 },
      ...{ placedAt: line.number('placement_time'), readyAt: line.number('ready_time') },
    };
  });
  const drivers = byId(tableOf('couriers.txt'), 'courier', (line, id): DayDriver => {
    const [onAt, offAt] = [line.number('on_time'), line.number('off_time')];
    if (offAt < onAt) throw line.wrong('off_time', `it must not be before on_time (${onAt})`);
    return {
      ...{ id, at: pointOf(line), onAt, offAt, metresPerMinute },
      ...{ capacity: Number.POSITIVE_INFINITY, rating: ratingOf(id), regions: null },
    };
  });
  return {
    name: basename(resolve(folder)),
    world: {
      pickupService: notNegative('pickup service minutes'),
      doorService: notNegative('dropoff service minutes'),
      wholeMinutes: true,
    },
    orders: [...orders.values()],
    drivers: [...drivers.values()],
    target: notNegative('target click-to-door'),
    payPerOrder: notNegative('pay per order'),
    payPerHour: notNegative('guaranteed pay per hour'),
  };
}

const pointOf = (line: Line) => ({ x: line.number('x'), y: line.number('y') });

/** Instances have no ratings: 3.0 to 5.0, from the courier's id. */
const ratingOf = (id: string) => (30 + (seedOf(id) % 21)) / 10;

function byId<T>(
  lines: readonly Line[],
  field: string,
  make: (line: Line, id: string) => T,
): Map<string, T> {
  const all = new Map<string, T>();
  for (const line of lines) {
    const id = line.text(field);
    if (all.has(id)) throw line.wrong(field, 'it must stand there once');
    all.set(id, make(line, id));
  }
  return all;
}
