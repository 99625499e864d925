import { age, clockSeconds, money } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitLine, fitText, type Line, type Span, widthOf } from '../../components/text.ts';
import type { VigieEvent } from '../../domain/event.ts';
import { centsFromAmount } from '../../domain/money.ts';
import { ENGINE, PROGRAMS } from '../../domain/programs.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { cursorRow } from '../../store/panels.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { listLines, MARK } from './rows.ts';
import { waitWord } from './words.ts';

/** From this width on a row has room for who did it, or a figure; from the second for both. */
const WITH_RIGHT = 44;
const WITH_BOTH = 60;

/** What an event is worth a figure for: the amount, how long after the order. */
function figureOf(event: VigieEvent, m: ConsoleMessages, g: Glyphs): string {
  const { type, at, record } = event;
  if (type === 'order_created') {
    const cents = centsFromAmount(record.amount ?? '');
    return cents === undefined ? '' : money(cents, g);
  }
  const createdAt = Number(record.created_at ?? 0);
  if (!(createdAt > 0) || createdAt > at) return '';
  const after = age(at - createdAt, m);
  if (type === 'order_picked_up') return m.liveScreen.afterOrder(after);
  return type === 'order_delivered' ? after : '';
}

/** Who did it, and the figure, as far as there is room; a colleague stands out, programs and oneself do not. */
function rightOf(
  event: VigieEvent,
  state: ConsoleState,
  width: number,
  m: ConsoleMessages,
  g: Glyphs,
): Span[] {
  if (width <= WITH_RIGHT) return [];
  const { right } = m.event(event);
  const figure = figureOf(event, m, g);
  // An alert is nobody's doing.
  const person = event.by !== '' && !PROGRAMS.includes(event.by) && !event.type.startsWith('alert');
  const by = person ? event.by : right;
  const doer = by === ENGINE ? m.plan.engineName : by;
  const told = person || by === ENGINE;
  const who = by && width >= WITH_BOTH && told ? m.liveScreen.by(doer) : doer;
  const colleague = person && event.by !== state.operator;
  const name: Span[] = who ? [{ text: ` ${who}`, dim: !colleague }] : [];
  if (width >= WITH_BOTH && figure) return [{ text: `  ${figure}`, dim: true }, ...name];
  return name.length > 0 || !figure ? name : [{ text: ` ${figure}`, dim: true }];
}

/** What happened, newest first: when, what, how much or how long, and who did it. */
export function eventLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const { feed, focus } = state;
  if (feed.length === 0)
    return [[{ text: state.board ? m.empty.events : waitWord(state, m), dim: true }]];
  const row = (event: VigieEvent, room: number): Line => {
    const right = rightOf(event, state, width, m, g);
    const left: Line = [
      { text: `${clockSeconds(event.at)}  `, dim: true },
      { text: m.event(event).text.replace(' > ', ` ${g.arrow} `) },
    ];
    const size = right.reduce((sum, { text }) => sum + widthOf(text), 0);
    return [...fitLine(left, room - size), ...right];
  };
  // A feed has no end: only who walks through it is told how much is out of sight.
  if (focus !== 'events') return feed.slice(0, height).map((event) => row(event, width));
  const cursor = cursorRow(state, 'events');
  const rows = feed.map((event) => row(event, width - MARK));
  return listLines({ rows, cursor, height }, m, g);
}

/** What is wrong, the worst first: how long, and whether somebody has it. */
export function alertLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  const { board, focus } = state;
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  if (board.alerts.length === 0) return [[{ text: m.empty.alerts, dim: true }]];
  const wide = width >= 44;
  // Muted and resolved ones are not on this list.
  const stateWidth = Math.max(widthOf(m.alertStates.open), widthOf(m.alertStates.acknowledged));
  const room = focus === 'alerts' ? width - MARK : width;
  const rows = board.alerts.map((alert): Line => {
    const critical = alert.severity === 'critical';
    const since = age(serverNow(state) - alert.openedAt, m);
    const acknowledged = alert.state === 'acknowledged';
    const word = m.alertStates[alert.state];
    // Where room is short, that somebody has it stands in place of its age.
    const right = wide
      ? ` ${fitText(since, 7, 'right')}  ${fitText(word, stateWidth)}`
      : ` ${fitText(acknowledged ? word : since, 6, 'right')}`;
    const left: Line = [
      { text: critical ? '!! ' : '!  ', color: critical ? 'red' : 'yellow', bold: true },
      { text: m.alert(alert), dim: acknowledged },
    ];
    return [...fitLine(left, room - widthOf(right)), { text: right, dim: true }];
  });
  const cursor = focus === 'alerts' ? cursorRow(state, 'alerts') : null;
  return listLines({ rows, total: board.alertsOpen, cursor, height }, m, g);
}
