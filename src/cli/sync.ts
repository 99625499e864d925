import { MongoError } from 'mongodb';
import { maskUri } from '../services/config/mask.ts';
import type { History } from '../services/mongo/connect.ts';
import { MongoDown } from '../services/mongo/connect.ts';
import { endRedis, type Platform } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import {
  type DeadLetter,
  deadLetters,
  readDeadLetter,
  repairDeadLetter,
  replayDeadLetter,
} from '../services/sync/dead-letters.ts';
import { lostEvents, readLosses } from '../services/sync/epoch.ts';
import type { Call } from './call.ts';
import {
  mongoDownSentence,
  needHistory,
  needPlatform,
  redisDownSentence,
  redisPlace,
} from './connect.ts';
import { EXIT, Failure, UsageError } from './exit.ts';

type Work = (call: Call, platform: Platform, history: History) => Promise<number>;

/** A command that needs both servers; Failure with a sentence when one does not answer. */
export function withBoth(work: Work) {
  return async (call: Call): Promise<number> => {
    const { config, m } = call;
    const platform = await needPlatform(config, m, 'sync');
    try {
      const history = await needHistory(config, m, 'sync');
      try {
        return await work(call, platform, history);
      } catch (error) {
        const reason = error instanceof Error ? error.message : String(error);
        if (error instanceof MongoDown || error instanceof MongoError)
          throw new Failure(mongoDownSentence(m, maskUri(config.mongo.uri), reason));
        if (error instanceof RedisDown || platform.redis.status !== 'ready')
          throw new Failure(redisDownSentence(m, redisPlace(config), reason));
        throw error;
      } finally {
        await history.close().catch(() => undefined);
      }
    } finally {
      endRedis(platform.redis);
    }
  };
}

const print = (line: string) => process.stdout.write(`${line.replace(/\p{Cc}/gu, '?')}\n`);

async function find({ m }: Call, platform: Platform, history: History, id: string) {
  const letter = await readDeadLetter(platform, history, id);
  if (!letter) throw new Failure(m.sync.noSuch(id));
  return letter;
}

/** `vigie sync dead list`: a line each, oldest first, or with `--json` an object a line. */
export const listCommand = withBoth(async ({ options, m }, platform, history) => {
  let count = 0;
  for await (const letter of deadLetters(platform, history)) {
    count += 1;
    const { id, reason, at, fields } = letter;
    const about = [fields.type, fields.order || fields.driver].filter(Boolean).join(' ');
    print(options.json ? JSON.stringify(letter) : [id, at.toISOString(), about, reason].join('  '));
  }
  if (count === 0 && !options.json) print(m.sync.none);
  return EXIT.ok;
});

/** `vigie sync dead show ID`: every field of one. */
export const showCommand = withBoth(async (call, platform, history) => {
  const letter = await find(call, platform, history, call.args[0] ?? '');
  if (call.options.json) print(JSON.stringify(letter));
  else
    for (const [name, value] of Object.entries({ reason: letter.reason, ...letter.fields }))
      print(`${name.padEnd(8)}  ${value}`);
  return EXIT.ok;
});

/** `vigie sync dead repair ID field=value …`. Exit 1 while it still can't be carried. */
export const repairCommand = withBoth(async (call, platform, history) => {
  const { m, config } = call;
  const [id = '', ...given] = call.args;
  const changes = Object.fromEntries(
    given.map((text) => {
      const at = text.indexOf('=');
      if (at < 1) throw new UsageError(m.sync.change(text));
      return [text.slice(0, at), text.slice(at + 1)];
    }),
  );
  const letter = await find(call, platform, history, id);
  const reason = await repairDeadLetter(platform, history, {
    letter,
    changes,
    by: config.operator,
  });
  print(reason === null ? m.sync.repaired(id) : m.sync.stillDead(id, reason));
  return reason === null ? EXIT.ok : EXIT.failed;
});

/** `vigie sync dead replay [ID] [--all]`. Exit 1 when one still can't be carried. */
export const replayCommand = withBoth(async (call, platform, history) => {
  const { m, options } = call;
  const [id] = call.args;
  if ((id === undefined) === (options.all !== true)) throw new UsageError(m.sync.which);
  let [carried, dead] = [0, 0];
  const one = async (letter: DeadLetter) => {
    const reason = await replayDeadLetter(platform, history, letter);
    if (reason === null) carried += 1;
    else {
      dead += 1;
      if (!options.json) print(m.sync.stillDead(letter.id, reason));
    }
  };
  if (id !== undefined) await one(await find(call, platform, history, id));
  else for await (const letter of deadLetters(platform, history)) await one(letter);
  print(options.json ? JSON.stringify({ carried, dead }) : m.sync.replayed(carried, dead));
  return dead === 0 ? EXIT.ok : EXIT.failed;
});

/** `vigie sync lost`: every event that a Redis that came back older lost, by number and order. */
export const lostCommand = withBoth(async ({ options, m }, platform, history) => {
  const losses = await readLosses(platform, history);
  for (const loss of losses) {
    if (!options.json) print(m.sync.loss(loss.epoch, loss.fromSeq, loss.toSeq));
    for (const event of await lostEvents(platform, history, loss)) {
      const { seq, type, order, driver } = event;
      const words = [`  ${seq}`, type, order, driver].filter(Boolean);
      print(options.json ? JSON.stringify(event) : words.join('  '));
    }
  }
  if (losses.length === 0 && !options.json) print(m.sync.nothingLost);
  return EXIT.ok;
});
