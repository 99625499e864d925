import { MAX_TEXT_LENGTH } from '../../../domain/order.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, malformed, perform } from './act.ts';

/** How long a note stays in Redis; MongoDB keeps its event. */
const KEPT_MS = 7 * 24 * 3_600_000;

/** Leaves a note for the dispatcher who comes next; refused (`malformed`) when it is empty or too long. */
export async function leaveNote(platform: Platform, text: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  const note = text.trim();
  if (note === '' || note.length > MAX_TEXT_LENGTH) return malformed('note', note);
  return perform(platform, act, async () => ({
    script: 'leave_note',
    keys: [keys.notes],
    args: [note, KEPT_MS],
    intent: [note],
  }));
}
