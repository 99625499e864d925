import { readdirSync, rmSync } from 'node:fs';
import { basename, dirname, extname, join } from 'node:path';

/** The files that a log has left (`vigie.2026-11-20.1.log` for `vigie.log`), oldest first. */
export function logFiles(file: string): string[] {
  const [folder, extension] = [dirname(file), extname(file)];
  const stem = `${basename(file, extension)}.`;
  const order = (name: string) =>
    /^(\d{4}-\d{2}-\d{2})\.(\d+)$/.exec(name.slice(stem.length, -extension.length));
  return readdirSync(folder)
    .filter((name) => name.startsWith(stem) && name.endsWith(extension) && order(name))
    .sort((a, b) => {
      const [, dayA = '', countA = ''] = order(a) ?? [];
      const [, dayB = '', countB = ''] = order(b) ?? [];
      return dayA.localeCompare(dayB) || Number(countA) - Number(countB);
    })
    .map((name) => join(folder, name));
}

/** Removes all but the newest `keep` files of a log: also those that an earlier process left. */
export function pruneLog(file: string, keep: number): void {
  for (const old of logFiles(file).slice(0, -keep)) rmSync(old, { force: true });
}
