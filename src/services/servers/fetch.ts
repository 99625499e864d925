import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installed } from './cache.ts';

/** Where the progress of a download goes, in bytes. */
export type OnProgress = (received: number, total: number | null) => void;

/** Fills an empty folder with a server; answers paths relative to it, rejects with the reason. */
export type Fetch = (folder: string, onProgress: OnProgress) => Promise<Installed>;

/** Bytes of all files below a folder. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          ({ size }) => size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Runs a download and tells its progress by what its folder holds: pip and apt have no progress that a
 * program can read.
 */
export async function withProgress<T>(
  folder: string,
  total: number,
  onProgress: OnProgress,
  download: () => Promise<T>,
): Promise<T> {
  let running = true;
  const watch = setInterval(async () => {
    const received = Math.min(await bytesBelow(folder), total);
    if (running) onProgress(received, total);
  }, 250);
  try {
    const answer = await download();
    onProgress(total, total);
    return answer;
  } finally {
    running = false;
    clearInterval(watch);
  }
}
