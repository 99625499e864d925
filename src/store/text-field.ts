/** A text that is being typed: what stands before the cursor, and after it. */
export interface TextField {
  readonly before: string;
  readonly after: string;
}

const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });
const lettersOf = (text: string) => Array.from(graphemes.segment(text), ({ segment }) => segment);

/** A field with a text in it, the cursor at its end. */
export function fieldOf(text: string): TextField {
  return { before: text, after: '' };
}

export function textOf({ before, after }: TextField): string {
  return before + after;
}

/** The field after one key; null where the key does not edit. Pure. */
export function edited(field: TextField, key: string): TextField | null {
  const { before, after } = field;
  switch (key) {
    case 'space':
      return { before: `${before} `, after };
    case 'backspace':
      return { before: lettersOf(before).slice(0, -1).join(''), after };
    case 'delete':
      return { before, after: lettersOf(after).slice(1).join('') };
    case 'ctrl-w':
      return { before: before.replace(/\S*\s*$/, ''), after };
    case 'ctrl-u':
      return { before: '', after };
    case 'ctrl-k':
      return { before, after: '' };
    case 'home':
    case 'ctrl-a':
      return { before: '', after: before + after };
    case 'end':
    case 'ctrl-e':
      return { before: before + after, after: '' };
    case 'left': {
      const letters = lettersOf(before);
      const moved = letters.at(-1) ?? '';
      return { before: letters.slice(0, -1).join(''), after: moved + after };
    }
    case 'right': {
      const [moved = '', ...rest] = lettersOf(after);
      return { before: before + moved, after: rest.join('') };
    }
    default:
      // A named key is longer than one letter.
      return lettersOf(key).length === 1 ? pasted(field, key) : null;
  }
}

/** The field with a text put in at the cursor; line breaks become blanks. */
export function pasted({ before, after }: TextField, text: string): TextField {
  return { before: before + text.replace(/[\r\n\t]+/g, ' ').replace(/\p{Cc}/gu, ''), after };
}
