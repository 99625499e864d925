/** The programs that the benches of the console run: ours and the bare ones, bundled alike. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BINARY, bundle } from '../bundle.ts';
import type { BenchContext } from './bench.ts';

/** Inside the package, where the binary finds its scripts. */
const CACHE = resolve('node_modules', '.cache');

export type App = 'main' | 'frames-console' | 'frames-bare' | 'bare';

/** Builds the binary and the bench's own programs into folders that go with the bench; their files. */
export async function buildApps({ atEnd }: BenchContext): Promise<(name: App) => string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'vigie-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const sources = (...names: string[]) =>
    Object.fromEntries(names.map((name) => [name, `scripts/bench/apps/${name}.ts`]));
  await Promise.all([
    bundle({ ...BINARY, ...sources('frames-console') }, join(folder, 'ours')),
    bundle(sources('frames-bare', 'bare'), join(folder, 'bare'), { bare: true }),
  ]);
  return (name) => join(folder, name.includes('bare') ? 'bare' : 'ours', `${name}.js`);
}
