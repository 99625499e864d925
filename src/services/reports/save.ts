import { randomUUID } from 'node:crypto';
import { constants, copyFile, link } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ReportId } from '../../domain/report-words.ts';
import { dateIn } from '../../domain/zoned-day.ts';
import { throughDraft } from './draft.ts';
import type { Scope } from './report.ts';

const DAY_MS = 86_400_000;

/** A file's name that tells the report, whom it is about and its period: `drivers-Paris-7d-2026-11-21`. */
export function reportFileName(
  id: ReportId,
  { region, subject, period, timeZone }: Scope,
  now: number,
): string {
  const { from, to, name } = period;
  // A word such as `7d` says nothing without the day that it ends on.
  const last = Math.min(to === null ? now : to - 1, now);
  const dates = [from === null ? null : dateIn(timeZone, from), dateIn(timeZone, last)];
  const first = from !== null && last - from >= DAY_MS ? dates[0] : null;
  const when = name.includes('/') ? [first, dates[1]] : [name, dates[1]];
  return [id, region, subject, ...when].filter(Boolean).map(safe).join('-');
}

/** A part of a file's name that is one on any system, and leads to no other folder. */
function safe(part: string | null | undefined): string {
  const bare = (part ?? '').replace(/[^\p{L}\p{N}._-]+/gu, '_').replace(/^[._-]+/, '');
  return [...bare].slice(0, 40).join('') || '_';
}

const MOST_NUMBERS = 1_000;

/**
 * Writes a text to `NAME.EXT` in a folder; to `NAME-2.EXT`, `NAME-3.EXT`, … where that is there already: no
 * file is ever written over, and none is there half-written. The whole path. Throws what the file system throws.
 */
export async function saveNew(
  folder: string,
  name: string,
  extension: string,
  text: string,
): Promise<string> {
  const draft = resolve(folder, `.${name}.${randomUUID()}.part`);
  return throughDraft(draft, text, async () => {
    for (let number = 1; ; number += 1) {
      const file = resolve(folder, `${name}${number === 1 ? '' : `-${number}`}.${extension}`);
      if (await tookName(draft, file, number)) return file;
    }
  });
}

/** Gives a draft its name, unless another file has it. */
async function tookName(draft: string, file: string, number: number): Promise<boolean> {
  try {
    await link(draft, file);
    return true;
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    if (code === 'EEXIST' && number < MOST_NUMBERS) return false;
    if (code === 'EEXIST' || code === 'ENOSPC' || code === 'ENOENT') throw error;
  }
  // Some file systems know no second name of a file.
  try {
    await copyFile(draft, file, constants.COPYFILE_EXCL);
    return true;
  } catch (error) {
    const taken = error instanceof Error && 'code' in error && error.code === 'EEXIST';
    if (taken && number < MOST_NUMBERS) return false;
    throw error;
  }
}
