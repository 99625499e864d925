import type { Key } from 'ink';
import type { ConsoleMessages } from '../i18n/console.ts';

/** Keys that have no character of their own, by the names that the table of actions uses. */
const NAMED: readonly [keyof Key, string][] = [
  ['upArrow', 'up'],
  ['downArrow', 'down'],
  ['leftArrow', 'left'],
  ['rightArrow', 'right'],
  ['pageUp', 'pageup'],
  ['pageDown', 'pagedown'],
  ['home', 'home'],
  ['end', 'end'],
  ['return', 'enter'],
  ['escape', 'esc'],
  ['backspace', 'backspace'],
  ['delete', 'delete'],
];

/** Keys that Shift makes others of. */
const ARROWS: readonly string[] = ['up', 'down', 'left', 'right'];

const CHARACTERS: Readonly<Record<string, string>> = {
  ' ': 'space',
  '\r': 'enter',
  '\n': 'enter',
  '\t': 'tab',
  '\u001b': 'esc',
  '\u007f': 'backspace',
};

/** A control character is a letter held with Ctrl: `\u0003` is Ctrl-C, `\u001a` Ctrl-Z. */
function keyOf(char: string): string {
  const named = CHARACTERS[char];
  if (named !== undefined) return named;
  const code = char.charCodeAt(0);
  return code < 0x20 ? `ctrl-${String.fromCharCode(code + 0x60)}` : char;
}

/**
 * The keys behind one input of Ink, which merges keys that are typed fast: `jjj` arrives as one input,
 * and an Enter may hide in `a\r`.
 */
export function keysOf(input: string, key: Partial<Key>): string[] {
  if (key.tab) return [key.shift ? 'shift-tab' : 'tab'];
  const named = NAMED.find(([flag]) => key[flag]);
  if (named) return [key.shift && ARROWS.includes(named[1]) ? `shift-${named[1]}` : named[1]];
  if (key.ctrl) return [`ctrl-${input.toLowerCase()}`];
  return [...input].map(keyOf);
}

/** A key as it is written on a keyboard. */
export function keyName(key: string, { keyNames }: ConsoleMessages): string {
  const names: Readonly<Record<string, string>> = keyNames;
  const control = /^ctrl-(.)$/.exec(key)?.[1];
  if (control) return `Ctrl-${control.toUpperCase()}`;
  const plain = unshifted(key);
  const name = names[plain] ?? plain;
  return plain === key ? name : `${keyNames.shift}-${name}`;
}

/** A key without Shift, for where that makes no difference. */
export function unshifted(key: string): string {
  return key.replace(/^shift-/, '');
}
