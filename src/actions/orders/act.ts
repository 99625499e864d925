import { widthOf } from '../../components/text.ts';
import type { Final } from '../../domain/undo.ts';
import { type Done, type Job, over, type Result } from '../../services/dispatch/over.ts';
import { answered, began, done, ordersOf, settled } from '../../store/acts.ts';
import { said } from '../../store/reducers.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';
import { aboutOrder, besideIds, nobodyEnds, nobodyWords } from './words.ts';

/** What one key does to one or to several orders. */
export interface Task {
  /** What is said of an order while its answer is awaited. */
  readonly doing: string;
  readonly jobs: readonly Job[];
  /** Orders that stay as they are, and why: they are told with the others. */
  readonly left?: readonly Left[];
  /** What is said of an order that was done, without its id: in full, and for less room. */
  readonly told: (done: Done, order: string) => readonly [full: string, short: string];
  /** A key takes it back, though nothing changed hands. */
  readonly undoable?: true;
  /** What it is where no key takes it back. */
  readonly final?: Final;
}

/** An order that is not acted on, and why. */
export interface Left {
  readonly order: string;
  readonly why: string;
}

/** Columns that the clock and the air around the last line take. */
const CLOCK = 10;

/**
 * Does a task and says what came of it: one order's answer on the last line, several orders' each on a
 * line of its own. Keeps what can be undone. Its orders are not acted on by another key meanwhile.
 */
export async function act(context: ActionContext, task: Task): Promise<readonly Result[]> {
  const { store, live } = context;
  const orders = ordersOf(task.jobs);
  store.setState((state) => began(state, orders));
  const one = task.jobs.length === 1 && !task.left?.length;
  try {
    const results = await (one ? actOnOne(context, task) : actOnSeveral(context, task));
    store.setState((state) => done(state, results, task.final));
    return results;
  } finally {
    store.setState((state) => settled(state, orders));
    live.refresh();
  }
}

async function actOnOne(context: ActionContext, task: Task): Promise<readonly Result[]> {
  const { store, m } = context;
  store.setState(said(m.acts.about(ordersOf(task.jobs)[0] ?? '', task.doing)));
  const results = await over(task.jobs);
  for (const result of results) {
    const { order, answer } = result;
    if (answer.is !== 'done') {
      const text = aboutOrder(order, whyNot(context, result, true), m);
      store.setState((state) => answered(state, text, 'error'));
      continue;
    }
    const undoes = answer.move || task.undoable ? ` ${m.acts.undoes}` : '';
    const [full, short] = task.told(answer, order).map((told) => `${order} ${told}.${undoes}`);
    store.setState((state) => {
      const fits = widthOf(full ?? '') <= state.columns - CLOCK;
      return answered(state, (fits ? full : short) ?? '');
    });
  }
  return results;
}

/** Shows what is being done, order by order, and at the end what needs a hand first. */
async function actOnSeveral(context: ActionContext, task: Task): Promise<readonly Result[]> {
  const { store, m } = context;
  const { jobs, left = [] } = task;
  const asked = jobs.map(({ order }) => [order, task.doing] as const);
  const stop = new AbortController();
  const end = () => stop.abort();
  let told = 0;
  store.setState(said(''));
  showText(context, {
    ...{ title: m.acts.running(0, jobs.length), lines: besideIds(asked), stop: end },
  });
  const results = await over(jobs, {
    signal: stop.signal,
    progress: (index, result) => {
      told += 1;
      asked[index] = [result.order, wordsOf(context, task, result)];
      const title = m.acts.running(told, jobs.length);
      store.setState(({ prompt }) =>
        prompt?.kind === 'text' && prompt.stop === end
          ? { prompt: { ...prompt, title, lines: besideIds(asked) } }
          : {},
      );
    },
  });
  const good = results.filter(({ answer }) => answer.is === 'done');
  const bad = results.filter(({ answer }) => answer.is !== 'done');
  const words = (some: readonly Result[]) =>
    some.map((each) => [each.order, wordsOf(context, task, each)] as const);
  const stays = left.map(({ order, why }) => [order, why] as const);
  const title = m.acts.counted(good.length, jobs.length + left.length);
  showText(context, { title, lines: besideIds([...words(bad), ...stays, ...words(good)]) });
  const moved = good.filter(({ answer }) => answer.is === 'done' && answer.move).length;
  const undoes = moved > 0 ? ` ${m.acts.undoesAll(moved)}` : '';
  const kind = bad.length > 0 ? 'error' : 'info';
  store.setState((state) => answered(state, `${title}.${undoes}`, kind));
  return results;
}

function wordsOf(context: ActionContext, task: Task, result: Result): string {
  const { order, answer } = result;
  return answer.is === 'done' ? task.told(answer, order)[1] : whyNot(context, result, false);
}

/** Why an order was not done; `alone`: as a sentence of its own. */
function whyNot({ store, m }: ActionContext, { answer }: Result, alone: boolean): string {
  switch (answer.is) {
    case 'refused': {
      const reason = m.refusals[answer.refusal.refusal](answer.refusal.details);
      return alone ? reason : m.acts.refused(reason);
    }
    case 'nobody': {
      const words = nobodyWords(store.getState(), m, answer.excluded);
      return alone ? nobodyEnds(store.getState(), m, words) : words;
    }
    case 'unknown':
      if (!answer.down) return m.said.failed(answer.error);
      return alone ? m.said.redisLost : m.acts.unknown;
    default:
      return m.acts.notBegun;
  }
}
