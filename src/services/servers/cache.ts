import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import envPaths from 'env-paths';

/** A server that was fetched: where its binary is and what it needs to run. */
export interface Installed {
  readonly binary: string;
  /** Folders of shared libraries that came with it. */
  readonly libraries: readonly string[];
}

interface Manifest {
  readonly binary: string;
  readonly libraries: readonly string[];
  readonly sha256: string;
}

/** The user's cache folder for fetched servers. */
export function cacheFolder(): string {
  return join(envPaths('vigie', { suffix: '' }).cache, 'servers');
}

/** SHA-256 of a file, in hex. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/** What the cache holds under a name, null when it holds nothing or something damaged. */
export async function fromCache(name: string, cache = cacheFolder()): Promise<Installed | null> {
  const folder = join(cache, name);
  try {
    const manifest: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'));
    const binary = join(folder, manifest.binary);
    if ((await sha256(binary)) !== manifest.sha256) return null;
    return { binary, libraries: manifest.libraries.map((library) => join(folder, library)) };
  } catch {
    return null;
  }
}

/**
 * Puts a server into the cache: `unpack` fills an empty folder and names what it put there (paths
 * relative to it). The folder appears under its name in one step, so two processes cannot clash.
 */
export async function intoCache(
  name: string,
  unpack: (folder: string) => Promise<{ binary: string; libraries: readonly string[] }>,
  cache = cacheFolder(),
): Promise<Installed> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, `.${name}-`));
  try {
    const content = await unpack(work);
    const manifest: Manifest = { ...content, sha256: await sha256(join(work, content.binary)) };
    await writeFile(join(work, 'manifest.json'), JSON.stringify(manifest));
    await place(work, name, cache);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
  const installed = await fromCache(name, cache);
  if (!installed) throw new Error(`${join(cache, name)} could not be written`);
  return installed;
}

/** Moves a filled folder to its name. Another process may have been first: its copy is as good as ours. */
async function place(work: string, name: string, cache: string): Promise<void> {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const placed = await rename(work, join(cache, name)).then(
      () => true,
      () => false,
    );
    if (placed || (await fromCache(name, cache))) return;
    // What stands there is damaged: out of the way with it, in one step.
    const damaged = `${work}.damaged`;
    await rename(join(cache, name), damaged).catch(() => undefined);
    await rm(damaged, { recursive: true, force: true });
  }
}
