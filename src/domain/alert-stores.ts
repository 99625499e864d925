import { lagSight, memorySight, type Sight } from './alert-watch.ts';

/** What Redis tells of itself; null: it does not say. */
export interface RedisFacts {
  readonly appendonly: string | null;
  readonly appendfsync: string | null;
  readonly maxmemoryPolicy: string | null;
  readonly usedBytes: number;
  /** 0: no limit. */
  readonly limitBytes: number;
  /** Whether its last write to disk and its last snapshot went well. */
  readonly diskOk: boolean;
}

/** What a check of the servers saw of a subject, with the value that its sentence names. */
export interface StoreSeen {
  readonly sight: Sight;
  readonly value: string;
}

/** A setting that nobody may read tells nothing: what is open stays open. */
function setting(value: string | null, isSafe: (value: string) => boolean): StoreSeen {
  if (value === null) return { sight: 'between', value: '' };
  return { sight: isSafe(value) ? 'good' : 'bad', value };
}

/** What can be lost with a Redis as it is set, by subject of `store_unsafe`. Pure. */
export function redisSights(facts: RedisFacts): ReadonlyMap<string, StoreSeen> {
  const share = facts.limitBytes > 0 ? facts.usedBytes / facts.limitBytes : 0;
  return new Map<string, StoreSeen>([
    ['appendonly', setting(facts.appendonly, (value) => value === 'yes')],
    [
      'appendfsync',
      // Where nothing is written to disk, how it would be does not matter.
      facts.appendonly === 'no'
        ? { sight: 'good', value: '' }
        : setting(facts.appendfsync, (value) => value === 'always'),
    ],
    ['maxmemory-policy', setting(facts.maxmemoryPolicy, (value) => value === 'noeviction')],
    ['memory', { sight: memorySight(share), value: `${Math.round(share * 100)} %` }],
    ['persistence', { sight: facts.diskOk ? 'good' : 'bad', value: '' }],
  ]);
}

/**
 * How far MongoDB is behind. `since`: when the oldest event that waits was written, ms; null: none does.
 * While MongoDB is away that is what is told, and this waits. Pure.
 */
export function syncSight(since: number | null, now: number, mongoAnswers: boolean): Sight {
  if (!mongoAnswers) return 'between';
  return since === null ? 'good' : lagSight(now - since);
}
