import { glyphs } from '../components/glyphs.ts';
import { POLICIES, type PolicyName } from '../domain/replay/policies.ts';
import { dateIn, dayIn } from '../domain/zoned-day.ts';
import { type Model, modelOf } from '../services/whatif/day.ts';
import { type Outcome, reallyHappened } from '../services/whatif/measure.ts';
import type { PastDay } from '../services/whatif/past.ts';
import { newestOrder, readDay } from '../services/whatif/read.ts';
import { MOST_ORDERS_A_DAY } from '../services/whatif/read-orders.ts';
import { rerun, STEP_MIN } from '../services/whatif/run.ts';
import type { Call } from './call.ts';
import { aligned } from './columns.ts';
import { withHistory } from './connect.ts';
import { EXIT, Failure, UsageError } from './exit.ts';
import { text } from './fields.ts';
import { progressLine } from './progress.ts';

interface Wish {
  readonly policies: readonly PolicyName[];
  readonly date: string;
  readonly timeZone: string;
  readonly from: number;
  readonly to: number;
}

/** Throws UsageError for a policy or a day that is none. */
function wishOf(call: Call): Wish {
  const { m } = call;
  const { timeZone } = call.config;
  const given = text(call, 'policy') ?? 'all';
  const policies = POLICIES.filter((name) => given === 'all' || name === given);
  if (policies.length === 0)
    throw new UsageError(m.cli.number('--policy', given, [...POLICIES, 'all'].join(', ')));
  const date = text(call, 'date');
  if (date === undefined) throw new UsageError(m.whatif.needsDate);
  const day = dayIn(timeZone, date);
  if (!day) throw new UsageError(m.cli.number('--date', date, m.whatif.aDate));
  return { policies, date, timeZone, ...day };
}

/**
 * `vigie whatif`: a past day under each policy, beside what really happened: a table and what is modelled,
 * or with `--json` `{"date","timeZone","orders","cancelled","placeless","drivers","shifts","really":{…},
 * "policies":{"closest":{…},…},"model":{…}}`, each result `{"delivered","clickToDoor","clickToDoorP90",
 * "assignmentWait","assignmentWaitP90","assignmentUnknown","latePct","km","kmPerOrder"}` in minutes, percent
 * and km. Exit 1 where nothing is recorded of the day. It writes nothing, so Ctrl-C ends it at once.
 */
export async function whatifCommand(call: Call): Promise<number> {
  const { config, m, options } = call;
  const wish = wishOf(call);
  const { date, timeZone } = wish;
  const reading = readingLine(m.whatif.reading);
  const past = await withHistory(config, m, 'whatif', async (history) => {
    const day = { name: date, from: wish.from, to: wish.to };
    const found = await readDay(history, config.zone, day, reading.tell);
    reading.end();
    if (found.orders.length > 0) return found;
    const newest = await newestOrder(history);
    const known = newest === null ? null : dateIn(timeZone, newest);
    throw new Failure(m.whatif.nothing(`${date} (${timeZone})`, known));
  });
  const model = modelOf(past);
  const really = reallyHappened(past, model);
  const progress = progressLine((name: PolicyName) => name);
  const results = wish.policies.map((name) => {
    let told = 0;
    const outcome = rerun(past, model, name, (placed) => {
      if (placed - told < Math.max(20, past.orders.length / 50)) return;
      told = placed;
      progress(name, Math.min(placed, past.orders.length - 1), past.orders.length);
    });
    progress(name, past.orders.length, past.orders.length);
    return [name, outcome] as const;
  });
  const written = options.json
    ? JSON.stringify(asJson(wish, past, model, really, results))
    : lines(call, wish, past, model, really, results).join('\n');
  process.stdout.write(`${written}\n`);
  return EXIT.ok;
}

/** One line that is rewritten, in a terminal only. */
function readingLine(words: string) {
  const shown = process.stderr.isTTY === true;
  return {
    tell: (events: number) => shown && process.stderr.write(`\r${words} ${events}`),
    end: () => shown && process.stderr.write('\n'),
  };
}

function asJson(
  { date, timeZone }: Wish,
  past: PastDay,
  { day, pace, ways, drivers, readyKnown, placed, central }: Model,
  really: Outcome,
  results: readonly (readonly [PolicyName, Outcome])[],
): object {
  const { orders, cancelled, placeless, tooMany, fromEvents } = past;
  const regions = [...new Set(orders.map(({ region }) => region))].sort();
  return {
    ...{ date, timeZone, orders: orders.length, cancelled, placeless, tooMany },
    ...{ drivers, shifts: day.drivers.length, really },
    policies: Object.fromEntries(results),
    model: {
      ...{ fromEvents, pace, readyKnown, startsKnown: placed, startsCentral: central },
      detours: Object.fromEntries(regions.map((region) => [region, ways.detour(region)])),
      ...{ ...ways.services, stepMinutes: STEP_MIN },
    },
  };
}

/** The table, and in words what is modelled. */
function lines(
  call: Call,
  { date, timeZone }: Wish,
  past: PastDay,
  model: Model,
  really: Outcome,
  results: readonly (readonly [name: string, outcome: Outcome])[],
): string[] {
  const { whatif: words } = call.m;
  const { dash } = glyphs(call.config.ascii);
  const { orders, cancelled, placeless, fromEvents, tooMany } = past;
  const figure = (value: number | null, digits: number, unit: string) =>
    value === null ? dash : `${value.toFixed(digits)} ${unit}`;
  const rows = [[words.really, really] as const, ...results].map(([name, it]) => [
    ...[name, String(it.delivered)],
    ...[it.clickToDoor, it.clickToDoorP90, it.assignmentWait, it.assignmentWaitP90].map((value) =>
      figure(value, 1, words.minutes),
    ),
    ...[figure(it.latePct, 1, '%'), figure(it.km, 1, 'km'), figure(it.kmPerOrder, 2, 'km')],
  ]);
  const detours = orders.map(({ region }) => model.ways.detour(region));
  const [least, most] = [Math.min(...ends(detours)), Math.max(...ends(detours))];
  const detour = least === most ? least.toFixed(2) : `${least.toFixed(2)}–${most.toFixed(2)}`;
  const { model: told } = words;
  const { pace, ways, day } = model;
  return [
    words.title(`${date} (${timeZone})`, orders.length, model.drivers, day.drivers.length),
    '',
    ...aligned([['', ...words.columns], ...rows]),
    ...['', words.modelled],
    ...[
      told.starts(model.placed, model.central),
      told.ways(detour),
      ...(pace === 1 ? [] : [told.pace(pace.toFixed(1))]),
      told.ready(model.readyKnown, orders.length),
      ...(really.assignmentUnknown > 0 ? [told.unrecorded(really.assignmentUnknown)] : []),
      told.service(ways.services.pickupService.toFixed(pace === 1 ? 0 : 2)),
      told.given(STEP_MIN * 60),
      told.shifts,
      ...(cancelled + placeless > 0 ? [told.without(cancelled, placeless)] : []),
      ...(tooMany ? [told.most(MOST_ORDERS_A_DAY)] : []),
      ...(fromEvents ? [] : [told.ended]),
      ...(past.to > Date.now() ? [told.notOver] : []),
    ].map((line) => `${dash} ${line}`),
  ];
}

/** The least and the greatest of many values. */
const ends = (values: readonly number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  return [sorted[0] ?? 0, sorted.at(-1) ?? 0];
};
