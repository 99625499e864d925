import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { command } from './command.ts';

/** Packages every Debian has; what else redis-server names is fetched beside it. */
const ALWAYS_THERE = new Set(['adduser', 'libc6', 'lsb-base', 'redis-tools', 'libsystemd0']);

async function download(names: readonly string[], cwd: string): Promise<void> {
  await command('apt-get', ['download', ...names], { cwd });
}

/** The packages a downloaded one names, without versions and alternatives. */
async function dependencies(file: string): Promise<string[]> {
  const field = await command('dpkg-deb', ['-f', file, 'Depends']);
  return field
    .split(',')
    .map((part) => part.trim().split(/[\s|(:]/)[0] ?? '')
    .filter((name) => name !== '' && !ALWAYS_THERE.has(name));
}

/**
 * Downloads Debian's redis-server with the libraries it names and unpacks them into `folder`; nothing
 * is installed on the system. Rejects with the reason where there is no apt or no network.
 */
export async function fetchDebianRedis(
  folder: string,
): Promise<{ binary: string; libraries: readonly string[] }> {
  const debs = join(folder, '.debs');
  await mkdir(debs, { recursive: true });
  const packages = ['redis-server', 'redis-tools'];
  try {
    await download(packages, debs);
  } catch (error) {
    // A fresh container has no package lists; only root may fetch them.
    if (process.getuid?.() !== 0) throw error;
    await command('apt-get', ['update', '-q']);
    await download(packages, debs);
  }
  const tools = (await readdir(debs)).find((name) => name.startsWith('redis-tools'));
  if (tools) await download(await dependencies(join(debs, tools)), debs);
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
