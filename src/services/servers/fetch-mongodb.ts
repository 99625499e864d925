import { copyFile, mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { DryMongoBinary } from 'mongodb-memory-server-core/lib/util/DryMongoBinary.js';
import { MongoBinaryDownload } from 'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js';
import type { Installed } from './cache.ts';
import type { OnProgress } from './fetch.ts';

/** Who has no network should not wait for it. */
const TRIES = 2;
const PAUSE_MS = 500;
const SILENCE_MS = 15_000;

/**
 * Downloads mongod from its maker into `folder`, checked by the maker's own sum.
 * Rejects with the reason where it can't be reached.
 */
export async function fetchMongod(folder: string, onProgress: OnProgress): Promise<Installed> {
  const downloadDir = join(folder, '.download');
  await mkdir(downloadDir, { recursive: true });
  const options = await DryMongoBinary.generateOptions({ version: '7.0.14', downloadDir });
  const download = new MongoBinaryDownload({ ...options, checkMD5: true });
  // Its own progress goes to the terminal; ours goes through the steps.
  download.printDownloadProgress = (chunk: { length: number }) => {
    download.dlProgress.current += chunk.length;
    onProgress(download.dlProgress.current, download.dlProgress.length || null);
  };
  const get = download.httpDownload.bind(download);
  download.httpDownload = (url, request, to, temporary) => {
    // Its own default does not look at the certificate, and the sum comes the same way.
    const safe = { ...request, rejectUnauthorized: true };
    return get(url, safe, to, temporary, TRIES, PAUSE_MS, SILENCE_MS);
  };
  try {
    await copyFile(await download.getMongodPath(), join(folder, 'mongod'));
  } catch (error) {
    // Its first line is the address, the last one the reason.
    const lines = (error instanceof Error ? error.message : String(error)).trim().split('\n');
    throw new Error(lines.at(-1));
  }
  await rm(downloadDir, { recursive: true, force: true });
  return { binary: 'mongod', libraries: [] };
}
