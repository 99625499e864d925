import { handoverLines, noteLines } from '../components/handover.ts';
import type { Note } from '../domain/handover.ts';
import { markNotesSeen, notesSeen, readHandover, readNotes } from '../services/board/handover.ts';
import { leaveNote } from '../services/redis/transitions/notes.ts';
import { answered } from '../store/acts.ts';
import type { ConsoleStore } from '../store/store.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { failureWords } from './failure.ts';
import { askLine, showText } from './prompt.ts';

async function openHandover(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const handover = await readHandover(live.platform);
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  showText(context, {
    title: m.handover.title,
    lines: handoverLines(handover, m.handover, m.alert),
  });
}

function askNote(context: ActionContext): void {
  const { store, live, m, notesHere } = context;
  const { operator: by, zone } = store.getState();
  const submit = async (text: string) => {
    const words = text.trim();
    if (words === '') return;
    try {
      const outcome = await leaveNote(live.platform, words, { by });
      if (outcome.ok) notesHere.set(nameOf(zone, { by, text: words }), 'left');
      store.setState((state) =>
        outcome.ok
          ? answered(state, m.handover.left)
          : answered(
              state,
              m.handover.failed(m.refusals[outcome.refusal](outcome.details)),
              'error',
            ),
      );
    } catch (error) {
      store.setState((state) => answered(state, failureWords(error, m), 'error'));
    }
  };
  askLine(context, { title: m.handover.askNote, submit: (text) => void submit(text) });
}

/** A note is shown to a console that starts within this time. */
const SHOWN_FOR_MS = 24 * 3_600_000;

/**
 * Shows the notes that this operator has not read yet, once Redis answers and nothing else is open. Two
 * shifts may share an operator: only what was left in this very console is known to have been read by who
 * left it. Rejects when Redis does not answer.
 */
export async function showNotes(context: ActionContext): Promise<void> {
  const { store, live, m, notesHere } = context;
  const { operator, readonly, zone } = store.getState();
  const seen = await notesSeen(live.platform, operator);
  const notes = await readNotes(live.platform, Math.max(seen, Date.now() - SHOWN_FOR_MS));
  const fresh = notes.filter((note) => !notesHere.has(nameOf(zone, note)));
  // What was left here is news for who has this operator's name next.
  const own = notes.filter((note) => notesHere.get(nameOf(zone, note)) === 'left');
  const until = Math.min(notes[0]?.at ?? 0, ...own.map(({ at }) => at - 1));
  const read = () => {
    for (const note of fresh) notesHere.set(nameOf(zone, note), 'read');
    if (readonly || until <= seen) return;
    // Where that is not kept, they are shown once more.
    markNotesSeen(live.platform, operator, until).catch(() => undefined);
  };
  if (fresh.length === 0) return;
  whenNothingIsOpen(store, () =>
    showText(context, { title: m.handover.notesTitle, lines: noteLines(fresh), read }),
  );
}

/** A note among those of all zones. */
const nameOf = (zone: string | null, { by, text }: Pick<Note, 'by' | 'text'>): string =>
  JSON.stringify([zone, by, text]);

/** Now, or as soon as what is open is closed. */
function whenNothingIsOpen({ getState, subscribe }: ConsoleStore, run: () => void): void {
  if (getState().prompt === null) {
    run();
    return;
  }
  const stop = subscribe(({ prompt }) => {
    if (prompt !== null) return;
    stop();
    run();
  });
}

const redisDown: Action['disabled'] = ({ redis }, m) =>
  redis.state === 'up' ? null : m.disabled.needsRedis;

/** What a dispatcher does at the end of a shift. */
export const handoverActions: readonly Action[] = [
  {
    id: 'handover',
    title: (m) => m.handover.open,
    keys: [],
    group: 'general',
    disabled: redisDown,
    run: openHandover,
  },
  {
    id: 'note',
    title: (m) => m.handover.leave,
    keys: [],
    group: 'general',
    writes: true,
    disabled: redisDown,
    run: askNote,
  },
];
