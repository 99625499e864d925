import { HydrateRefused, type HydrateStage, hydrate } from '../services/hydrate/hydrate.ts';
import { GaveUp, keepTrying, type Try } from '../services/hydrate/wait.ts';
import { connectMongo } from '../services/mongo/connect.ts';
import { connectPlatform, endRedis, whenReady } from '../services/redis/connect.ts';
import type { Call } from './call.ts';
import { refuseClusterMember } from './connect.ts';
import { complain, EXIT, Failure } from './exit.ts';
import { numberOption } from './options.ts';
import { progressLine } from './progress.ts';
import { stopSignal } from './stop.ts';

/** `vigie hydrate`: waits for both servers, then fills an empty Redis from MongoDB. Exit 1 when nothing was loaded. */
export async function hydrateCommand({ options, config, m }: Call): Promise<number> {
  const words = m.sync.hydrate;
  const seconds = numberOption(m, '--wait', options.wait, { min: 0, max: 86_400, whole: false });
  const signal = stopSignal();
  const onTry = ({ name, attempt, pauseMs, reason }: Try) =>
    complain(words.waiting(name, attempt, String(pauseMs / 1_000), reason));
  const tries = { limitMs: seconds * 1_000, signal, onTry };
  const platform = connectPlatform(config.redis, config.zone, 'hydrate');
  try {
    await keepTrying('Redis', () => whenReady(platform.redis, 1_000), tries);
    await refuseClusterMember(platform, config, m);
    const history = await keepTrying('MongoDB', () => connectMongo(config.mongo, 'hydrate'), tries);
    try {
      const force = options.force === true;
      const onProgress = progressLine((stage: HydrateStage) => words[stage]);
      const done = await hydrate(platform, history, { force, signal, onProgress });
      const { orders, drivers, seq, epoch } = done;
      process.stdout.write(
        `${options.json ? JSON.stringify(done) : words.done(orders, drivers, seq, epoch)}\n`,
      );
      return EXIT.ok;
    } finally {
      await history.close();
    }
  } catch (error) {
    if (error instanceof GaveUp) throw new Failure(words.gaveUp(error.server, error.tries));
    if (error instanceof HydrateRefused) throw new Failure(words[error.reason]);
    if (!signal.aborted) throw error;
    complain(m.cli.seed.interrupted);
    return EXIT.failed;
  } finally {
    endRedis(platform.redis);
  }
}
