import { REPLY_CODES } from '../domain/refusal.ts';
import { type Handed, reassignAll } from '../services/dispatch/reassign-all.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import type { Call } from './call.ts';
import { needPlatform, redisPlace } from './connect.ts';
import { complain, EXIT, Failure } from './exit.ts';
import { radiusOption } from './options.ts';
import { printRefusal } from './outcome.ts';

/** Why an order stayed where it was, in words; null when it moved. */
function reasonOf({ m }: Call, { order, outcome, lost }: Handed, km: number): string | null {
  if (lost) return m.dispatch.redisLost(order);
  if (outcome === null) return m.dispatch.nobody(order, km);
  return outcome.ok ? null : `${order}: ${m.refusals[outcome.refusal](outcome.details)}`;
}

/** One order's result as programs read it. */
function asJson(call: Call, handed: Handed, km: number): object {
  const { order, to, outcome } = handed;
  if (outcome?.ok) return { order, driver: to?.driverId, score: to?.score, ...outcome };
  const code = outcome ? { code: REPLY_CODES[outcome.refusal], ...outcome } : { ok: false };
  return { order, ...code, message: reasonOf(call, handed, km) };
}

/**
 * `vigie driver reassign-all`: a sentence an order, or with `--json`
 * `{"ok","driver","orders":[{"order","ok","driver","score","seq","version"} or
 * {"order","ok":false,"code","refusal","details","message"}]}`.
 * Exit 0 when all of them moved (also: he carried nothing), 1 when one did not or he is unknown.
 */
export async function reassignAllCommand(call: Call): Promise<number> {
  const { m, config, options, args } = call;
  const [driver = ''] = args;
  const km = radiusOption(m, options.radius);
  const platform = await needPlatform(config, m, 'command');
  try {
    const tell = (handed: Handed) => {
      if (options.json) return;
      const reason = reasonOf(call, handed, km);
      if (reason !== null) complain(reason);
      else process.stdout.write(`${m.dispatch.done.reassigned(handed.order, nameOf(handed))}\n`);
    };
    const act = { by: config.operator };
    const result = await reassignAll(platform, { driver, radiusM: km * 1000 }, act, tell);
    if ('ok' in result) {
      printRefusal(call, result);
      return EXIT.failed;
    }
    const ok = result.every(({ outcome }) => outcome?.ok === true);
    const orders = result.map((handed) => asJson(call, handed, km));
    if (options.json) process.stdout.write(`${JSON.stringify({ ok, driver, orders })}\n`);
    else if (result.length === 0)
      process.stdout.write(`${m.dispatch.done.carriesNothing(driver)}\n`);
    return ok ? EXIT.ok : EXIT.failed;
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
  }
}

const nameOf = ({ to }: Handed) => to?.driverId ?? '';
