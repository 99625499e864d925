import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Installed } from './cache.ts';
import { command } from './command.ts';
import { type OnProgress, withProgress } from './fetch.ts';

/** redis-tools holds the binary, redis-server what starts it. */
const PACKAGES = ['redis-server', 'redis-tools'];
/** Packages every Debian has; the others that redis-tools names are fetched beside it. */
const ALWAYS_THERE = new Set(['adduser', 'libc6', 'lsb-base', 'redis-tools', 'libsystemd0']);
/** Who has no network should not wait for it. */
const PATIENCE = ['-o', 'Acquire::http::Timeout=15', '-o', 'Acquire::https::Timeout=15'];

interface Wanted {
  readonly names: readonly string[];
  readonly bytes: number;
}

/** The packages to download and their size, as the package lists tell. */
async function wanted(): Promise<Wanted> {
  const described = await command('apt-cache', ['show', '--no-all-versions', 'redis-tools']);
  // Without versions and alternatives.
  const libraries = (/^Depends: (.*)$/m.exec(described)?.[1] ?? '')
    .split(',')
    .map((part) => part.trim().split(/[\s|(:]/)[0] ?? '')
    .filter((name) => name !== '' && !ALWAYS_THERE.has(name));
  const names = [...PACKAGES, ...libraries];
  const uris = await command('apt-get', ['download', '--print-uris', ...names]);
  const sizes = uris.split('\n').map((line) => Number(line.split(' ')[2] ?? 0));
  return { names, bytes: sizes.reduce((sum, size) => sum + size, 0) };
}

/**
 * Downloads Debian's redis-server with the libraries it names and unpacks them into `folder`; nothing
 * is installed on the system. apt checks the sums. Rejects with the reason where there is no apt or no
 * network.
 */
export async function fetchDebianRedis(folder: string, onProgress: OnProgress): Promise<Installed> {
  const debs = join(folder, '.debs');
  await mkdir(debs, { recursive: true });
  const download = async () => {
    const { names, bytes } = await wanted();
    await withProgress(debs, bytes, onProgress, () =>
      command('apt-get', [...PATIENCE, 'download', ...names], { cwd: debs }),
    );
  };
  try {
    await download();
  } catch (error) {
    // A fresh container has no package lists; only root may fetch them.
    if (process.getuid?.() !== 0) throw error;
    await command('apt-get', [...PATIENCE, 'update', '-q']);
    await download();
  }
  for (const file of await readdir(debs)) {
    await command('dpkg-deb', ['-x', join(debs, file), folder]);
  }
  await rm(debs, { recursive: true, force: true });
  const triplet = process.arch === 'arm64' ? 'aarch64-linux-gnu' : 'x86_64-linux-gnu';
  return {
    binary: 'usr/bin/redis-server',
    libraries: [`usr/lib/${triplet}`, `lib/${triplet}`],
  };
}
