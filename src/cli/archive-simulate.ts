import { accessSync, constants, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { OtherSimulation, type Simulated, simulate } from '../services/archive/simulate.ts';
import { simulationOf } from './archive-mapping.ts';
import type { Call } from './call.ts';
import { withHistory } from './connect.ts';
import { complain, EXIT, Failure, UsageError } from './exit.ts';
import { numberOption, timeOption } from './options.ts';
import { progressLine } from './progress.ts';
import { stopSignal } from './stop.ts';

/** `vigie archive simulate`: realistic orders and what they refer to, in a database of their own. */
export async function archiveSimulateCommand({ options, config, m }: Call): Promise<number> {
  const words = m.archive;
  const whole = (name: string, given: unknown, min: number, max: number) =>
    numberOption(m, name, given, { min, max, whole: true });
  const wanted = {
    count: whole('--count', options.count, 1, 100_000_000),
    seed: whole('--seed', options.seed, 0, 2 ** 31),
    delivered: numberOption(m, '--p-delivered', options.pDelivered, {
      min: 0,
      max: 1,
      whole: false,
    }),
    at: options.at === undefined ? null : timeOption(m, '--at', options.at),
  };
  const file = typeof options.samples === 'string' ? resolve(options.samples) : null;
  const unwritable = (error: unknown) =>
    words.samplesFailed(file ?? '', error instanceof Error ? error.message : String(error));
  try {
    if (file !== null) checkPlace(file);
  } catch (error) {
    throw new UsageError(unwritable(error));
  }
  const mongo = simulationOf(config, m);
  const signal = stopSignal();
  return withHistory({ ...config, mongo }, m, 'archive', async (history) => {
    let done: Simulated;
    const line = progressLine(() => words.orders);
    try {
      const onProgress = (count: number, total: number) => line('orders', count, total);
      done = await simulate(history, wanted, { signal, onProgress });
    } catch (error) {
      if (error instanceof OtherSimulation) {
        const at = new Date(error.at).toISOString();
        throw new UsageError(words.otherSimulation(mongo.db, wanted.seed, error.delivered, at));
      }
      if (!signal.aborted) throw error;
      line.end();
      complain(m.cli.seed.interrupted);
      return EXIT.failed;
    }
    try {
      if (file !== null) writeWhole(file, `${JSON.stringify(done.samples, null, 2)}\n`);
    } catch (error) {
      throw new Failure(unwritable(error));
    }
    const { samples, ...figures } = done;
    const sentences = [
      words.simulated(mongo.db, done.written, done.already),
      ...(file === null ? [] : [words.sampled(file, samples.length)]),
    ];
    const json = JSON.stringify({ db: mongo.db, ...figures });
    process.stdout.write(`${options.json ? json : sentences.join('\n')}\n`);
    return EXIT.ok;
  });
}

/** Throws where a file can't be written: before the work, not after it. */
function checkPlace(file: string): void {
  accessSync(dirname(file), constants.W_OK);
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory()) throw new Error('EISDIR');
}

/** Writes a file that is there whole or not at all. */
function writeWhole(file: string, text: string): void {
  const half = `${file}.${process.pid}.tmp`;
  try {
    writeFileSync(half, text);
    renameSync(half, file);
  } finally {
    rmSync(half, { force: true });
  }
}
