import { printable } from '../components/text.ts';
import { isPeriodFault, periodOf } from '../domain/period.ts';
import { archiveBatch, type BatchProgress } from '../services/archive/batch.ts';
import { type Choice, hasUndated } from '../services/archive/candidates.ts';
import type { Mapping } from '../services/archive/mapping.ts';
import { type Archive, openArchive, type ReadOrder } from '../services/archive/orders.ts';
import { ArchiveMixed } from '../services/archive/write.ts';
import { maskText } from '../services/config/mask.ts';
import type { History } from '../services/mongo/connect.ts';
import { mappingOption, simulationOf } from './archive-mapping.ts';
import type { Call } from './call.ts';
import { withHistory } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { numberOption } from './options.ts';
import { outliveReader } from './pipe.ts';
import { progressLine } from './progress.ts';
import { stopSignal } from './stop.ts';

/** How long MongoDB may fail before a run ends. */
const GIVE_UP_MS = 30_000;
/** Longest that an answer is waited for: a count over millions takes a while. */
const SILENCE_MS = 30_000;

/**
 * `vigie archive batch`: archives what is finished and not archived yet. Exit 1 when it was stopped or
 * MongoDB failed; what is archived by then stays.
 */
export async function archiveBatchCommand(call: Call): Promise<number> {
  const { options, config, m } = call;
  const mapping = mappingOption(m, options.mapping);
  const choice = choiceOf(call, mapping);
  const size = (name: string, given: unknown, max: number) =>
    numberOption(m, name, given, { min: 1, max, whole: true });
  const batchSize = size('--batch-size', options.batchSize, 10_000);
  const limit = options.limit === undefined ? null : size('--limit', options.limit, 1e12);
  const dryRun = options.dryRun === true;
  const mongo = options.simulation ? simulationOf(config, m) : config.mongo;
  // Over a million orders the garbage of a minute would stay.
  keepHeapSmall();
  outliveReader();
  const signal = stopSignal();
  const work = async (history: History) => {
    const archive = dryRun ? { db: history.db, mapping } : await openArchive(history, mapping);
    const begun = performance.now();
    const progress = progressOf(call, limit);
    let last: BatchProgress | null = null;
    try {
      const done = await archiveBatch(archive, choice, {
        ...{ batchSize, limit, dryRun, signal, giveUpMs: GIVE_UP_MS },
        onProgress: (now) => {
          last = now;
          progress.tell(now);
        },
        onRetry: ({ attempt, pauseMs, reason }) => {
          progress.end();
          complain(m.archive.retry(attempt, (pauseMs / 1_000).toFixed(1), maskText(reason)));
        },
        onRefused: ({ id, reason }) => {
          progress.end();
          complain(m.archive.refused(idText(id), maskText(reason)));
        },
        ...(options.verbose ? { onOrder: orderLine(call) } : {}),
      });
      progress.end();
      await tell(call, archive, choice, done, performance.now() - begun);
      if (!signal.aborted || !done.more) return done.refused > 0 ? EXIT.failed : EXIT.ok;
      complain(m.archive.stopped(writtenOf(done)));
      return EXIT.failed;
    } catch (error) {
      if (error instanceof ArchiveMixed)
        throw new Failure(m.archive.mixed(printable(error.index), writtenOf(last)));
      if (!(error instanceof Error && error.name.startsWith('Mongo'))) throw error;
      progress.end();
      const { stopped, gaveUp } = m.archive;
      const done = writtenOf(last);
      throw new Failure(signal.aborted ? stopped(done) : gaveUp(maskText(error.message), done));
    }
  };
  return withHistory({ ...config, mongo }, m, 'archive', work, SILENCE_MS);
}

const writtenOf = (progress: BatchProgress | null) =>
  progress === null ? 0 : progress.archived + progress.updated;

/** Which orders the options mean; UsageError with a sentence. */
function choiceOf({ options, config, m }: Call, { orders }: Mapping): Choice {
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  const wish = { from: text(options.dateFrom), to: text(options.dateTo) };
  const period = periodOf(wish, config.timeZone, Date.now());
  if (isPeriodFault(period))
    throw new UsageError(m.archive.faults[period.fault](`--date-${period.field}`, period.given));
  const finished = [...orders.delivered, ...orders.cancelled];
  const given = Array.isArray(options.status) ? options.status.map(String) : finished;
  // Both `--status a b` and `--status a,b`.
  const words = given.flatMap((each) => each.split(',')).map((word) => word.normalize('NFC'));
  for (const word of words) {
    if (!finished.some((each) => each.normalize('NFC') === word))
      throw new UsageError(m.archive.status(word, finished));
  }
  return { words, from: period.from, to: period.to, incomplete: options.incomplete === true };
}

/** Progress with the pace so far and the time that is left at it. */
function progressOf({ options, m }: Call, limit: number | null) {
  const line = progressLine(() => m.archive.progress);
  const begun = performance.now();
  const tell = (now: BatchProgress): void => {
    // Lines of orders say enough.
    if (options.verbose || now.total === 0) return;
    const seconds = (performance.now() - begun) / 1_000;
    const whole = limit === null ? now.looked / now.total : now.wanted / limit;
    const left =
      whole > 0 ? Math.round((seconds / Math.min(1, whole)) * (1 - Math.min(1, whole))) : null;
    const pace = Math.round((now.archived + now.updated) / Math.max(seconds, 0.001));
    line('orders', Math.min(now.looked, now.total), now.total, m.archive.pace(pace, left));
  };
  return { tell, end: line.end };
}

/** What a program or a person reads of one id. */
function idText(id: unknown): string {
  return printable(typeof id === 'object' && id !== null ? String(id) : `${id}`);
}

function orderLine({ options, m }: Call) {
  const { completeness, kinds } = m.archive;
  return ({ id, ...order }: ReadOrder): void => {
    const missing = order.missing.map((each) => `${kinds[each.kind]} ${idText(each.id)}`);
    const line = options.json
      ? JSON.stringify({ id, completeness: order.completeness, missing: order.missing })
      : `${idText(id)} ${[completeness[order.completeness], ...missing].join(', ')}`;
    process.stdout.write(`${line}\n`);
  };
}

/** Says what was done: for people in sentences, for programs as one object. */
async function tell(
  { options, m }: Call,
  archive: Archive,
  choice: Choice,
  done: BatchProgress,
  ms: number,
): Promise<void> {
  const dryRun = options.dryRun === true;
  const words = m.archive;
  const perMinute = Math.round((writtenOf(done) / Math.max(ms, 1)) * 60_000);
  if (options.json) {
    const figures = { ...done, seconds: Math.round(ms) / 1_000, perMinute, dryRun };
    process.stdout.write(`${JSON.stringify(figures)}\n`);
  } else {
    const { whole, partial, none } = done.completeness;
    const sentences = dryRun
      ? [words.would(done.wanted, done.total)]
      : [
          words.done(done),
          words.pacing((ms / 1_000).toFixed(1), perMinute),
          words.complete(whole, partial, none),
        ];
    if (!dryRun && partial + none > 0) sentences.push(words.missing(done.missing));
    const odd = done.nameless + done.duplicates;
    const nothing = done.wanted === 0 && odd === 0 && !done.more;
    process.stdout.write(`${(nothing ? [words.nothing(done.total)] : sentences).join('\n')}\n`);
    if (done.more && options.limit !== undefined) process.stdout.write(`${words.limited}\n`);
  }
  const dated = choice.from !== null || choice.to !== null;
  if (dated && done.total === 0 && (await hasUndated(archive, choice)))
    complain(words.undated(archive.mapping.orders.date));
}
