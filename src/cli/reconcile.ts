import { randomBytes } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { outboxLag } from '../services/board/lag.ts';
import { openLog } from '../services/log/log.ts';
import type { History } from '../services/mongo/connect.ts';
import type { Difference } from '../services/reconcile/difference.ts';
import { compare, reconcile } from '../services/reconcile/reconcile.ts';
import { connectRedis, endRedis, type Platform, whenReady } from '../services/redis/connect.ts';
import { leaveGroup, relay } from '../services/sync/relay.ts';
import type { Call } from './call.ts';
import { EXIT } from './exit.ts';
import { stopSignal } from './stop.ts';
import { withBoth } from './sync.ts';

/** Differences were found, and all of them repaired. */
const REPAIRED = 3;
/** How long a worker may take with what waits before it counts as a difference. */
const WORKER_MS = 5_000;

const sentence = ({ m }: Call, { kind, subject, where }: Difference) =>
  m.sync.kinds[kind](subject, where).replace(/\p{Cc}/gu, '?');

/** `vigie reconcile [--repair]`. Exit 0 clean, 1 differences left, 3 repaired. */
export const reconcileCommand = withBoth(async (call, platform, history) => {
  const { options, m, config } = call;
  const words = m.sync.reconcile;
  const print = (line: string) => {
    if (!options.json) process.stdout.write(`${line}\n`);
  };
  const tell = (each: Difference) => print(sentence(call, each));
  await settle(platform, WORKER_MS);
  const signal = stopSignal();
  const found = options.repair
    ? await reconcile(platform, history, {
        by: config.operator,
        carry: () => carryAll(call, platform, history),
        onRepair: tell,
        signal,
      })
    : {
        ...(await compare(platform, history)),
        repaired: [],
        behind: (await outboxLag(platform)).lag,
      };
  const { orders, drivers, differences, repaired, behind } = found;
  for (const each of differences) tell(each);
  print(words.checked(orders, drivers));
  if (behind > 0) print(words.behind(behind));
  if (repaired.length > 0) print(words.repaired(repaired.length));
  if (differences.length === 0 && repaired.length === 0) print(words.clean);
  if (differences.length > 0)
    print((options.repair ? words.left : words.differs)(differences.length));
  if (options.json) process.stdout.write(`${JSON.stringify(found)}\n`);
  if (differences.length > 0 || behind > 0) return EXIT.failed;
  return repaired.length > 0 ? REPAIRED : EXIT.ok;
});

/** Waits until nothing is on its way to MongoDB, or the time is over. */
async function settle(platform: Platform, limitMs: number): Promise<void> {
  const end = Date.now() + limitMs;
  while ((await outboxLag(platform)).lag > 0 && Date.now() < end) await pause(100);
}

/** Carries what waits, beside whichever workers there are; the relay is theirs. */
async function carryAll({ config }: Call, platform: Platform, history: History): Promise<void> {
  if ((await outboxLag(platform)).lag === 0) return;
  const log = await openLog(config, 'reconcile');
  const blocking = connectRedis(config.redis, 'reconcile');
  const stop = new AbortController();
  try {
    await whenReady(blocking, config.redis.timeoutMs);
    const consumer = `reconcile:${process.pid}:${randomBytes(3).toString('hex')}`;
    const running = relay({ platform, blocking, history, consumer, log }, stop.signal);
    await Promise.race([running, settle(platform, 60_000)]);
    stop.abort();
    await running;
    await leaveGroup(platform, consumer);
  } finally {
    stop.abort();
    endRedis(blocking);
  }
}
