import { copyFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Downloads mongod from its maker into `folder`, checked by the maker's own sum.
 * Rejects with the reason where it can't be reached.
 */
export async function fetchMongod(
  folder: string,
  onProgress: (received: number, total: number | null) => void,
): Promise<{ binary: string; libraries: readonly string[] }> {
  process.env.MONGOMS_MD5_CHECK = 'true';
  const { MongoBinaryDownload } = await import(
    'mongodb-memory-server-core/lib/util/MongoBinaryDownload.js'
  );
  const { DryMongoBinary } = await import('mongodb-memory-server-core/lib/util/DryMongoBinary.js');
  const downloadDir = join(folder, '.download');
  await mkdir(downloadDir, { recursive: true });
  const download = new MongoBinaryDownload(
    await DryMongoBinary.generateOptions({ version: '7.0.14', downloadDir }),
  );
  // Its own progress goes to the terminal; ours goes through the steps.
  download.printDownloadProgress = (chunk: { length: number }) => {
    download.dlProgress.current += chunk.length;
    onProgress(download.dlProgress.current, download.dlProgress.length || null);
  };
  const path = await download.getMongodPath();
  await copyFile(path, join(folder, 'mongod'));
  return { binary: 'mongod', libraries: [] };
}
