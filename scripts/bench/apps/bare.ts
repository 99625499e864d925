/**
 * Bare Ink in a real terminal: `hello` prints a word; `rows` shows a screen of rows, of which j moves a
 * mark, and ten times a second another one changes.
 */
import { render, Text, useInput } from 'ink';
import { createElement, useEffect, useState } from 'react';
import { COLUMNS, ROWS } from './paper.ts';
import { Rows } from './rows.ts';

/** As often as the console draws what happens. */
const CHANGES_MS = 100;

function Table() {
  const [marked, setMarked] = useState(0);
  const [changes, setChanges] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setChanges((count) => count + 1), CHANGES_MS);
    return () => clearInterval(timer);
  }, []);
  useInput((input) => setMarked((row) => (row + input.length) % (ROWS - 1)));
  const rows = Array.from({ length: ROWS }, (_, row) =>
    (row === ROWS - 1
      ? `change ${changes}`
      : `${row === marked ? '▸' : ' '} c${1_000 + row}  Amélie Roux  Marais → Bastille  `
    ).padEnd(COLUMNS - 1, 'a row like those of a table '),
  );
  return createElement(Rows, { rows });
}

const hello = process.argv[2] === 'hello';
render(hello ? createElement(Text, null, 'hello') : createElement(Table), {
  ...{ alternateScreen: true, incrementalRendering: true, interactive: true },
});
// Until it is closed, as a console is.
setInterval(() => undefined, 60_000);
