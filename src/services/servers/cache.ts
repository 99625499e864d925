import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';
import envPaths from 'env-paths';

/** A server that was fetched: where its binary is and what it needs to run. */
export interface Installed {
  readonly binary: string;
  /** Folders of shared libraries that came with it. */
  readonly libraries: readonly string[];
}

/** What the cache knows of a server: `<name>.json` beside the folder that holds it. */
interface Manifest extends Installed {
  readonly folder: string;
  /** Of the binary. */
  readonly sha256: string;
  /** SHA-256 of each file in the folders of libraries. */
  readonly librarySums: Readonly<Record<string, string>>;
}

/** A fetch that was broken off leaves its folder; after this long nobody works in it any more. */
const ABANDONED_MS = 3_600_000;

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
  try {
    const manifest = await readManifest(name, cache);
    const { folder, binary, sha256: sumOfBinary, librarySums: sums } = manifest;
    for (const [file, sum] of [[binary, sumOfBinary] as const, ...Object.entries(sums)]) {
      if ((await sha256(join(cache, folder, file))) !== sum) return null;
    }
    return located(manifest, join(cache, folder));
  } catch {
    return null;
  }
}

/**
 * Puts a server into the cache: `unpack` fills an empty folder and names what it put there (paths
 * relative to it), `check` rejects what can't be used. The folder is new and its manifest appears in one
 * step, so processes that do this at once cannot clash, nor take away what another one uses.
 */
export async function intoCache(
  name: string,
  unpack: (folder: string) => Promise<Installed>,
  check: (installed: Installed) => Promise<unknown>,
  cache = cacheFolder(),
): Promise<Installed> {
  await mkdir(cache, { recursive: true });
  const work = await mkdtemp(join(cache, `${name}-${Date.now()}-`));
  const draft = `${work}.json`;
  try {
    const content = await unpack(work);
    await check(located(content, work));
    // Another process may have been first: its copy is as good as ours.
    const there = await fromCache(name, cache);
    if (!there) {
      const manifest: Manifest = {
        ...content,
        folder: basename(work),
        sha256: await sha256(join(work, content.binary)),
        librarySums: await librarySums(content, work),
      };
      await writeFile(draft, JSON.stringify(manifest));
      await rename(draft, join(cache, `${name}.json`));
    }
    await removeAbandoned(name, cache);
    if (there) await rm(work, { recursive: true, force: true });
    return there ?? located(content, work);
  } catch (error) {
    await rm(work, { recursive: true, force: true });
    await rm(draft, { force: true });
    throw error;
  }
}

async function readManifest(name: string, cache: string): Promise<Manifest> {
  return JSON.parse(await readFile(join(cache, `${name}.json`), 'utf8'));
}

function located({ binary, libraries }: Installed, folder: string): Installed {
  return {
    binary: join(folder, binary),
    libraries: libraries.map((library) => join(folder, library)),
  };
}

async function librarySums({ libraries }: Installed, folder: string) {
  const files: string[] = [];
  for (const library of libraries) {
    const found = await readdir(join(folder, library), {
      recursive: true,
      withFileTypes: true,
    }).catch(() => []);
    for (const entry of found)
      if (entry.isFile()) files.push(relative(folder, join(entry.parentPath, entry.name)));
  }
  const entries = files.map(async (file) => [file, await sha256(join(folder, file))] as const);
  return Object.fromEntries(await Promise.all(entries));
}

/**
 * Removes what a killed fetch or a damaged entry left under a name. A folder's age is in its name: its
 * own time may be one that was unpacked with it.
 */
async function removeAbandoned(name: string, cache: string): Promise<void> {
  const { folder } = await readManifest(name, cache);
  for (const entry of await readdir(cache)) {
    if (!entry.startsWith(`${name}-`) || entry === folder) continue;
    const begun = Number(entry.slice(name.length + 1).split('-')[0]);
    if (Date.now() - begun > ABANDONED_MS)
      await rm(join(cache, entry), { recursive: true, force: true });
  }
}
