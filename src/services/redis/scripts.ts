import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Cluster } from 'ioredis';
import type { RedisClient } from './client.ts';
import { RedisDown } from './down.ts';

/** One Lua script: its text with the includes filled in, and its SHA-1. */
interface Script {
  readonly source: string;
  readonly sha: string;
}

/** The package's `lua` folder, whether we run from source or from the bundle. */
function luaFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'lua', 'create_order.lua'))) folder = dirname(folder);
  return join(folder, 'lua');
}

function readScripts(): Map<string, Script> {
  const folder = luaFolder();
  const included = (text: string) =>
    text.replace(/^--- @include (\w+)$/gm, (_line, name: string) =>
      readFileSync(join(folder, 'include', `${name}.lua`), 'utf8'),
    );
  return new Map(
    readdirSync(folder)
      .filter((file) => file.endsWith('.lua'))
      .map((file) => {
        const source = included(readFileSync(join(folder, file), 'utf8'));
        const sha = createHash('sha1').update(source).digest('hex');
        return [file.slice(0, -'.lua'.length), { source, sha }];
      }),
  );
}

let cached: Map<string, Script> | undefined;

/** A script by the name of its file. */
export function script(name: string): Script {
  cached ??= readScripts();
  const found = cached.get(name);
  if (!found) throw new Error(`no script lua/${name}.lua`);
  return found;
}

/** The names of all scripts. */
export function scriptNames(): string[] {
  cached ??= readScripts();
  return [...cached.keys()];
}

/** Loads every script into the server, or into every master of a Cluster, so that EVALSHA finds them. */
export async function loadScripts(redis: RedisClient): Promise<void> {
  const servers = redis instanceof Cluster ? redis.nodes('master') : [redis];
  await Promise.all(
    servers.flatMap((server) =>
      scriptNames().map((name) => server.script('LOAD', script(name).source)),
    ),
  );
}

export interface Call {
  readonly script: string;
  readonly keys: readonly string[];
  readonly args: readonly (string | number)[];
}

/** A script's reply: a code, then what belongs to it, all as text. */
export type Reply = readonly (string | number)[];

const isMissing = (error: unknown) =>
  error instanceof Error && error.message.startsWith('NOSCRIPT');

/**
 * Runs one script. A server that has forgotten it (restart, SCRIPT FLUSH) gets its text again.
 * Throws RedisDown when there is no answer.
 */
export async function run(redis: RedisClient, call: Call): Promise<Reply> {
  const { sha, source } = script(call.script);
  const rest = [...call.keys, ...call.args];
  try {
    return (await redis.evalsha(sha, call.keys.length, ...rest).catch((error) => {
      if (!isMissing(error)) throw error;
      return redis.eval(source, call.keys.length, ...rest);
    })) as Reply;
  } catch (error) {
    throw asDown(error);
  }
}

/** Runs many scripts in one round trip, answers in their order; forgotten ones are sent again as text. */
export async function runMany(redis: RedisClient, calls: readonly Call[]): Promise<Reply[]> {
  const pipeline = redis.pipeline();
  for (const { script: name, keys, args } of calls) {
    pipeline.evalsha(script(name).sha, keys.length, ...keys, ...args);
  }
  const answers = await pipeline.exec().catch((error) => {
    throw asDown(error);
  });
  return Promise.all(
    calls.map((call, index) => {
      const [error, reply] = answers?.[index] ?? [new Error('no answer'), null];
      if (!error) return reply as Reply;
      if (isMissing(error)) return run(redis, call);
      throw asDown(error);
    }),
  );
}

/** What a server replies while another one takes over, or its replicas are away; 6.2 wraps what a script met. */
const PASSING = /^(CLUSTERDOWN|MASTERDOWN|TRYAGAIN|LOADING|READONLY|NOREPLICAS) |-NOREPLICAS /;

/** An error that Redis itself replied stays what it is; all else means that it can't be reached. */
export function asDown(error: unknown): Error {
  if (error instanceof Error && error.name === 'ReplyError' && !PASSING.test(error.message)) {
    return error;
  }
  return new RedisDown(error instanceof Error ? error.message : String(error));
}
