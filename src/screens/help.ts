import { ACTIONS, type Group } from '../actions/table.ts';
import { glyphs } from '../components/glyphs.ts';
import { panel } from '../components/panel.ts';
import { fitText, type Line } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { ConsoleState } from '../store/state.ts';
import { answerLine, header, tabs } from './chrome.ts';

const GROUPS: readonly Group[] = ['assign', 'move', 'view', 'simulator', 'general'];

/** All keys, by group, as the table of actions has them; scrolls where they do not fit. */
export function helpFrame(state: ConsoleState): Line[] {
  const { columns, rows, help } = state;
  const m = consoleMessages(state.lang);
  const g = glyphs(state.ascii);
  const lines = GROUPS.flatMap((group): Line[] => [
    [{ text: m.groups[group], bold: true }],
    ...ACTIONS.filter((action) => action.group === group).map((action): Line => {
      const where = action.screen ? m.screens[action.screen] : '';
      return [
        { text: `  ${fitText(action.keys.join('  '), 20)}` },
        { text: fitText(m.actions[action.id], 44) },
        { text: where, dim: true },
      ];
    }),
    [],
  ]);
  const height = rows - 3;
  const room = height - 2;
  const offset = Math.min(help.offset, Math.max(0, lines.length - room));
  const title = `${m.help.title}  ${m.help.hint}`;
  const content = panel({ title, focused: true, lines: lines.slice(offset) }, columns, height, g);
  return [header(state, m, g), tabs(state, m), ...content, answerLine(state, m)];
}
