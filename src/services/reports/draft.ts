import { open, rm } from 'node:fs/promises';

/**
 * Writes a text to a new file, has it on the disk, and lets `place` give it its name; what is then still there
 * of the draft is removed, also where it failed. Throws what the file system throws.
 */
export async function throughDraft<T>(
  draft: string,
  text: string,
  place: (draft: string) => Promise<T>,
): Promise<T> {
  const handle = await open(draft, 'wx');
  try {
    try {
      await handle.writeFile(text);
      // What has its name must be on the disk before.
      await handle.sync();
    } finally {
      await handle.close();
    }
    return await place(draft);
  } finally {
    await rm(draft, { force: true }).catch(() => undefined);
  }
}
