import { randomUUID } from 'node:crypto';
import { timedOrderId } from '../../domain/ids.ts';
import type { Correction, NewOrder } from '../../domain/order.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import {
  CORRECTION_FIELDS,
  correctionValues,
  NEW_FIELDS,
  type NewField,
  type Problem,
  parseCorrection,
  parseNewOrder,
} from '../../services/dispatch/form.ts';
import { isWorkedIn, type Place, readPlaces } from '../../services/dispatch/places.ts';
import { RedisDown } from '../../services/redis/down.ts';
import { correctOrder, createOrder } from '../../services/redis/transitions/orders.ts';
import { answered, corrected, did } from '../../store/acts.ts';
import type { FormAnswer } from '../../store/prompt.ts';
import { said } from '../../store/reducers.ts';
import { subjects } from '../../store/screens.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { askForm } from '../prompt.ts';

type Values = Readonly<Record<string, string>>;

/** What is typed of a new order before anything is typed. */
const DEFAULT_MINUTES = '40';

/** So often another id is taken where the chosen one is somebody's already. */
const IDS = 5;

/** Asks for a new order by a short form, and creates it; what was typed stays until it is done. */
export async function newOrder(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  let places: Place[];
  try {
    places = await readPlaces(live.platform);
  } catch {
    store.setState((state) => answered(state, m.acts.form.noPlaces, 'error'));
    return;
  }
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  let before: Attempt | null = null;
  askForm(context, {
    title: m.acts.form.create,
    fields: NEW_FIELDS.map((id) => newField(context, id, places)),
    submit: async (values) => {
      const attempt = attemptOf(context, values, places, before);
      if ('problems' in attempt) return problemWords(attempt.problems, m);
      return create(context, attempt, (tried) => {
        before = tried;
      });
    },
  });
}

/** An order that was sent, under an operation id: sent again as it is, it is created once. */
interface Attempt {
  readonly typed: string;
  readonly order: NewOrder;
  readonly operationId: string;
}

function attemptOf(
  { store }: ActionContext,
  values: Values,
  places: readonly Place[],
  before: Attempt | null,
): Attempt | { problems: Readonly<Partial<Record<NewField, Problem>>> } {
  const typed = JSON.stringify(values);
  if (before?.typed === typed) return before;
  const now = serverNow(store.getState());
  const parsed = parseNewOrder(values, { places, now });
  if (!parsed.ok) return parsed;
  const id = before?.order.id ?? newId(store.getState());
  return { typed, order: { id, ...parsed.value }, operationId: randomUUID() };
}

const newId = ({ skewMs }: ConsoleState) => timedOrderId(Date.now() + skewMs, Math.random());

/** Creates an order; under another id where its own is taken. `tried` hears what is sent. */
function create(
  { store, live, m }: ActionContext,
  attempt: Attempt,
  tried: (attempt: Attempt) => void,
) {
  const { platform } = live;
  const { region } = attempt.order;
  return sent(m, async (): Promise<FormAnswer> => {
    if (region !== '' && !(await isWorkedIn(platform, region)))
      return { region: m.acts.form.problems.empty };
    const by = store.getState().operator;
    let { order, operationId } = attempt;
    for (let left = IDS; ; left -= 1) {
      tried({ ...attempt, order, operationId });
      const outcome = await createOrder(platform, order, { by, operationId });
      if (outcome.ok) break;
      if (outcome.refusal !== 'already_exists' || left === 0)
        return { '': m.refusals[outcome.refusal](outcome.details) };
      order = { ...order, id: newId(store.getState()) };
      operationId = randomUUID();
    }
    store.setState((state) => ({
      ...did(state, { kind: 'final', what: 'create', subjects: [order.id] }),
      ...answered(state, m.acts.done.created(order.id)),
    }));
    live.refresh();
    return null;
  });
}

/** Asks what is to be corrected of the selected order; only what was changed is sent. */
export function correct(context: ActionContext): void {
  const { store, m } = context;
  const [order] = subjects(store.getState());
  if (order === undefined) return;
  const values = correctionValues(order);
  const { labels, hints } = m.acts.form;
  store.setState(said(''));
  // The same correction sent again, because no answer came, is done once.
  let sentLast = { typed: '', operationId: '' };
  askForm(context, {
    title: m.acts.form.correct(order.id),
    fields: CORRECTION_FIELDS.map((id) => ({
      ...{ id, label: labels[id], value: values[id] },
      hint: id === 'due' ? hints.due : hints.optional,
    })),
    submit: async (typed) => {
      const parsed = parseCorrection(typed, order, serverNow(store.getState()));
      if (!parsed.ok) return problemWords(parsed.problems, m);
      const same = JSON.stringify(parsed.value);
      if (sentLast.typed !== same) sentLast = { typed: same, operationId: randomUUID() };
      return sendCorrection(context, order.id, parsed.value, sentLast.operationId);
    },
  });
}

function sendCorrection(
  { store, live, m }: ActionContext,
  order: string,
  correction: Correction,
  operationId: string,
) {
  return sent(m, async () => {
    const by = store.getState().operator;
    const request = { order, ...correction };
    const outcome = await correctOrder(live.platform, request, { by, operationId });
    if (!outcome.ok) return { '': m.refusals[outcome.refusal](outcome.details) };
    store.setState((state) => ({
      ...corrected(state, order, outcome.version),
      ...answered(state, m.acts.done.corrected(order)),
    }));
    live.refresh();
    return null;
  });
}

/** What a form answers when Redis does: without it the form stays as it was typed. */
async function sent(m: ConsoleMessages, send: () => Promise<FormAnswer>): Promise<FormAnswer> {
  try {
    return await send();
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    return { '': m.acts.form.tryAgain };
  }
}

function problemWords(problems: Readonly<Record<string, Problem>>, m: ConsoleMessages): FormAnswer {
  return Object.fromEntries(
    Object.entries(problems).map(([field, problem]) => [field, m.acts.form.problems[problem]]),
  );
}

/** A field of the form of a new order at its beginning. */
function newField({ store, m }: ActionContext, id: NewField, places: readonly Place[]) {
  const { labels, hints } = m.acts.form;
  const field = { id, label: labels[id] };
  const [like] = subjects(store.getState());
  const options = places.map(({ name }) => ({ id: name, label: name }));
  switch (id) {
    case 'pickup':
    case 'door':
      return places.length === 0
        ? { ...field, hint: hints.position }
        : { ...field, hint: hints.place, options };
    case 'region':
      return { ...field, hint: hints.region, value: like?.region ?? '' };
    case 'due':
      return { ...field, hint: hints.due, value: DEFAULT_MINUTES };
    case 'client':
    case 'amount':
    case 'items':
      return { ...field, hint: hints[id] };
    default:
      return { ...field, hint: hints.optional };
  }
}
