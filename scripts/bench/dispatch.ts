/** Policies over instances of the Meal Delivery Routing Problem, by the product's own domain code. */
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Day } from '../../src/domain/replay/day.ts';
import type { Measures } from '../../src/domain/replay/measures.ts';
import type { PolicyName } from '../../src/domain/replay/policies.ts';
import { BadInput, type Bench, type BenchContext } from './bench.ts';
import { noiseAsked, policiesAsked } from './dispatch/asked.ts';
import { HOT_SPOT, solveHotSpot } from './dispatch/hot-spot.ts';
import { startPool } from './dispatch/pool.ts';
import type { Run } from './dispatch/run.ts';
import { generatedInstances, readInstances } from './dispatch/select.ts';
import { asTableRow, figuresOf, TABLE_HEADING } from './dispatch/summary.ts';

/** Instances of a quick run, and generated ones of a full run. */
const QUICK = 4;
const GENERATED = 12;
/** Progress is told this often. */
const TELL_EVERY_MS = 5_000;

export const dispatch: Bench = async (context) => {
  const { given, note } = context;
  const policies = policiesAsked(given);
  const noise = noiseAsked(given);
  const days = daysAsked(context);
  const empty = days.filter(({ orders }) => orders.length === 0).map(({ name }) => name);
  if (empty.length > 0)
    note(`Without orders, so that nothing is measured of it: ${empty.join(', ')}.`);
  const out = given.out ?? null;
  if (out !== null) makeFolder(out);
  // The largest first, so that at the end no core waits long for another.
  const largest = [...days].sort((a, b) => b.orders.length - a.orders.length);
  const folderOf = (day: Day, policy: PolicyName) =>
    out === null ? null : join(out, day.name, ...(policies.length > 1 ? [policy] : []));
  const runs = policies.flatMap((policy) =>
    largest.map((day): Run => ({ day, policy, noise, out: folderOf(day, policy) })),
  );
  await runAndReport(context, runs, policies);
  if (policies.includes('optimal')) tellHotSpot(context);
  if (out !== null) note(`The evaluator's files are in ${out}.`);
};

/** One more line, or figures: how long the engine plans when all orders are in one place. */
function tellHotSpot({ quick, json, report, line }: BenchContext): void {
  const figures = solveHotSpot(quick);
  if (json) for (const figure of figures) report(figure);
  const [half, worst] = figures.map(({ value }) => `${value.toFixed(0)} ms`);
  const { orders, drivers } = HOT_SPOT;
  const what = `Hot spot, ${orders} orders and ${drivers.toLocaleString('en-GB')} drivers`;
  if (!json) line(`${what}: planned in ${half}, at worst ${worst}.`);
}

/** Throws BadInput. */
function daysAsked({ quick, given, note }: BenchContext): Day[] {
  const { instances, only } = given;
  if (!instances) {
    if (only !== undefined) throw new BadInput('--only needs --instances, folders to choose from.');
    const count = quick ? QUICK : GENERATED;
    note(`Without --instances: ${count} generated instances, which no published figure is about.`);
    return generatedInstances(count);
  }
  const days = readInstances(instances, only);
  if (!quick || days.length <= QUICK) return days;
  note(`Quick: ${QUICK} of the ${days.length} instances.`);
  return Array.from(
    { length: QUICK },
    (_, i) => days[Math.floor((i * days.length) / QUICK)],
  ).filter((day) => day !== undefined);
}

function makeFolder(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new BadInput(`--out ${folder}: the folder can't be made (${why}).`);
  }
}

/** One line of the table, or the figures, of each policy as soon as its last run is done. */
async function runAndReport(
  { json, atEnd, note, report, line }: BenchContext,
  runs: readonly Run[],
  policies: readonly PolicyName[],
): Promise<void> {
  const results = new Map(policies.map((policy) => [policy, [] as Measures[]]));
  const runsOf = runs.length / policies.length;
  const noise = runs[0]?.noise ?? null;
  let told = Date.now();
  let done = 0;
  const left = [...policies];
  if (!json) line(TABLE_HEADING);
  const pool = startPool(runs.length);
  atEnd(pool.stop);
  await pool.runAll(runs, ({ policy }, measures) => {
    results.get(policy)?.push(measures);
    done += 1;
    if (Date.now() - told > TELL_EVERY_MS) {
      told = Date.now();
      note(`${done} of ${runs.length} runs`);
    }
    for (let [first] = left; first; [first] = left) {
      const all = results.get(first) ?? [];
      if (all.length < runsOf) break;
      left.shift();
      if (json) for (const figure of figuresOf(first, all, noise)) report(figure);
      else line(asTableRow(first, all));
    }
  });
  await pool.stop();
}
