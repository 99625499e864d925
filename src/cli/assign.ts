import { printable } from '../components/text.ts';
import { STRATEGIES } from '../domain/strategy.ts';
import type { Config } from '../services/config/config.ts';
import { type Assigned, assignMany, waitingPages } from '../services/dispatch/assign-many.ts';
import { assignOptimal } from '../services/dispatch/assign-optimal.ts';
import { endRedis, type Platform } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import type { Call } from './call.ts';
import { needPlatform, redisDownSentence, redisPlace } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { text, texts } from './fields.ts';
import { radiusOption } from './options.ts';
import { progressLine } from './progress.ts';
import { reasonOf, refusalJson } from './results.ts';
import { stopSignal } from './stop.ts';

const NAMES = [...STRATEGIES, 'optimal'] as const;

/** What is asked for; `orders` null: all that wait. */
interface Wish {
  readonly strategy: (typeof NAMES)[number];
  readonly orders: readonly string[] | null;
  readonly km: number;
  readonly dryRun: boolean;
}

/** Throws UsageError, with what to say instead, for what makes no sense. */
function wishOf(call: Call): Wish {
  const { m, options } = call;
  const given = text(call, 'strategy');
  if (given === undefined) throw new UsageError(m.dispatch.needs('--strategy'));
  const strategy = NAMES.find((name) => name === given);
  if (!strategy) throw new UsageError(m.cli.number('--strategy', given, NAMES.join(', ')));
  const named = [...new Set(texts(call, 'order'))];
  if (named.length > 0 === (options.allWaiting === true))
    throw new UsageError(m.dispatch.assign.which);
  if (strategy === 'optimal' && options.radius !== undefined)
    throw new UsageError(m.dispatch.assign.noRadius);
  const km = radiusOption(m, options.radius);
  const orders = options.allWaiting === true ? null : named;
  return { strategy, orders, km, dryRun: options.dryRun === true };
}

async function* onePage(orders: readonly string[]): AsyncGenerator<readonly string[]> {
  yield orders;
}

function assigning(
  config: Config,
  platform: Platform,
  { strategy, orders, km, dryRun }: Wish,
  by: string,
  signal: AbortSignal,
): AsyncGenerator<readonly Assigned[]> {
  if (strategy === 'optimal')
    return assignOptimal(config, platform, orders, { dryRun, by }, signal);
  const pages = orders ? onePage(orders) : waitingPages(platform);
  return assignMany(platform, pages, { strategy, radiusM: km * 1000, dryRun, by }, signal);
}

/**
 * `vigie assign`: gives waiting orders to whom a strategy chooses. A sentence an order and one at the end, or with
 * `--json` one object: `{"dryRun","strategy","orders":[{"order","ok":true,"driver","name","score"} or
 * {"order","ok":false,"refusal","message"}],"assigned","notAssigned","stopped","ok"}`, written as it goes;
 * `refusal` is a refusal's name (then with `code` and `details`), `nobody`, `unknown` or `left`; `score` is
 * null for optimal. Exit 0 when all were assigned, or with `--dry-run` would be (also: none waits); 1 when
 * one was not, or it was stopped; 2 for a call that makes no sense.
 */
export async function assignCommand(call: Call): Promise<number> {
  const { m, config } = call;
  const wish = wishOf(call);
  const signal = stopSignal();
  const platform = await needPlatform(config, m, 'command');
  try {
    const waiting = await platform.redis.zcard(platform.keys.ordersWaiting);
    const print = printer(call, wish, wish.orders?.length ?? waiting);
    print.begin();
    const lost = await each(
      assigning(config, platform, wish, config.operator, signal),
      print.result,
    );
    const ok = print.end(signal.aborted || lost !== null);
    if (lost) throw new Failure(redisDownSentence(m, redisPlace(config), lost.message));
    return ok ? EXIT.ok : EXIT.failed;
  } finally {
    endRedis(platform.redis);
  }
}

/** Hands every result on; what Redis said when it went meanwhile, so that what was told can be closed. */
async function each(
  parts: AsyncGenerator<readonly Assigned[]>,
  tell: (result: Assigned) => void,
): Promise<RedisDown | null> {
  try {
    for await (const results of parts) for (const result of results) tell(result);
    return null;
  } catch (error) {
    if (error instanceof RedisDown) return error;
    throw error;
  }
}

/** Writes results as they come; `end` answers whether all went well. */
function printer(call: Call, { strategy, km, dryRun }: Wish, total: number) {
  const { assign: words, done: sentences } = call.m.dispatch;
  const json = call.options.json === true;
  const write = (piece: string) => process.stdout.write(piece);
  const progress = progressLine(() => words.progress);
  // The lines themselves show how far it is, unless they go elsewhere.
  const silent = process.stdout.isTTY === true && !json;
  let [assigned, not] = [0, 0];

  function tell({ order, answer, to }: Assigned): void {
    if (to) {
      const { driver, name } = to;
      const who = name === '' || name === driver ? driver : `${driver} ${name}`;
      write(`${printable((dryRun ? words.would : sentences.assigned)(order, who))}\n`);
    } else if (answer.is === 'nobody' && strategy === 'optimal') complain(words.notPlanned(order));
    else if (answer.is !== 'planned') complain(reasonOf(call, order, answer, km) ?? '');
  }

  function tellJson({ order, answer, to }: Assigned): void {
    const told =
      to || answer.is === 'planned'
        ? { order, ok: true, ...to }
        : refusalJson(call, order, answer, km);
    write(`${assigned + not > 1 ? ',' : ''}\n${JSON.stringify(told)}`);
  }

  return {
    begin: () => json && write(`{"dryRun":${dryRun},"strategy":"${strategy}","orders":[`),
    result(result: Assigned): void {
      if (result.to) assigned += 1;
      else not += 1;
      if (json) tellJson(result);
      else tell(result);
      if (!silent) progress('orders', Math.min(assigned + not, total), total);
    },
    end(stopped: boolean): boolean {
      const ok = not === 0 && !stopped;
      const sums = { assigned, notAssigned: not, stopped, ok };
      if (json) write(`\n],${JSON.stringify(sums).slice(1)}\n`);
      else if (assigned + not === 0 && !stopped) write(`${words.none}\n`);
      else write(`${(dryRun ? words.wouldSum : words.sum)(assigned, not)}\n`);
      if (stopped && !json) complain(words.stopped);
      return ok;
    },
  };
}
