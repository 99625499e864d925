import { GROUPS, helpRoom, helpScroll } from '../actions/help.ts';
import { ACTIONS } from '../actions/table.ts';
import { glyphs } from '../components/glyphs.ts';
import { panel } from '../components/panel.ts';
import { fitText, type Line } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { ConsoleState } from '../store/state.ts';
import { answerLine, header, keyName, tabs } from './chrome.ts';
import { hiddenWord } from './live/words.ts';

/** Columns of the keys, and of the screen on which they work. */
const KEYS = 16;
const WHERE = 10;
const TITLE = 44;

/** All keys, by group, as the table of actions has them; scrolls where they do not fit. */
export function helpFrame(state: ConsoleState): Line[] {
  const { columns, rows, help } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(state.ascii);
  // Frame and air take three columns. Where room is short, the screen is what gives way.
  const room = columns - KEYS - 3;
  const title = room >= TITLE + WHERE ? TITLE : room;
  const lines = GROUPS.flatMap((group, index): Line[] => [
    ...(index === 0 ? [] : [[]]),
    [{ text: m.groups[group], bold: true }],
    ...ACTIONS.filter((action) => action.group === group).map((action): Line => {
      const where = action.screen ? m.screens[action.screen] : '';
      return [
        { text: fitText(`  ${action.keys.map(keyName).join('  ')}`, KEYS) },
        { text: fitText(m.actions[action.id], title) },
        { text: title < room ? where : '', dim: true },
      ];
    }),
  ]);
  const offset = Math.min(help.offset, helpScroll(rows));
  const height = helpScroll(rows) > 0 ? helpRoom(rows) - 1 : helpRoom(rows);
  const shown = lines.slice(offset, offset + height);
  const hidden = hiddenWord(offset, lines.length - offset - shown.length, m);
  const content = panel(
    {
      title: `${m.help.title}  ${m.help.hint}`,
      focused: true,
      lines: hidden ? [...shown, [{ text: hidden, dim: true }]] : shown,
    },
    columns,
    helpRoom(rows) + 2,
    g,
  );
  return [header(state, m, g), tabs(state, m), ...content, answerLine(state, m)];
}
