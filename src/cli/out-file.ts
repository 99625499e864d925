import { constants } from 'node:fs';
import { access, chmod, realpath, rename, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Messages } from '../i18n/index.ts';
import { throughDraft } from '../services/reports/draft.ts';
import { Failure, UsageError } from './exit.ts';

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? String(error.code) : String(error);

const orNull = <T>(promise: Promise<T>) =>
  promise.catch((error) => {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  });

/**
 * Looks whether `--out FILE` can be written, and answers what writes it: beside it first, then in its place
 * at once, so that it is never seen half-written. A file that is there is replaced and keeps its rights; a link
 * keeps pointing where it points. UsageError where it is no file, or nothing can be written there; what writes
 * it throws Failure, and leaves nothing behind.
 */
export async function outFile(
  m: Messages,
  given: string,
): Promise<(text: string) => Promise<void>> {
  const words = m.reportCommands.out;
  const { file, mode } = await placeOf(given).catch((error) => {
    throw new UsageError(words.noFolder(given, codeOf(error)));
  });
  if (file === null) throw new UsageError(words.noFile(given));
  const beside = join(dirname(file), `.${basename(file)}.${process.pid}.part`);
  return async (text) => {
    try {
      await throughDraft(beside, text, async (draft) => {
        if (mode !== null) await chmod(draft, mode);
        await rename(draft, file);
      });
    } catch (error) {
      throw new Failure(words.failed(given, codeOf(error)));
    }
  };
}

/** Where a file is to be, null where something else is there; its rights, null for a new one. */
async function placeOf(given: string): Promise<{ file: string | null; mode: number | null }> {
  const found = given === '' ? null : await orNull(stat(given));
  if (found && !found.isFile()) return { file: null, mode: null };
  const file = found ? await realpath(given) : given;
  if (given === '' || /[/\\]$/.test(given)) return { file: null, mode: null };
  await access(dirname(file), constants.W_OK | constants.X_OK);
  return { file, mode: found ? found.mode & 0o777 : null };
}
