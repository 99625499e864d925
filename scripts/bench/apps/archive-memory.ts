/**
 * Archives everything in MONGO_DB, and prints as JSON what the process takes after a tenth of the orders and at
 * the end, MB, each after a collection. `node --expose-gc archive-memory.ts COUNT`.
 */
import { keepHeapSmall } from '../../../src/cli/heap.ts';
import { archiveBatch } from '../../../src/services/archive/batch.ts';
import { finishedWords } from '../../../src/services/archive/mapping.ts';
import { MAPPINGS } from '../../../src/services/archive/mappings.ts';
import { openArchive } from '../../../src/services/archive/orders.ts';
import { loadConfig } from '../../../src/services/config/load.ts';
import { connectMongo } from '../../../src/services/mongo/connect.ts';

// As the command does.
keepHeapSmall();
const count = Number(process.argv[2]);
const { mongo } = loadConfig({}, process.env, []).config;
const history = await connectMongo(mongo, 'bench');
const archive = await openArchive(history, MAPPINGS.vigie);

const takenMb = () => {
  globalThis.gc?.();
  return process.memoryUsage.rss() / 1024 / 1024;
};

let startMb: number | null = null;
const begun = performance.now();
const done = await archiveBatch(
  archive,
  { words: finishedWords(MAPPINGS.vigie), from: null, to: null, incomplete: false },
  {
    ...{ batchSize: 100, limit: null, dryRun: false, giveUpMs: 0 },
    signal: new AbortController().signal,
    onProgress: ({ archived }) => {
      if (archived >= count / 10) startMb ??= takenMb();
    },
    onRetry: () => undefined,
  },
);
if (done.archived !== count) throw new Error(`archived ${done.archived} of ${count}`);
const docsPerS = (count * 1_000) / (performance.now() - begun);
process.stdout.write(`${JSON.stringify({ startMb, endMb: takenMb(), docsPerS })}\n`);
await history.close();
