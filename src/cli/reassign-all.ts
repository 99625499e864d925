import { score } from '../domain/strategy.ts';
import type { Result } from '../services/dispatch/over.ts';
import { reassignAll } from '../services/dispatch/reassign-all.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import type { Call } from './call.ts';
import { needPlatform, redisPlace } from './connect.ts';
import { complain, EXIT, Failure } from './exit.ts';
import { radiusOption } from './options.ts';
import { printRefusal } from './outcome.ts';
import { reasonOf, refusalJson } from './results.ts';

/** One order's result as programs read it. */
function asJson(call: Call, { order, answer }: Result, km: number): object {
  if (answer.is === 'done') {
    const { driver, version } = answer;
    const chosen = driver && { driver: driver.driverId, score: score('balanced', driver) };
    return { order, ok: true, ...chosen, version };
  }
  return refusalJson(call, order, answer, km);
}

/**
 * `vigie driver reassign-all`: a sentence an order, or with `--json`
 * `{"ok","driver","orders":[{"order","ok":true,"driver","score","version"} or
 * {"order","ok":false,"refusal","message"}]}`, where `refusal` is a refusal's name (then with `code` and
 * `details`), `nobody`, `unknown` (no answer) or `left` (not begun after that).
 * Exit 0 when all of them moved (also: he carried nothing), 1 when one did not or he is unknown.
 */
export async function reassignAllCommand(call: Call): Promise<number> {
  const { m, config, options, args } = call;
  const [driver = ''] = args;
  const km = radiusOption(m, options.radius);
  const platform = await needPlatform(config, m, 'command');
  try {
    const wish = { driver, radiusM: km * 1000 };
    const results = await reassignAll(platform, wish, config.operator);
    if ('ok' in results) {
      printRefusal(call, results);
      return EXIT.failed;
    }
    const ok = results.every(({ answer }) => answer.is === 'done');
    if (options.json) {
      const orders = results.map((result) => asJson(call, result, km));
      process.stdout.write(`${JSON.stringify({ ok, driver, orders })}\n`);
    } else tell(call, results, km);
    return ok ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
  }
}

/** A sentence an order: what moved on standard output, what did not on standard error. */
function tell(call: Call, results: readonly Result[], km: number): void {
  const { done } = call.m.dispatch;
  if (results.length === 0) process.stdout.write(`${done.carriesNothing(call.args[0] ?? '')}\n`);
  for (const { order, answer } of results) {
    const reason = reasonOf(call, order, answer, km);
    if (reason !== null) complain(reason);
    else if (answer.is === 'done')
      process.stdout.write(`${done.reassigned(order, answer.driver?.driverId ?? '')}\n`);
  }
}
