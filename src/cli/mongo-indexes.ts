import { printable } from '../components/text.ts';
import type { History } from '../services/mongo/connect.ts';
import {
  auditIndexes,
  dropLine,
  type IndexAudit,
  makeIndex,
  type PresentIndex,
  presentIndexes,
  type Wanted,
  wantedIndexes,
} from '../services/mongo/index-audit.ts';
import type { Call } from './call.ts';
import { withHistory } from './connect.ts';
import { EXIT } from './exit.ts';
import { progressLine } from './progress.ts';

/** An index of a large collection takes its time. */
const SILENCE_MS = 24 * 3_600_000;
const DUPLICATE_KEY = 11_000;

/** What came of a missing index: why it could not be made, null where it was. */
interface Making {
  readonly wanted: Wanted;
  readonly failure: string | null;
}

/**
 * `vigie mongo indexes [--dry-run]`: makes what is missing; what is unused, superfluous or of other options is
 * only told, never dropped. `--json`: `{"needed","good","missing","made","failed","different","unused",
 * "superfluous"}`. Exit 0: all that Vigie needs is there now; 1: something is not.
 */
export async function indexesCommand(call: Call): Promise<number> {
  const { config, m, options } = call;
  const work = async (history: History) => {
    const audit = auditIndexes(wantedIndexes(history), await presentIndexes(history));
    const makings = options.dryRun ? [] : await makeAll(call, history, audit.missing);
    const db = history.db.databaseName;
    const told = options.json
      ? [JSON.stringify(asJson(db, audit, makings))]
      : lines(call, db, audit, makings);
    process.stdout.write(told.map((line) => `${line}\n`).join(''));
    const made = makings.filter(({ failure }) => failure === null).length;
    const complete = made === audit.missing.length && audit.different.length === 0;
    return complete ? EXIT.ok : EXIT.failed;
  };
  return withHistory(config, m, 'indexes', work, SILENCE_MS);
}

/** One after the other: each reads a whole collection. One that can't be made does not stop the others. */
async function makeAll(
  { m }: Call,
  history: History,
  missing: readonly Wanted[],
): Promise<Making[]> {
  const progress = progressLine(() => m.mongo.making);
  const makings: Making[] = [];
  for (const wanted of missing) {
    const failure = await makeIndex(history, wanted).then(() => null, reasonOf(m, wanted));
    makings.push({ wanted, failure });
    progress('', makings.length, missing.length);
  }
  return makings;
}

/** The server's reason; a lost server is no reason of an index's, and thrown on. */
const reasonOf =
  (m: Call['m'], { key }: Wanted) =>
  (error: unknown): string => {
    if (!(error instanceof Error && error.name === 'MongoServerError')) throw error;
    const code = 'code' in error ? error.code : undefined;
    return code === DUPLICATE_KEY ? m.mongo.doubled(Object.keys(key).join(', ')) : error.message;
  };

const placeOf = ({ collection, name }: Pick<PresentIndex, 'collection' | 'name'>) =>
  `${collection} ${name}`;

const momentIn = (timeZone: string, ms: number) =>
  `${new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'short' }).format(ms)} (${timeZone})`;

function lines(
  { m, config }: Call,
  db: string,
  audit: IndexAudit,
  makings: readonly Making[],
): string[] {
  const words = m.mongo;
  const optionsText = (options: object) =>
    Object.keys(options).length === 0 ? words.noOptions : JSON.stringify(options);
  const made = makings.filter(({ failure }) => failure === null).length;
  const { missing, different, unused, superfluous, good } = audit;
  const needed = good + missing.length + different.length;
  const present = [...superfluous.map((each) => each.present), ...unused];
  return [
    ...(makings.length > 0
      ? makings.map(({ wanted, failure }) =>
          failure === null ? words.made(placeOf(wanted)) : words.notMade(placeOf(wanted), failure),
        )
      : missing.map((wanted) => words.missing(placeOf(wanted)))),
    ...different.flatMap(({ wanted, present: one }) => [
      words.different(placeOf(one), optionsText(one.options), optionsText(wanted.options)),
      `  ${dropLine(db, one)}`,
    ]),
    ...unused.map((one) =>
      words.unused(placeOf(one), momentIn(config.timeZone, one.used?.since ?? 0)),
    ),
    ...superfluous.flatMap(({ present: one, prefixOf }) => [
      prefixOf === null ? words.foreign(placeOf(one)) : words.prefix(placeOf(one), prefixOf),
      `  ${dropLine(db, one)}`,
    ]),
    ...(present.some(({ used }) => used === null) ? [words.usesUnknown] : []),
    words.summary(good + made, needed),
  ].map(printable);
}

function asJson(db: string, audit: IndexAudit, makings: readonly Making[]): object {
  const { missing, different, unused, superfluous, good } = audit;
  const told = ({ used, ...index }: PresentIndex) => ({
    ...index,
    used: used && { times: used.times, since: new Date(used.since).toISOString() },
    drop: dropLine(db, { ...index, used }),
  });
  return {
    ...{ db, needed: good + missing.length + different.length, good, missing },
    made: makings.flatMap(({ wanted, failure }) => (failure === null ? [wanted] : [])),
    failed: makings.flatMap(({ wanted, failure }) =>
      failure === null ? [] : [{ ...wanted, reason: failure }],
    ),
    different: different.map(({ wanted, present }) => ({
      needed: wanted.options,
      ...told(present),
    })),
    unused: unused.map(({ used, ...index }) => ({
      ...index,
      used: used && { times: used.times, since: new Date(used.since).toISOString() },
    })),
    superfluous: superfluous.map(({ present, prefixOf }) => ({ ...told(present), prefixOf })),
  };
}
