import { type RedisFacts, redisSights, syncSight } from '../../domain/alert-stores.ts';
import type { Sight } from '../../domain/alert-watch.ts';
import { outboxLag } from '../board/lag.ts';
import type { Config } from '../config/config.ts';
import { connectMongo } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { askShard, infoField, shardTime } from '../redis/shard.ts';
import { type Description, follow, knownSubjects } from './alert-follow.ts';
import type { WorkerContext } from './context.ts';

/** What one check saw of one subject. */
type Seen = Description & { readonly sight: Sight };

/**
 * One check of the servers: MongoDB away, MongoDB behind, and what this Redis can lose. A Redis that is
 * away itself can't keep an alert: each console says so on its status line.
 */
export async function watchStores({ platform, config }: WorkerContext): Promise<void> {
  const [answers, now, { lag, since }, facts] = await Promise.all([
    mongoAnswers(config),
    shardTime(platform),
    outboxLag(platform),
    redisFacts(platform),
  ]);
  const known = await knownSubjects(platform);
  const tell = (kind: 'store_down' | 'sync_behind' | 'store_unsafe', seen: Map<string, Seen>) => {
    const bad = [...seen].filter(([, { sight }]) => sight === 'bad').map(([subject]) => subject);
    return follow(platform, known(kind), {
      ...{ kind, bad, total: bad.length },
      judge: async (subjects) => subjects.map((subject) => seen.get(subject)?.sight ?? 'gone'),
      describe: async (subjects) => subjects.map((subject) => seen.get(subject) ?? { details: {} }),
    });
  };
  const down: Seen = { sight: answers ? 'good' : 'bad', details: { since: String(now) } };
  await tell('store_down', new Map([['mongodb', down]]));
  const behind: Seen = {
    sight: syncSight(since, now, answers),
    details: { since: String(since ?? now) },
    live: { count: String(lag) },
  };
  await tell('sync_behind', new Map([['mongodb', behind]]));
  const unsafe = [...redisSights(facts)].map(([subject, { sight, value }]): [string, Seen] => [
    subject,
    { sight, details: {}, live: { value } },
  ]);
  await tell('store_unsafe', new Map(unsafe));
}

/** Whether a new connection finds MongoDB: the relay's own may wait for an answer for long. */
async function mongoAnswers({ mongo }: Config): Promise<boolean> {
  try {
    const history = await connectMongo(mongo, 'watch');
    await history.close();
    return true;
  } catch {
    return false;
  }
}

/** What the zone's server says of its settings and its disk. Managed servers forbid CONFIG. */
async function redisFacts(platform: Platform): Promise<RedisFacts> {
  const setting = async (name: string): Promise<string | null> => {
    const ask = askShard(platform, (pipeline) => pipeline.config('GET', name));
    const [reply] = await ask.catch(() => []);
    return ((reply ?? []) as string[])[1] ?? null;
  };
  const [[memory, persistence], appendonly, appendfsync, maxmemoryPolicy] = await Promise.all([
    askShard(platform, (pipeline) => pipeline.info('memory').info('persistence')),
    setting('appendonly'),
    setting('appendfsync'),
    setting('maxmemory-policy'),
  ]);
  const bytes = (name: string) => Number(infoField(String(memory), name) ?? 0);
  const status = (name: string) => infoField(String(persistence), name) ?? 'ok';
  return {
    ...{ appendonly, appendfsync, maxmemoryPolicy },
    usedBytes: bytes('used_memory'),
    limitBytes: bytes('maxmemory'),
    diskOk: status('aof_last_write_status') === 'ok' && status('rdb_last_bgsave_status') === 'ok',
  };
}
