/**
 * The ceiling of assignments: a script that makes the same writes and checks nothing. It is made from
 * what an assignment was seen to write, so it stays the same as ours whatever becomes of ours.
 */

import { setTimeout as pause } from 'node:timers/promises';
import { Cluster } from 'ioredis';
import type { Platform } from '../../src/services/redis/connect.ts';
import { script } from '../../src/services/redis/scripts.ts';
import { callOf } from '../../src/services/redis/transitions/act.ts';
import { assignment } from '../../src/services/redis/transitions/assignments.ts';

const ACT = { by: 'bench', via: 'closest' } as const;

/** An EVALSHA that is ready to be sent. */
export interface Sent {
  readonly sha: string;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** Our assignment, as the platform sends it. */
export function ours(platform: Platform, order: string, driver: string): Sent {
  const { keys, args } = callOf(platform, assignment(platform, { order, driver }), ACT);
  return { sha: script('assign_order').sha, keys, args };
}

export function send({ redis }: Platform, { sha, keys, args }: Sent): Promise<unknown> {
  return redis.evalsha(sha, keys.length, ...keys, ...args);
}

/**
 * Assigns a waiting order, and loads the script of its writes. The calls of that carry, as one argument
 * more, the record that ours reads and encodes.
 */
export async function loadBare(
  platform: Platform,
  order: string,
  driver: string,
): Promise<(order: string, driver: string) => Sent> {
  const { redis } = platform;
  const sample = ours(platform, order, driver);
  const writes = await writesOf(platform, sample);
  const stream = writes.find(([name]) => name?.toUpperCase() === 'XADD') ?? [];
  const record = stream[stream.indexOf('record') + 1] ?? '';
  const names = new Map([
    ...sample.args.map((arg, index) => [String(arg), `ARGV[${index + 1}]`] as const),
    [record, `ARGV[${sample.args.length + 1}]`] as const,
    ...sample.keys.map((key, index) => [key, `KEYS[${index + 1}]`] as const),
  ]);
  const lines = writes.map(
    (words) => `redis.call(${words.map((word) => names.get(word) ?? quoted(word)).join(', ')})`,
  );
  const source = [...lines, "return { 0, '1', '2' }"].join('\n');
  const sha = (await redis.script('LOAD', source)) as string;
  return (id, to) => {
    const { keys, args } = ours(platform, id, to);
    return { sha, keys, args: [...args, record] };
  };
}

const quoted = (word: string) => `'${word.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;

/** MONITOR shows bytes beyond ASCII as `\\xc3`. */
function plain(word: string): string {
  const bytes = word.replace(/\\x([0-9a-f]{2})/g, (_all, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
  return Buffer.from(bytes, 'latin1').toString();
}

/** The writing commands that a script calls when it is sent, word by word. */
async function writesOf(platform: Platform, sent: Sent): Promise<string[][]> {
  const { redis } = platform;
  if (redis instanceof Cluster) throw new Error('the bench has one server');
  const called: string[][] = [];
  let over = false;
  const monitor = await redis.monitor();
  monitor.on('monitor', (_time: string, words: string[], source: string) => {
    if (source === 'lua') called.push(words.map(plain));
    if (words[0]?.toLowerCase() === 'echo') over = true;
  });
  await send(platform, sent);
  await redis.echo('over');
  while (!over) await pause(5);
  monitor.disconnect();
  const infos = await redis.command('INFO', ...called.map(([name = '']) => name));
  const flags = (infos as [name: string, arity: number, flags: string[]][]).map((info) => info[2]);
  return called.filter((_words, index) => flags[index]?.includes('write'));
}
