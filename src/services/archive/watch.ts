import { createHash, randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { MongoError } from 'mongodb';
import type { Log } from '../log/log.ts';
import { type History, MongoDown } from '../mongo/connect.ts';
import type { Archive } from './orders.ts';
import { mayPass } from './retry.ts';
import { PlaceLost } from './watch-changes.ts';
import { follow } from './watch-follow.ts';
import type { WatchNews } from './watch-news.ts';
import { pauseAfter } from './watch-pause.ts';
import { placeKeeper } from './watch-place.ts';

/** An archive on a connection of its own. */
export interface OpenedArchive {
  readonly history: History;
  readonly archive: Archive;
}

export interface WatchOptions {
  /** Opens the archive on a new connection. Throws MongoDown. */
  readonly open: () => Promise<OpenedArchive>;
  readonly log: Log;
  /** Ends it after the batch in hand. */
  readonly signal: AbortSignal;
  readonly tell: (news: WatchNews) => void;
}

/** How often a watcher that waits looks whether it may begin, ms. */
const TURN_MS = 1_000;

/** Longest that the end waits for the lease to be given back; it runs out by itself. */
const RELEASE_MS = 500;

/** How loudly the log says each. */
const LEVELS: Readonly<Record<WatchNews['kind'], 'debug' | 'info' | 'warn'>> = {
  ...({
    waiting: 'info',
    scan: 'warn',
    scanned: 'info',
    watching: 'info',
    batch: 'debug',
  } as const),
  ...({ resumed: 'info', interrupted: 'warn', gone: 'warn', replaced: 'warn' } as const),
  refused: 'warn',
};

const NO_CHANGE_STREAMS = 40_573;

/**
 * Archives each order when it is finished, until the signal aborts. Of several watchers of one archive one is
 * active. It goes on after whatever hinders it, with growing pauses, where it was; where that is not known any
 * more, with a scan. Throws what no pause mends.
 */
export async function watchArchive(options: WatchOptions): Promise<void> {
  const { open, log, signal } = options;
  const tell = (news: WatchNews) => {
    log[LEVELS[news.kind]](news, 'archive watch');
    options.tell(news);
  };
  const name = `${hostname()}:${process.pid}:${randomBytes(3).toString('hex')}`;
  log.info({ name }, 'archive watch started');
  const connection: { opened: OpenedArchive | null } = { opened: null };
  let failures = 0;
  let waitingFor: string | null = null;

  const turn = async () => {
    connection.opened ??= await open();
    const { history, archive } = connection.opened;
    const keeper = placeKeeper(history, placeOf(archive), name);
    const place = await keeper.take();
    if (place.holder !== name) {
      failures = 0;
      if (waitingFor !== place.holder) tell({ kind: 'waiting', holder: place.holder ?? '' });
      waitingFor = place.holder;
      await rest(TURN_MS, signal);
      return;
    }
    waitingFor = null;
    const onProgress = () => {
      failures = 0;
    };
    await follow({ archive, keeper, place, signal, tell, onProgress });
  };

  try {
    while (!signal.aborted) {
      try {
        await turn();
      } catch (error) {
        if (!(error instanceof Error) || isHopeless(error)) throw error;
        failures += 1;
        const pauseMs = pauseAfter(failures, Math.random());
        log.debug({ error }, 'archive watch failed');
        const lost = error instanceof PlaceLost;
        tell({ kind: 'interrupted', reason: error.message, failures, pauseMs, lost });
        await rest(pauseMs, signal);
      }
    }
  } finally {
    if (connection.opened) await close(connection.opened, name);
  }
  log.info('archive watch stopped');
}

/** Lets another watcher take over at once, where MongoDB answers. */
async function close({ history, archive }: OpenedArchive, name: string): Promise<void> {
  const released = placeKeeper(history, placeOf(archive), name).release();
  await Promise.race([released, pause(RELEASE_MS)]).catch(() => undefined);
  await history.close().catch(() => undefined);
}

/** What MongoDB or the way to it does may be over later; a missing right or a fault of ours is not. */
function isHopeless(error: Error): boolean {
  if (error instanceof MongoDown || error instanceof PlaceLost) return false;
  return !mayPass(error) || isWithoutChanges(error);
}

/** Whether a server that tells no changes was asked for them: it is no replica set. */
export function isWithoutChanges(error: unknown): boolean {
  return error instanceof MongoError && error.code === NO_CHANGE_STREAMS;
}

/** Under which name the place of an archive is kept, beside others in one database, and for which mapping. */
function placeOf({ mapping }: Archive): { id: string; mapping: string } {
  return {
    id: `archive/${mapping.orders.collection}/${mapping.archive}`,
    mapping: createHash('sha256').update(JSON.stringify(mapping)).digest('hex'),
  };
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
