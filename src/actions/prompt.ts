import {
  type ChoicePrompt,
  type FormAnswer,
  type FormPrompt,
  fieldValue,
  formField,
  type Option,
  optionsOf,
  type Prompt,
  type TextPrompt,
  yesKeysOf,
} from '../store/prompt.ts';
import { answerRead, said } from '../store/reducers.ts';
import { edited, fieldOf, pasted, textOf } from '../store/text-field.ts';
import type { ActionContext } from './context.ts';
import { failureWords } from './failure.ts';

/** Opens a prompt: all keys go to it until it is answered or dropped. */
export function openPrompt({ store }: ActionContext, prompt: Prompt): void {
  store.setState((state) => ({ prompt, ...answerRead(state) }));
}

/** Asks for one line on the last row. `changed` hears each change, and at Esc what was there before. */
export function askLine(
  context: ActionContext,
  ask: {
    readonly title: string;
    readonly value?: string;
    readonly changed?: (text: string) => void;
    readonly submit: (text: string) => void;
  },
): void {
  const { title, value = '', submit } = ask;
  const changed = ask.changed && { changed: ask.changed };
  openPrompt(context, {
    kind: 'line',
    title,
    before: value,
    field: fieldOf(value),
    submit,
    ...changed,
  });
}

/** Asks to choose one of a list; typing searches it. */
export function askChoice(
  context: ActionContext,
  ask: {
    readonly title: string;
    readonly options: readonly Option[];
    readonly submit: (id: string) => void;
  },
): void {
  openPrompt(context, { kind: 'choice', ...ask, field: fieldOf(''), index: 0 });
}

/** Asks before what cannot be undone. */
export function confirm(
  context: ActionContext,
  ask: { readonly text: string; readonly yes: () => void },
): void {
  openPrompt(context, { kind: 'confirm', ...ask });
}

/** Opens a short form. `submit` answers null when it is done, else what is wrong by field ('': the whole). */
export function askForm(
  context: ActionContext,
  ask: {
    readonly title: string;
    readonly fields: readonly Parameters<typeof formField>[0][];
    readonly submit: (values: Readonly<Record<string, string>>) => Promise<FormAnswer>;
  },
): void {
  const { title, submit } = ask;
  const fields = ask.fields.map(formField);
  openPrompt(context, { kind: 'form', title, submit, fields, index: 0, busy: false, error: null });
}

/** Shows lines to read; with `ask` a question about them, with `stop` what is under way. */
export function showText(
  context: ActionContext,
  text: Pick<TextPrompt, 'title' | 'lines' | 'ask' | 'stop' | 'read' | 'copied'>,
): void {
  openPrompt(context, { kind: 'text', ...text, offset: 0 });
}

const SCROLL: Readonly<Record<string, number>> = {
  ...{ down: 1, up: -1, pagedown: 10, pageup: -10, end: 1e6, home: -1e6 },
};

/** What an open prompt does with a key. */
export function promptKey(context: ActionContext, prompt: Prompt, key: string): void {
  const { store, m } = context;
  const change = (next: Prompt) => store.setState({ prompt: next });
  const close = () => store.setState({ prompt: null });
  switch (prompt.kind) {
    case 'confirm': {
      close();
      if (key.length === 1 && m.prompt.yesKeys.includes(key)) prompt.yes();
      else store.setState(said(m.prompt.notDone));
      return;
    }
    case 'line': {
      if (key === 'enter' || key === 'esc') {
        close();
        if (key === 'enter') prompt.submit(textOf(prompt.field));
        else prompt.changed?.(prompt.before);
        return;
      }
      const field = edited(prompt.field, key);
      if (!field) return;
      change({ ...prompt, field });
      prompt.changed?.(textOf(field));
      return;
    }
    case 'choice':
      choiceKey(context, prompt, key);
      return;
    case 'form':
      formKey(context, prompt, key);
      return;
    case 'text':
      textKey(context, prompt, key);
      return;
    case 'help': {
      if (key === 'esc' || key === 'enter' || key === '?') {
        close();
        return;
      }
      const by = SCROLL[key];
      const field = by === undefined ? edited(prompt.field, key) : null;
      if (by !== undefined) {
        change({ ...prompt, offset: bounded(prompt.offset + by, context.promptScroll(prompt)) });
      } else if (field) change({ ...prompt, field, offset: 0 });
    }
  }
}

function textKey(context: ActionContext, prompt: TextPrompt, key: string): void {
  const { store, m, promptScroll, copy } = context;
  const by = SCROLL[{ j: 'down', k: 'up', space: 'pagedown', G: 'end', g: 'home' }[key] ?? key];
  if (by !== undefined) {
    const offset = bounded(prompt.offset + by, promptScroll(prompt));
    store.setState({ prompt: { ...prompt, offset } });
    return;
  }
  if (prompt.copied !== undefined && key === 'y') {
    copy(prompt.copied);
    store.setState(said(m.prompt.copiedAll));
    return;
  }
  if (prompt.stop) {
    if (key === 'esc') stopText({ store }, prompt);
    return;
  }
  if (prompt.read && key !== 'enter' && key !== 'esc') return;
  // Pressed twice in haste, the key that opened it answers nothing.
  if (prompt.ask?.openedBy === key) return;
  store.setState({ prompt: null });
  prompt.read?.();
  const yes = key.length === 1 && yesKeysOf(m.prompt.yesKeys, prompt.ask).includes(key);
  if (prompt.ask && yes) prompt.ask.yes();
  else if (prompt.ask) store.setState(said(m.prompt.notDone));
}

/** Stops what a text tells the progress of; what is begun is finished. */
export function stopText({ store }: Pick<ActionContext, 'store'>, prompt: TextPrompt): void {
  store.setState({ prompt: { ...prompt, stopping: true } });
  prompt.stop?.();
}

const bounded = (value: number, most: number) => Math.max(0, Math.min(most, value));

function choiceKey({ store }: ActionContext, prompt: ChoicePrompt, key: string): void {
  const options = optionsOf(prompt);
  if (key === 'esc' || key === 'enter') {
    const chosen = options[prompt.index];
    if (key === 'enter' && !chosen) return;
    store.setState({ prompt: null });
    if (key === 'enter' && chosen) prompt.submit(chosen.id);
    return;
  }
  const by = { tab: 1, 'shift-tab': -1, 'ctrl-n': 1, 'ctrl-p': -1 }[key] ?? SCROLL[key];
  if (by !== undefined) {
    const index = bounded(prompt.index + by, Math.max(0, options.length - 1));
    store.setState({ prompt: { ...prompt, index } });
    return;
  }
  const field = edited(prompt.field, key);
  if (field) store.setState({ prompt: { ...prompt, field, index: 0 } });
}

function formKey(context: ActionContext, prompt: FormPrompt, key: string): void {
  const { store } = context;
  if (key === 'esc') {
    store.setState({ prompt: null });
    return;
  }
  // What was sent is being judged: it does not change under way.
  if (prompt.busy) return;
  const last = prompt.fields.length - 1;
  if (key === 'enter' && prompt.index === last) {
    void submitForm(context, prompt);
    return;
  }
  const by = { enter: 1, tab: 1, down: 1, 'shift-tab': -1, up: -1 }[key];
  if (by !== undefined) {
    const count = last + 1;
    store.setState({ prompt: { ...prompt, index: (prompt.index + by + count) % count } });
    return;
  }
  changeField(store, prompt, (field) => edited(field, key));
}

type Store = ActionContext['store'];

function changeField(
  store: Store,
  prompt: FormPrompt,
  change: (field: FormPrompt['fields'][number]['field']) => typeof field | null,
): void {
  const fields = prompt.fields.map((each, at) => {
    const field = at === prompt.index ? change(each.field) : null;
    return field ? { ...each, field, error: null } : each;
  });
  store.setState({ prompt: { ...prompt, fields } });
}

async function submitForm({ store, m }: ActionContext, prompt: FormPrompt): Promise<void> {
  const sent: FormPrompt = { ...prompt, busy: true, error: null };
  store.setState({ prompt: sent });
  const values = Object.fromEntries(prompt.fields.map((field) => [field.id, fieldValue(field)]));
  const answer = await prompt.submit(values).catch((error: unknown): FormAnswer => {
    return { '': failureWords(error, m) };
  });
  // Dropped by Esc, or another prompt is open by now.
  if (store.getState().prompt !== sent) return;
  if (answer === null) {
    store.setState({ prompt: null });
    return;
  }
  const fields = prompt.fields.map((field) => ({ ...field, error: answer[field.id] ?? null }));
  const wrong = fields.findIndex(({ error }) => error !== null);
  const index = wrong >= 0 ? wrong : prompt.index;
  store.setState({ prompt: { ...prompt, fields, index, error: answer[''] ?? null } });
}

/** Pasted text goes into what is being typed, and nowhere else: it is not keys. */
export function paste({ store, m }: ActionContext, text: string): void {
  const { prompt } = store.getState();
  if (prompt === null || prompt.kind === 'confirm' || prompt.kind === 'text') {
    store.setState(said(m.prompt.pasteNowhere));
    return;
  }
  if (prompt.kind === 'form') {
    if (!prompt.busy) changeField(store, prompt, (field) => pasted(field, text));
    return;
  }
  const field = pasted(prompt.field, text);
  if (prompt.kind === 'choice') store.setState({ prompt: { ...prompt, field, index: 0 } });
  else if (prompt.kind === 'help') store.setState({ prompt: { ...prompt, field, offset: 0 } });
  else {
    store.setState({ prompt: { ...prompt, field } });
    prompt.changed?.(textOf(field));
  }
}
