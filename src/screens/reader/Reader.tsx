import { Static, Text, useInput, usePaste } from 'ink';
import { useEffect, useState } from 'react';
import type { ActionContext } from '../../actions/context.ts';
import { handleKey } from '../../actions/handle.ts';
import { keysOf } from '../../actions/keys.ts';
import { paste } from '../../actions/prompt.ts';
import { printable } from '../../components/text.ts';
import { resized } from '../../store/reducers.ts';
import { narrator, READ_SIZE, wholeScreen } from './spoken.ts';

/** More to say; nothing is drawn where there is none. */
const and = (lines: readonly string[]) => (before: readonly string[]) =>
  lines.length > 0 ? [...before, ...lines.map(printable)] : before;

/** The console for a screen reader: what is to be said, a line each, nothing that is written over. */
export function Reader({ context }: { context: ActionContext }) {
  const { store, m } = context;
  const [said, setSaid] = useState<readonly string[]>([]);
  useEffect(() => {
    store.setState((before) => resized(before, READ_SIZE.columns, READ_SIZE.rows));
    // The screen itself is said once it was read.
    const { board } = store.getState();
    setSaid(and([...(board ? wholeScreen(store.getState()) : []), m.reader.welcome]));
    const tell = narrator(store.getState());
    return store.subscribe((state) => setSaid(and(tell(state))));
  }, [store, m]);
  useInput((input, key) => {
    for (const each of keysOf(input, key)) {
      if (each === 'ctrl-l') setSaid(and(wholeScreen(store.getState())));
      else handleKey(context, each);
    }
  });
  usePaste((text) => paste(context, text));
  return <Static items={[...said]}>{(line, index) => <Text key={index}>{line}</Text>}</Static>;
}
