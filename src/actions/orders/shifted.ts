import type { ConsoleMessages } from '../../i18n/console.ts';
import { said } from '../../store/reducers.ts';
import { subjects } from '../../store/screens.ts';
import { type Shift, unconfirmed } from '../../store/shift.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { Action } from '../action.ts';

/** What a key does to the selected orders; not to one that came under the cursor by itself just before. */
export function onSelected(run: Action['run']): Action['run'] {
  return (context) => {
    const { store, m } = context;
    const state = store.getState();
    const [order, ...others] = subjects(state);
    const alone = order && others.length === 0;
    const shift = alone ? unconfirmed(state.shifted, order.id, Date.now()) : null;
    if (shift === null) return run(context);
    store.setState({ shifted: null, ...said(shiftedWords(state, m, shift)) });
  };
}

/** What took the order away that the cursor was on, as far as it was told, and where the cursor is now. */
function shiftedWords({ feed }: ConsoleState, m: ConsoleMessages, { from, to }: Shift): string {
  const event = feed.find(({ order }) => order === from);
  if (!event || event.type === 'order_created') return m.acts.shifted(m.acts.left(from), to);
  const by = event.by && event.by !== event.driver ? ` ${m.liveScreen.by(event.by)}` : '';
  return m.acts.shifted(`${m.event(event).text}${by}`, to);
}
