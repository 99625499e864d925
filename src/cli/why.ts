import { clock } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { printable } from '../components/text.ts';
import { isId } from '../domain/ids.ts';
import { orderWhyLines } from '../i18n/why-lines.ts';
import { readWhy } from '../services/dispatch/why.ts';
import { connectMongo, type History, MongoDown } from '../services/mongo/connect.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { malformed } from '../services/redis/transitions/act.ts';
import type { Call } from './call.ts';
import { needPlatform, redisDownSentence, redisPlace } from './connect.ts';
import { EXIT, Failure } from './exit.ts';
import { radiusOption } from './options.ts';
import { printRefusal } from './outcome.ts';

const two = (value: number) => String(value).padStart(2, '0');

/** A local time of day, with its date where that is not today's. */
function when(ms: number): string {
  const [date, today] = [new Date(ms), new Date()];
  if (date.toDateString() === today.toDateString()) return clock(ms);
  const day = [date.getFullYear(), two(date.getMonth() + 1), two(date.getDate())];
  return `${day.join('-')} ${clock(ms)}`;
}

/** The history where it answers; what only it knows is then told. */
async function historyOrNone({ config }: Call): Promise<History | null> {
  try {
    return await connectMongo(config.mongo, 'why');
  } catch (error) {
    if (error instanceof MongoDown) return null;
    throw error;
  }
}

/**
 * `vigie order why`: why an order went to its driver, or for one that waits whom each strategy and the
 * engine would choose now; with `--json` `{"order","is":"waiting","now":[…],"plan"}`,
 * `{"order","is":"given","status","to":{"driver","name","at","by","via","why"},"whole"}`, `{"order","is":"nobody","status"}`.
 * Exit 1 for an order that is unknown.
 */
export async function whyCommand(call: Call): Promise<number> {
  const { config, m, options, args } = call;
  const [order = ''] = args;
  const radiusM = radiusOption(m, options.radius) * 1000;
  if (!isId(order)) {
    printRefusal(call, malformed('order', order));
    return EXIT.failed;
  }
  const platform = await needPlatform(config, m, 'why');
  let history: History | null = null;
  try {
    let answer = await readWhy(platform, null, order, radiusM);
    if ('whole' in answer && !answer.whole) {
      history = await historyOrNone(call);
      answer = await readWhy(platform, history, order, radiusM);
    }
    if (answer.is === 'unknown' && answer.whole) {
      printRefusal(call, { ok: false, refusal: 'unknown_order', details: { order } });
      return EXIT.failed;
    }
    const { minus, cursor } = glyphs(config.ascii);
    const lines = orderWhyLines(order, answer, m.why, { clock: when, minus, mark: cursor });
    if (answer.is === 'unknown') throw new Failure(lines.join('\n'));
    const text = options.json
      ? JSON.stringify({ order, ...answer })
      : lines.map(printable).join('\n');
    process.stdout.write(`${text}\n`);
    return EXIT.ok;
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(redisDownSentence(m, redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
    await history?.close().catch(() => undefined);
  }
}
