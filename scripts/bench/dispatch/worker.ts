/** A worker thread: takes runs one by one and answers each. */
import { parentPort } from 'node:worker_threads';
import { type Run, runPolicy } from './run.ts';

parentPort?.on('message', (run: Run) => parentPort?.postMessage(runPolicy(run)));
