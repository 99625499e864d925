import type { Platform } from './connect.ts';

type Pipeline = ReturnType<Platform['redis']['pipeline']>;

/**
 * Replies of commands that name no key (TIME, INFO, PING), from the server that holds the zone: a Cluster
 * would send each to any of its servers. Throws the first error.
 */
export async function askShard(
  { redis, keys }: Platform,
  add: (pipeline: Pipeline) => unknown,
): Promise<unknown[]> {
  const pipeline = redis.pipeline();
  // A key in front sends what follows the same way.
  pipeline.exists(keys.epoch);
  add(pipeline);
  const [, ...replies] = (await pipeline.exec()) ?? [];
  return replies.map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}

/** The zone's clock, ms: all that is written of it is told by this one. */
export async function shardTime(platform: Platform): Promise<number> {
  const [time] = await askShard(platform, (pipeline) => pipeline.time());
  const [seconds, micros] = (time as string[]).map(Number);
  return (seconds ?? 0) * 1000 + Math.floor((micros ?? 0) / 1000);
}

/** A field of an INFO reply, null when it is not there. */
export function infoField(info: string, name: string): string | null {
  return new RegExp(`^${name}:(.*?)\\r?$`, 'm').exec(info)?.[1] ?? null;
}
