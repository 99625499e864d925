import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ConfigError } from '../config/load.ts';
import { birthOf, isAlive } from './processes.ts';
import { FolderInUse } from './steps.ts';

/**
 * Takes a kept folder for a process, unless a living one has it; creates it where it is missing. Answers
 * the file that holds the claim. Throws FolderInUse, or ConfigError for a folder that can't be written.
 */
export function claim(folder: string, pid: number): string {
  const file = join(folder, 'vigie.pid');
  const holder = livingHolder(file);
  if (holder !== null) throw new FolderInUse(folder, holder);
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    rmSync(file, { force: true });
    writeFileSync(file, `${pid} ${birthOf(pid)}`, { flag: 'wx' });
  } catch {
    // Someone else may have taken it since we looked.
    const winner = livingHolder(file);
    if (winner !== null) throw new FolderInUse(folder, winner);
    throw new ConfigError('--keep', folder, 'keepFolder', '--keep');
  }
  return file;
}

/** The process that holds a claim and still lives, null when there is none. */
function livingHolder(file: string): number | null {
  try {
    const [pid = '', birth = ''] = readFileSync(file, 'utf8').split(' ');
    const holder = Number(pid);
    if (!Number.isInteger(holder) || holder <= 0 || !isAlive(holder)) return null;
    return birth === '' || birth === birthOf(holder) ? holder : null;
  } catch {
    return null;
  }
}
