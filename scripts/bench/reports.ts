/** What reports take: over all time and over seven days, in a long history and in a tenth of it. */
import { type Db, type Document, MongoClient } from 'mongodb';
import { percentile } from '../../src/domain/percentile.ts';
import type { Period } from '../../src/domain/period.ts';
import { connectMongo, type History } from '../../src/services/mongo/connect.ts';
import { DUTY_BEFORE_MS } from '../../src/services/reports/duty.ts';
import { explainReport } from '../../src/services/reports/explain.ts';
import { REPORTS } from '../../src/services/reports/list.ts';
import type { Question, Report, Scope } from '../../src/services/reports/report.ts';
import { runReport } from '../../src/services/reports/run.ts';
import { type Bench, type BenchContext, configOf, inTurns, median, timed } from './bench.ts';
import { fillHistory, HISTORY_DRIVERS } from './history.ts';

const DAY = 86_400_000;
const END = Date.UTC(2026, 10, 21);
const EVER: Period = { name: 'all', from: null, to: null };
const WEEK: Period = { name: '7d', from: END - 7 * DAY, to: END };
const SUBJECTS = { driver: 'd7', client: 'u7', order: 'c7' };
/** A crowded machine may take long; it is measured all the same. */
const PATIENCE_MS = 600_000;
/** What the driver's detail in the console lists. */
const NEWEST = 20;

/**
 * So long lasts the short history, days: a week and what the time on duty in it is looked for before. A
 * shorter one would have less to look at, and not because of its size.
 */
const SHORT_DAYS = 9 + DUTY_BEFORE_MS / DAY;
const FULL = { long: 1_000_000, lookups: 4_000 };
const QUICK = { long: 100_000, lookups: 400 };
/** For how long one report takes turns; a quick run's, and from when on it takes one turn of each, ms. */
const TURNS_MS = 4_000;
const QUICK_TURNS_MS = 200;
const QUICK_ENOUGH_MS = 16_000;

/** One history, through ours and through a bare client. */
interface Way {
  readonly history: History;
  readonly bare: Db;
  readonly docs: number;
}

const signal = new AbortController().signal;

export const reports: Bench = async (context) => {
  const begun = Date.now();
  const { long } = context.quick ? QUICK : FULL;
  const perDay = long / 10 / SHORT_DAYS;
  const servers = await context.startServers({ redis: false });
  const { mongo } = configOf(servers);
  const client = await new MongoClient(mongo.uri).connect();
  context.atEnd(() => client.close());
  const ways: Way[] = [];
  for (const docs of [long / 10, long]) {
    const name = `history_${docs}`;
    const history = await connectMongo({ ...mongo, db: name }, 'bench', PATIENCE_MS);
    context.atEnd(() => history.close());
    await fillHistory(history, { deliveries: docs, perDay, end: END });
    context.note(`${docs} deliveries, ${perDay} a day`);
    ways.push({ history, bare: client.db(name), docs });
  }
  const [, longer] = ways;
  if (!longer) throw new Error('there is no history');
  await byDriver(context, longer);
  const turns = (turn: Turn) => {
    if (!context.quick) return inTurns(TURNS_MS, turn);
    return Date.now() - begun < QUICK_ENOUGH_MS ? inTurns(QUICK_TURNS_MS, turn) : turn(true, 0);
  };
  for (const report of REPORTS) {
    for (const way of ways) await measure(context, way, report, WEEK, turns);
    await measure(context, longer, report, EVER, turns);
  }
};

type Turn = (counts: boolean, number: number) => Promise<void>;

function scopeOf({ history }: Way, { subject }: Report, period: Period): Scope {
  return {
    ...{ period, timeZone: 'Europe/Paris', region: null, deliveries: history.deliveries },
    subject: subject === undefined ? null : SUBJECTS[subject],
  };
}

/** The questions themselves, side by side, as anybody would send them. */
const plain = (db: Db, questions: readonly Question[]) =>
  Promise.all(
    questions.map(({ collection, pipeline }) =>
      db
        .collection(collection)
        .aggregate([...pipeline], { allowDiskUse: true })
        .toArray(),
    ),
  );

/** One report over one period: ours and the plain questions, by turns; which is first changes. */
async function measure(
  context: BenchContext,
  way: Way,
  report: Report,
  period: Period,
  turns: (turn: Turn) => Promise<void>,
): Promise<void> {
  const scope = scopeOf(way, report, period);
  const options = { signal, maxTimeMs: PATIENCE_MS, against: null, now: END };
  const times: [ours: number[], bare: number[]] = [[], []];
  let counted = 0;
  const works = [
    async () => {
      counted = (await runReport(way.history, report, scope, options)).counted;
    },
    () => plain(way.bare, report.ask(scope)),
  ];
  await turns(async (counts, number) => {
    for (const which of number % 2 === 0 ? [0, 1] : [1, 0]) {
      const ms = await timed(works[which] ?? (() => Promise.resolve()));
      if (counts) times[which]?.push(ms);
    }
  });
  // Over all time it is all there is.
  const explained =
    period === WEEK ? await explainReport(way.history, report, scope, options) : null;
  context.report({
    ...{ metric: `${report.id}_ms`, value: median(times[0]), unit: 'ms' },
    ...{ ceiling: median(times[1]), n: counted, period: period.name, docs: way.docs },
    ...(explained && { examined: explained.reduce((sum, { examined }) => sum + examined, 0) }),
  });
}

/** A driver's newest deliveries, by the question of his report, beside one document by its key. */
async function byDriver({ quick, report }: BenchContext, way: Way): Promise<void> {
  const { lookups } = quick ? QUICK : FULL;
  const history = REPORTS.find(({ id }) => id === 'driver');
  const scope = history && scopeOf(way, history, EVER);
  const [question] = (scope && history?.ask(scope)) ?? [];
  if (!question || !scope) throw new Error('there is no report of one driver');
  const [ours, key]: [number[], number[]] = [[], []];
  const bare = way.bare.collection(way.history.deliveries);
  for (let i = -50; i < lookups; i += 1) {
    const random = Math.abs(i * 7_919);
    const pipeline = newestOf(question, `d${random % HISTORY_DRIVERS}`);
    const collection = way.history.db.collection(question.collection);
    const oursMs = await timed(() => collection.aggregate(pipeline).toArray());
    const keyMs = await timed(() => bare.findOne({ command_id: `c${random % way.docs}` }));
    if (i < 0) continue;
    ours.push(oursMs);
    key.push(keyMs);
  }
  for (const share of [50, 99]) {
    report({
      ...{ metric: `by_driver_p${share}_ms`, value: percentile(ours, share / 100), unit: 'ms' },
      ...{ ceiling: percentile(key, share / 100), n: lookups, docs: way.docs },
    });
  }
}

/** The same question about another driver, with a small limit. */
const newestOf = ({ pipeline }: Question, driver: string): Document[] =>
  pipeline.map((stage) => {
    if ('$limit' in stage) return { $limit: NEWEST };
    return stage.$match?.driver_id === undefined ? stage : { $match: { driver_id: driver } };
  });
