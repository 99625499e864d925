import { handoverLines, noteLines } from '../components/handover.ts';
import { markNotesSeen, notesSeen, readHandover, readNotes } from '../services/board/handover.ts';
import { leaveNote } from '../services/redis/transitions/notes.ts';
import { answered } from '../store/acts.ts';
import type { Action } from './action.ts';
import type { ActionContext } from './context.ts';
import { askLine, showText } from './prompt.ts';

async function openHandover(context: ActionContext): Promise<void> {
  const { live, m } = context;
  const handover = await readHandover(live.platform);
  showText(context, {
    title: m.handover.title,
    lines: handoverLines(handover, m.handover, m.alert),
  });
}

function askNote(context: ActionContext): void {
  const { store, live, m } = context;
  const submit = async (text: string) => {
    const words = text.trim();
    if (words === '') return;
    try {
      const outcome = await leaveNote(live.platform, words, { by: store.getState().operator });
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
      const reason = error instanceof Error ? error.message : String(error);
      store.setState((state) => answered(state, m.handover.failed(reason), 'error'));
    }
  };
  askLine(context, { title: m.handover.askNote, submit: (text) => void submit(text) });
}

/** A note is shown to a console that starts within this time. */
const SHOWN_FOR_MS = 24 * 3_600_000;

/** Shows the notes of others that this operator has not seen yet, once Redis answers. */
export async function showNotes(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const { operator, readonly } = store.getState();
  const seen = await notesSeen(live.platform, operator);
  const notes = await readNotes(live.platform, Math.max(seen, Date.now() - SHOWN_FOR_MS));
  const fresh = notes.filter(({ by }) => by !== operator);
  const [newest] = notes;
  if (fresh.length === 0 || !newest || store.getState().prompt !== null) return;
  showText(context, { title: m.handover.notesTitle, lines: noteLines(fresh) });
  if (!readonly) await markNotesSeen(live.platform, operator, newest.at);
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
