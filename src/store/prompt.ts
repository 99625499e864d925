import fuzzysort from 'fuzzysort';
import { folded } from '../domain/filter.ts';
import { fieldOf, type TextField, textOf } from './text-field.ts';

/** One thing to choose; `hint` stands at the right, `search` is found too and not shown. */
export interface Option {
  readonly id: string;
  readonly label: string;
  readonly hint?: string;
  readonly search?: string;
}

/** One line to type, on the last row: a filter, a reason. */
export interface LinePrompt {
  readonly kind: 'line';
  readonly title: string;
  readonly before: string;
  readonly field: TextField;
  /** Called at each change, so that a filter shows at once, and at Esc with what was there before. */
  readonly changed?: (text: string) => void;
  readonly submit: (text: string) => void;
}

/** A list; typing filters it, by fuzzy search. */
export interface ChoicePrompt {
  readonly kind: 'choice';
  readonly title: string;
  readonly options: readonly Option[];
  readonly field: TextField;
  readonly index: number;
  readonly submit: (id: string) => void;
}

/** A question for what cannot be undone: only its own key says yes. */
export interface ConfirmPrompt {
  readonly kind: 'confirm';
  readonly text: string;
  readonly yes: () => void;
}

export interface FormField {
  readonly id: string;
  readonly label: string;
  readonly field: TextField;
  readonly hint: string;
  /** Where one of these may be meant: the only one that what was typed finds. */
  readonly options: readonly Option[] | null;
  readonly error: string | null;
}

/** What a form answers: null when it is done, else what is wrong by field; '' is the form as a whole. */
export type FormAnswer = Readonly<Record<string, string>> | null;

/** A short form. It stays, with what was typed, until its answer is accepted or Esc drops it. */
export interface FormPrompt {
  readonly kind: 'form';
  readonly title: string;
  readonly fields: readonly FormField[];
  readonly index: number;
  readonly busy: boolean;
  readonly error: string | null;
  readonly submit: (values: Readonly<Record<string, string>>) => Promise<FormAnswer>;
}

/** What is asked about a text. `openedBy`: the key that opened it; pressed twice in haste it is no answer. */
export interface Question {
  readonly text: string;
  readonly yes: () => void;
  readonly openedBy?: string;
}

/** The keys that say yes to a question, the first for what is shown; `all`: those of the language. Pure. */
export function yesKeysOf(all: string, { openedBy = '' }: Pick<Question, 'openedBy'> = {}): string {
  const left = [...all].filter((key) => key.toLowerCase() !== openedBy.toLowerCase());
  return left.join('');
}

/** Something to read, which scrolls. */
export interface TextPrompt {
  readonly kind: 'text';
  readonly title: string;
  readonly lines: readonly string[];
  readonly offset: number;
  /** What is asked about it: only its own key says yes. */
  readonly ask?: Question;
  /** What `y` copies; where it is absent, `y` closes like any other key. */
  readonly copied?: string;
  /** It tells what is being done: it closes when that is done, and Esc stops it. */
  readonly stop?: () => void;
  /** It was told to stop. */
  readonly stopping?: true;
  /** It was left for the reader: Enter or Esc alone closes it, and this is called then. */
  readonly read?: () => void;
}

/** All keys; typing searches them. */
export interface HelpPrompt {
  readonly kind: 'help';
  readonly field: TextField;
  readonly offset: number;
}

/** What takes all keys while it is open. */
export type Prompt =
  | LinePrompt
  | ChoicePrompt
  | ConfirmPrompt
  | FormPrompt
  | TextPrompt
  | HelpPrompt;

/** The options that a text means, best first; all of them, in their order, for an empty one. Pure. */
export function matching(options: readonly Option[], text: string): readonly Option[] {
  const wanted = text.trim();
  if (wanted === '') return options;
  return fuzzysort
    .go(wanted, options, {
      threshold: 0,
      limit: options.length,
      keys: ['label', ({ search = '' }) => search],
    })
    .map(({ obj }) => obj);
}

/** The options that a choice shows now. */
export function optionsOf({ options, field }: ChoicePrompt): readonly Option[] {
  return matching(options, textOf(field));
}

/** What a form's field holds: its text, or the id of the option that the text names, or finds alone. */
export function fieldValue({ field, options }: FormField): string {
  const text = textOf(field);
  if (options === null || text.trim() === '') return text;
  const typed = folded(text.trim());
  const found = [
    options.filter(({ label }) => folded(label) === typed),
    options.filter(({ label }) => folded(label).startsWith(typed)),
    matching(options, text),
  ].find((some) => some.length > 0);
  // Several may be meant, or none: who judges the form says what is wrong.
  const [only, another] = found ?? [];
  return only && !another ? only.id : text;
}

/** A form's field at its beginning. */
export function formField(given: {
  id: string;
  label: string;
  value?: string;
  hint?: string;
  options?: readonly Option[];
}): FormField {
  const { id, label, value = '', hint = '', options = null } = given;
  return { id, label, field: fieldOf(value), hint, options, error: null };
}
