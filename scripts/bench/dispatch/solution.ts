/** What a policy did with an instance, in the three files that the instances' own evaluator reads. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Day, DayResult, Drive } from '../../../src/domain/replay/day.ts';

type Row = readonly (string | number)[];

/** Writes them into a folder, each at once. */
export function writeSolution(folder: string, day: Day, result: DayResult): void {
  mkdirSync(folder, { recursive: true });
  for (const [file, rows] of Object.entries(solutionOf(day, result))) {
    const part = join(folder, `${file}.part`);
    writeFileSync(part, rows.map((row) => `${row.join(' ')}\n`).join(''));
    renameSync(part, join(folder, file));
  }
}

function solutionOf(day: Day, { drives, fruitless }: DayResult): Record<string, Row[]> {
  return {
    'solution_info_assignments.txt': [
      ['assignment_time', 'pickup_time', 'courier', 'orders'],
      ...drives.map(({ assignedAt, pickupAt, driver, orders }) => [
        ...[assignedAt, pickupAt, driver, ...orders],
      ]),
    ],
    'solution_info_orders.txt': [
      ['order', 'placement_time', 'ready_time', 'pickup_time', 'dropoff_time', 'courier'],
      ...ordersOf(day, drives),
    ],
    'solution_info_couriers.txt': [
      ['courier', 'departure_time', 'origin', 'destination'],
      ...legsOf(day, { drives, fruitless }),
    ],
  };
}

/** One line for each order that was delivered; the evaluator counts the others as undelivered. */
function ordersOf(day: Day, drives: readonly Drive[]): Row[] {
  const driveOf = new Map(
    drives.flatMap((drive) => drive.orders.map((id) => [id, drive] as const)),
  );
  return day.orders.flatMap(({ id, placedAt, readyAt }): Row[] => {
    const drive = driveOf.get(id);
    if (!drive) return [];
    const doorAt = drive.doorsAt[drive.orders.indexOf(id)] ?? Number.NaN;
    return [[id, placedAt, readyAt, drive.pickupAt, doorAt, drive.driver]];
  });
}

/** Every leg of every courier, one courier after the other; a leg begins where the last one ended. */
function legsOf(day: Day, { drives, fruitless }: Pick<DayResult, 'drives' | 'fruitless'>): Row[] {
  const { pickupService, doorService } = day.world;
  const places = new Map(day.orders.map(({ id, place }) => [id, place]));
  const ways = [
    ...drives.map((drive) => {
      const leaves = [
        drive.pickupAt + pickupService / 2,
        ...drive.doorsAt.map((at) => at + doorService / 2),
      ];
      const place = places.get(drive.orders[0] ?? '') ?? '';
      const doors = drive.orders.map((id, index) => ({ to: id, leftAt: leaves[index] ?? 0 }));
      return { driver: drive.driver, stops: [{ to: place, leftAt: drive.leftAt }, ...doors] };
    }),
    ...fruitless.map(({ driver, place, leftAt }) => ({ driver, stops: [{ to: place, leftAt }] })),
  ];
  return day.drivers.flatMap(({ id }) => {
    const stops = ways.filter(({ driver }) => driver === id).flatMap((way) => way.stops);
    stops.sort((a, b) => a.leftAt - b.leftAt);
    let from = '0';
    return stops.map(({ to, leftAt }) => {
      const leg = [id, leftAt, from, to];
      from = to;
      return leg;
    });
  });
}
