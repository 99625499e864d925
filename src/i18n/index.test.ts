import { expect, test } from 'vitest';
import { messages } from './index.ts';

/** Each message by its path, with how many values it takes (null: a plain text). */
function shapeOf(table: object, path = ''): [string, number | null][] {
  return Object.entries(table).flatMap(
    ([key, value]: [string, unknown]): [string, number | null][] => {
      const here = `${path}/${key}`;
      if (typeof value === 'function') return [[here, value.length]];
      return typeof value === 'object' && value !== null ? shapeOf(value, here) : [[here, null]];
    },
  );
}

function texts(table: object, path = ''): [string, unknown][] {
  return Object.entries(table).flatMap(([key, value]: [string, unknown]): [string, unknown][] =>
    typeof value === 'object' && value !== null
      ? texts(value, `${path}/${key}`)
      : [[`${path}/${key}`, value]],
  );
}

test('both languages have the same messages, which take the same values', () => {
  expect(shapeOf(messages('fr'))).toEqual(shapeOf(messages('en')));
});

test.each(['en', 'fr'] as const)('no message of %s is empty', (language) => {
  const empty = texts(messages(language)).filter(
    ([, text]) => typeof text === 'string' && text.trim() === '',
  );
  expect(empty).toEqual([]);
});
