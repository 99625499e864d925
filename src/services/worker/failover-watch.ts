import { askShard, infoField } from '../redis/shard.ts';
import { openAlert } from '../redis/transitions/alerts.ts';
import type { WorkerContext } from './context.ts';

/**
 * Notices that a replica has taken over. Replication does not wait, so what the old server acknowledged
 * last may be gone without a trace: the alert names the last event that is certain. Kept in Redis beside
 * the zone, so a worker that starts later finds it too.
 */
export async function watchFailover({ platform, log }: WorkerContext): Promise<void> {
  const { redis, keys } = platform;
  const [info, seq, known] = await askShard(platform, (pipeline) =>
    pipeline.info('replication').get(keys.eventsSeq).hmget(keys.shard, 'replid', 'seq'),
  );
  const [history, before] = ['master_replid', 'master_replid2'].map((name) =>
    infoField(String(info), name),
  );
  // A managed server may hide it.
  if (!history) return;
  const [knownHistory, knownSeq] = known as (string | null)[];
  // A server that restarts has a new history and none before it; a replica that takes over goes on with
  // the one that it copied.
  if (knownHistory && knownHistory !== history && knownHistory === before) {
    const details = { after_seq: knownSeq ?? '0' };
    log.error(details, 'a replica took over: events after this one may be lost');
    const alert = { kind: 'events_lost', subject: `failover-${history.slice(0, 8)}` } as const;
    await openAlert(
      platform,
      { ...alert, driver: null, severity: 'critical', details },
      { by: 'worker' },
    );
  }
  // Replication keeps the order: where this note arrived, every event up to its number did.
  await redis.hset(keys.shard, { replid: history, seq: String(seq ?? 0) });
}
