import { Cluster, type Redis } from 'ioredis';
import type { Platform } from './connect.ts';

const PAGE = 500;

/** Members of a set, a page at a time: never a large one at once. */
export async function* setPages({ redis }: Platform, key: string): AsyncGenerator<string[]> {
  let cursor = '0';
  do {
    const [next, members] = await redis.sscan(key, cursor, 'COUNT', PAGE);
    if (members.length > 0) yield members;
    cursor = next;
  } while (cursor !== '0');
}

/** Members of a sorted set with their scores, a page at a time. */
export async function* scorePages(
  { redis }: Platform,
  key: string,
): AsyncGenerator<[member: string, score: number][]> {
  let cursor = '0';
  do {
    const [next, flat] = await redis.zscan(key, cursor, 'COUNT', PAGE);
    const page: [string, number][] = [];
    for (let i = 0; i + 1 < flat.length; i += 2) page.push([flat[i] ?? '', Number(flat[i + 1])]);
    if (page.length > 0) yield page;
    cursor = next;
  } while (cursor !== '0');
}

/** Keys that begin with a text, a page at a time, on whichever server of a Cluster they are. */
export async function* keyPages({ redis }: Platform, prefix: string): AsyncGenerator<string[]> {
  const servers: Redis[] = redis instanceof Cluster ? redis.nodes('master') : [redis];
  // What is no plain character in a pattern stands for any one.
  const pattern = `${prefix.replace(/[*?[\]\\]/g, '?')}*`;
  for (const server of servers) {
    let cursor = '0';
    do {
      const [next, keys] = await server.scan(cursor, 'MATCH', pattern, 'COUNT', PAGE);
      const mine = keys.filter((key) => key.startsWith(prefix));
      if (mine.length > 0) yield mine;
      cursor = next;
    } while (cursor !== '0');
  }
}

/** All members of a set, read in pages. */
export async function membersOf(platform: Platform, key: string): Promise<Set<string>> {
  const all = new Set<string>();
  for await (const page of setPages(platform, key)) for (const member of page) all.add(member);
  return all;
}

/** All members of a sorted set with their scores, read in pages. */
export async function scoresOf(platform: Platform, key: string): Promise<Map<string, number>> {
  const all = new Map<string, number>();
  for await (const page of scorePages(platform, key))
    for (const [member, score] of page) all.set(member, score);
  return all;
}
