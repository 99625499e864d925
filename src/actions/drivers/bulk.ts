import type { Outcome } from '../../domain/refusal.ts';
import type { Named } from '../../domain/undo.ts';
import { answerOf } from '../../services/dispatch/operations.ts';
import { type Answer, over } from '../../services/dispatch/over.ts';
import { answered } from '../../store/acts.ts';
import { driversServed, driversWorking } from '../../store/drivers/reducers.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';

export const nameOf = ({ id, name }: Named) => `${id} ${name}`.trim();

/** What is to be done to one driver, and what is said of him when it is. */
export interface DriverJob {
  readonly driver: Named;
  readonly run: () => Promise<Outcome>;
  readonly done: string;
}

/** What became of one driver, in words; `open`: no answer came, it can be tried again. */
export interface Told {
  readonly driver: Named;
  readonly ok: boolean;
  readonly open: boolean;
  readonly text: string;
}

/**
 * Does something to drivers, and says what became of each; those of whom it was done are marked no more.
 * No second change begins meanwhile.
 */
export async function overDrivers(
  context: ActionContext,
  jobs: readonly DriverJob[],
): Promise<readonly Told[]> {
  const { store, live, m } = context;
  store.setState((state) => ({
    ...driversWorking(state, true),
    ...said(m.driversScreen.said.working),
  }));
  const results = await over(
    jobs.map(({ driver, run }) => ({ order: driver.id, run: async () => answerOf(await run()) })),
  );
  const told = jobs.flatMap(({ driver, done }, at): Told[] => {
    const answer = results[at]?.answer;
    if (!answer) return [];
    const ok = answer.is === 'done';
    const why = () => m.driversScreen.results.refused(nameOf(driver), whyNot(context, answer));
    const open = answer.is === 'unknown' || answer.is === 'left';
    return [{ driver, ok, open, text: ok ? done : why() }];
  });
  store.setState((state) => ({
    ...driversWorking(state, false),
    // What was said while it was done is over; a failure that nobody has read is not.
    ...(state.message.text === m.driversScreen.said.working ? said('') : {}),
  }));
  store.setState((state) =>
    driversServed(
      state,
      told.filter(({ ok }) => ok).map(({ driver }) => driver.id),
    ),
  );
  live.refresh();
  return told;
}

function whyNot({ m }: ActionContext, answer: Answer): string {
  if (answer.is === 'refused') return m.refusals[answer.refusal.refusal](answer.refusal.details);
  if (answer.is === 'unknown') return answer.down ? m.said.redisLost : m.said.failed(answer.error);
  return m.acts.notBegun;
}

/** Tells what became of each: one on the last line, several in a list that can be read in peace. */
export function tellAll(
  context: ActionContext,
  title: string,
  told: readonly Pick<Told, 'ok' | 'text'>[],
  undoable: boolean,
): void {
  const { store, m } = context;
  const done = told.filter(({ ok }) => ok).length;
  const tell = (text: string, ok: boolean) => {
    const kind = ok ? 'info' : 'error';
    store.setState((state) => answered(state, text, kind));
  };
  const [first] = told;
  if (told.length === 1 && first) {
    tell(first.ok && undoable ? `${first.text} ${m.acts.undoes}` : first.text, first.ok);
    return;
  }
  const t = m.driversScreen;
  // What was not done comes first: it needs a hand.
  const lines = told.toSorted((a, b) => Number(a.ok) - Number(b.ok)).map(({ text }) => text);
  showText(context, { title, lines: [t.results.summary(done, told.length), '', ...lines] });
  const undoes = undoable && done > 0 ? ` ${m.acts.undoesAll(done)}` : '';
  tell(`${t.said.bulk(done, told.length)}${undoes}`, done === told.length);
}
