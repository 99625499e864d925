import { printable } from '../components/text.ts';
import type { Messages } from '../i18n/index.ts';
import { openArchive } from '../services/archive/orders.ts';
import { isWithoutChanges, watchArchive } from '../services/archive/watch.ts';
import type { WatchNews } from '../services/archive/watch-news.ts';
import { ArchiveMixed } from '../services/archive/write.ts';
import { maskText } from '../services/config/mask.ts';
import { openLog } from '../services/log/log.ts';
import { connectMongo } from '../services/mongo/connect.ts';
import { mappingOption } from './archive-mapping.ts';
import { type ArchiveTally, archiveTally } from './archive-tally.ts';
import type { Call } from './call.ts';
import { EXIT, Failure } from './exit.ts';
import { keepHeapSmall } from './heap.ts';
import { stopSignal } from './stop.ts';

/** Longest that the answer to a batch is waited for; a batch written twice changes nothing. */
const SILENCE_MS = 10_000;
const REDRAW_MS = 1_000;

/** `vigie archive watch`: archives what finishes until it is stopped; exit 0 then. */
export async function archiveWatchCommand(call: Call): Promise<number> {
  const { config, m, options } = call;
  const mapping = mappingOption(m, options.mapping);
  keepHeapSmall();
  const log = await openLog(config, 'archive');
  const signal = stopSignal();
  const tally = archiveTally();
  const teller = options.json ? jsonTeller() : textTeller(m, tally, options.verbose === true);
  try {
    await watchArchive({
      open: async () => {
        const history = await connectMongo(config.mongo, 'archive', SILENCE_MS);
        try {
          return { history, archive: await openArchive(history, mapping) };
        } catch (error) {
          await history.close().catch(() => undefined);
          throw error;
        }
      },
      log,
      signal,
      tell: (news) => {
        tally.add(news);
        teller.tell(news);
      },
    });
  } catch (error) {
    if (isWithoutChanges(error)) throw new Failure(m.archiveWatch.notAReplicaSet);
    if (error instanceof ArchiveMixed)
      throw new Failure(m.archive.mixed(printable(error.index), tally.archived()));
    // By its name, as withHistory does.
    if (!(error instanceof Error && error.name.startsWith('Mongo'))) throw error;
    throw new Failure(m.archiveWatch.hopeless(maskText(error.message), tally.archived()));
  } finally {
    teller.end();
  }
  if (!options.json) process.stdout.write(`${m.archiveWatch.ended(tally.archived())}\n`);
  return EXIT.ok;
}

/** How a run is told while it goes on. */
interface Teller {
  tell(news: WatchNews): void;
  /** Nothing more comes. */
  end(): void;
}

/** An object a line, `kind` first; what is counted as `vigie archive batch --json` names it. */
function jsonTeller(): Teller {
  return {
    tell: (news) => process.stdout.write(`${JSON.stringify(asJson(news))}\n`),
    end: () => undefined,
  };
}

function asJson(news: WatchNews): object {
  switch (news.kind) {
    case 'batch':
      return { kind: news.kind, ...news.done, lagMs: news.lagMs };
    case 'scanned':
      return { kind: news.kind, ...news.done };
    case 'interrupted':
      return { ...news, reason: maskText(news.reason) };
    default:
      return news;
  }
}

/** Sentences; in a terminal with one line below them that says how it goes, rewritten in place. */
function textTeller(m: Messages, tally: ArchiveTally, verbose: boolean): Teller {
  const { stdout } = process;
  const draw = () => {
    const line = tally.line(m, Date.now()).slice(0, (stdout.columns || 80) - 1);
    if (stdout.isTTY) stdout.write(`\r${line}\x1b[K`);
  };
  const clear = stdout.isTTY ? '\r\x1b[K' : '';
  const timer = stdout.isTTY ? setInterval(draw, REDRAW_MS) : undefined;
  return {
    tell: (news) => {
      const sentence = sentenceOf(m, news, verbose);
      if (sentence !== null) stdout.write(`${clear}${printable(maskText(sentence))}\n`);
      draw();
    },
    end: () => {
      clearInterval(timer);
      stdout.write(clear);
    },
  };
}

/** What is said of it; null: the line below says it. */
function sentenceOf(m: Messages, news: WatchNews, verbose: boolean): string | null {
  const words = m.archiveWatch;
  switch (news.kind) {
    case 'waiting':
      return words.waiting(news.holder);
    case 'scan':
      return words.scan[news.why];
    case 'scanned': {
      const { archived, updated, already } = news.done;
      return words.scanned(archived, updated, already);
    }
    case 'batch': {
      const { archived, updated, already } = news.done;
      return verbose ? words.batch(archived, updated, already, news.lagMs) : null;
    }
    case 'refused':
      return words.refused(news.id, news.reason);
    case 'interrupted':
      return words.interrupted(news.reason, news.pauseMs);
    default:
      return words[news.kind];
  }
}
