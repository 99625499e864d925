/** What a policy is printed by: means over the instances. */
import type { Measures } from '../../../src/domain/replay/measures.ts';
import type { Noise } from '../../../src/domain/replay/noise.ts';
import type { Figure } from '../bench.ts';

interface Column {
  readonly metric: string;
  readonly unit: string;
  readonly title: string;
  readonly digits: number;
  readonly of: (measures: Measures) => number;
}

const COLUMNS: readonly Column[] = [
  column('click_to_door_min', 'min', 'to door', 2, (m) => m.clickToDoor),
  column('click_to_door_p90_min', 'min', 'p90', 1, (m) => m.clickToDoorP90),
  column('ready_to_pickup_min', 'min', 'to pickup', 2, (m) => m.readyToPickup),
  column('ready_to_pickup_p90_min', 'min', 'p90', 1, (m) => m.readyToPickupP90),
  column('undelivered_pct', '%', 'undeliv. %', 2, (m) => m.undeliveredPct),
  column('late_pct', '%', 'late %', 1, (m) => m.latePct),
  column('cost_per_order', '', 'cost', 2, (m) => m.costPerOrder),
  column('orders_per_bundle', '', 'bundle', 3, (m) => m.ordersPerBundle),
  column('km_per_order', 'km', 'km/order', 2, (m) => m.kmPerOrder),
  column('solve_mean_ms', 'ms', 'solve ms', 2, (m) => m.solveMs),
  column('solve_p99_ms', 'ms', 'p99', 1, (m) => m.solveMsP99),
  column('solve_max_ms', 'ms', 'max', 1, (m) => m.solveMsMax),
];

function column(
  metric: string,
  unit: string,
  title: string,
  digits: number,
  of: Column['of'],
): Column {
  return { metric, unit, title, digits, of };
}

/** Over the instances that have the value: one without a delivered order has no time to the door. */
function meanOf(all: readonly Measures[], of: Column['of']): number {
  const values = all.map(of).filter((value) => !Number.isNaN(value));
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** `n` is how many instances. */
export function figuresOf(policy: string, all: readonly Measures[], noise: Noise | null): Figure[] {
  const told: Record<string, number> = noise ? { noise_sd: noise.sd, noise_seed: noise.seed } : {};
  return COLUMNS.map(({ metric, unit, of }) => ({
    ...{ metric, value: meanOf(all, of), unit, ceiling: null, n: all.length, policy },
    ...told,
  }));
}

const widthOf = ({ title }: Column) => Math.max(6, title.length);
const row = (name: string, cells: readonly string[], n: string) =>
  [name.padEnd(10), ...cells.map((cell, i) => cell.padStart(widthAt(i))), n.padStart(4)].join(' ');
const widthAt = (index: number) => {
  const at = COLUMNS[index];
  return at ? widthOf(at) : 0;
};

export const TABLE_HEADING = row(
  'policy',
  COLUMNS.map(({ title }) => title),
  'n',
);

/** A line for people: minutes, per cent, money, kilometres. */
export function asTableRow(policy: string, all: readonly Measures[]): string {
  const cells = COLUMNS.map(({ of, digits }) => {
    const value = meanOf(all, of);
    return Number.isNaN(value) ? '-' : value.toFixed(digits);
  });
  return row(policy, cells, String(all.length));
}
