import { age, clockSeconds } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { fitLine, fitText, type Line, widthOf } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { waitWord } from './words.ts';

/** What happened, newest first: when, what, and who did it. */
export function eventLines(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  width: number,
  height: number,
): Line[] {
  if (state.feed.length === 0) {
    return [[{ text: state.board ? m.empty.events : waitWord(state, m), dim: true }]];
  }
  return state.feed.slice(0, height).map((event): Line => {
    const { text, right } = m.event(event);
    const by = right && width > 44 ? ` ${right}` : '';
    const left: Line = [
      { text: `${clockSeconds(event.at)}  `, dim: true },
      { text: text.replace(' > ', ` ${g.arrow} `) },
    ];
    const mine = event.by === state.operator && by !== '';
    return [...fitLine(left, width - widthOf(by)), { text: by, dim: !mine, bold: mine }];
  });
}

/** What is wrong, the worst first: how long, and whether somebody has it. */
export function alertLines(
  state: ConsoleState,
  m: ConsoleMessages,
  width: number,
  height: number,
): Line[] {
  const { board } = state;
  if (!board) return [[{ text: waitWord(state, m), dim: true }]];
  if (board.alerts.length === 0) return [[{ text: m.empty.alerts, dim: true }]];
  const room = board.alertsOpen > height ? height - 1 : height;
  const wide = width >= 44;
  // Muted and resolved ones are not on this list.
  const stateWidth = Math.max(widthOf(m.alertStates.open), widthOf(m.alertStates.acknowledged));
  const lines = board.alerts.slice(0, room).map((alert): Line => {
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
    return [...fitLine(left, width - widthOf(right)), { text: right, dim: true }];
  });
  const hidden = board.alertsOpen - lines.length;
  return hidden > 0 ? [...lines, [{ text: m.more(hidden), dim: true }]] : lines;
}
