import type { VigieEvent } from '../../domain/event.ts';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { saveCheckpoint } from './checkpoint.ts';

/** Notes that MongoDB is to have come as far as an event; resolves when that, or more, is noted. */
export type Note = (event: VigieEvent) => Promise<void>;

/**
 * Notes checkpoints one at a time: batches that go side by side would have MongoDB wait for itself on the
 * one document. What comes meanwhile is noted together.
 */
export function createNotes(platform: Platform, history: History): Note {
  let newest: VigieEvent | null = null;
  let saving: Promise<void> | null = null;
  const saveAll = async () => {
    for (let saved: VigieEvent | null = null; newest !== null && newest !== saved; ) {
      saved = newest;
      await saveCheckpoint(platform, history, newest);
    }
  };
  return async (event) => {
    const isNewer =
      newest === null ||
      event.epoch > newest.epoch ||
      (event.epoch === newest.epoch && event.seq > newest.seq);
    if (isNewer) newest = event;
    saving ??= saveAll().finally(() => {
      saving = null;
    });
    await saving;
  };
}
