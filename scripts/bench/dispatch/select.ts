/** Which instances are meant. */
import { globSync, readdirSync, statSync } from 'node:fs';
import { basename, join, matchesGlob } from 'node:path';
import type { Day } from '../../../src/domain/replay/day.ts';
import { BadInput } from '../bench.ts';
import { generateInstance } from './generate.ts';
import { FILES, parseInstance, readInstance } from './read.ts';

/**
 * The instances in folders. A folder is an instance, or holds some; a name with `*`, `?` or `[…]` stands
 * for all folders it matches. `only`: those whose names match one of these patterns, separated by
 * commas. Throws BadInput when there are none, or one can't be read.
 */
export function readInstances(folders: readonly string[], only: string | undefined): Day[] {
  const found = folders.flatMap((folder) => {
    const inside = foldersOf(folder).flatMap(instancesIn);
    if (inside.length === 0) {
      const files = Object.keys(FILES).join(', ');
      throw new BadInput(`${folder}: there is no instance in it (a folder with ${files}).`);
    }
    return inside;
  });
  const patterns = only?.split(',');
  const chosen = [...new Set(found)].filter(
    (folder) => patterns?.some((pattern) => matchesGlob(basename(folder), pattern)) ?? true,
  );
  if (chosen.length === 0) {
    throw new BadInput(`No instance is named like "${only}": there are ${found.length} others.`);
  }
  const days = chosen.map(readInstance);
  const names = days.map(({ name }) => name);
  const twice = names.find((name, index) => names.indexOf(name) < index);
  if (twice) throw new BadInput(`There are two instances "${twice}": choose one of the folders.`);
  return days;
}

function foldersOf(given: string): string[] {
  if (isFolder(given)) return [given];
  const matched = globSync(given).filter(isFolder).sort();
  if (matched.length === 0) throw new BadInput(`${given}: there is no such folder.`);
  return matched;
}

const isFolder = (path: string) =>
  statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;

/** A folder with one of the files is taken for an instance, so that a missing file is complained of. */
function instancesIn(folder: string): string[] {
  const isInstance = (path: string) => readdirSync(path).some((file) => Object.hasOwn(FILES, file));
  if (isInstance(folder)) return [folder];
  return readdirSync(folder)
    .sort()
    .map((name) => join(folder, name))
    .filter((path) => isFolder(path) && isInstance(path));
}

/** Instances of our own: calm and busy days of a small and a larger city. */
export function generatedInstances(count: number): Day[] {
  return Array.from({ length: count }, (_, i) => {
    const size = i % 2 === 0 ? 240 : 480;
    const files = generateInstance({
      seed: i + 1,
      orders: size,
      dutyPerOrder: i % 4 < 2 ? 50 : 40,
    });
    return parseInstance(`g${i + 1}`, (file) => files.get(file) ?? '');
  });
}
