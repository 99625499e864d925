/** The programs that the benches of the console run: ours and the bare ones, bundled alike. */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { BINARY, bundle } from '../bundle.ts';
import type { BenchContext } from './bench.ts';

/** Inside the package, where the binary finds its scripts. */
const CACHE = resolve('node_modules', '.cache');

export type App = 'main' | 'frames-console' | 'frames-bare' | 'bare';

const app = (name: string) => `scripts/bench/apps/${name}.ts`;

/** Builds the binary and the bench's own programs into a folder that goes with the bench; their files. */
export async function buildApps({ atEnd }: BenchContext): Promise<(name: App) => string> {
  mkdirSync(CACHE, { recursive: true });
  const folder = mkdtempSync(join(CACHE, 'vigie-bench-'));
  atEnd(() => rmSync(folder, { recursive: true, force: true }));
  const own = ['frames-console', 'frames-bare', 'bare'] as const;
  await bundle({ ...BINARY, ...Object.fromEntries(own.map((name) => [name, app(name)])) }, folder);
  return (name) => join(folder, `${name}.js`);
}
