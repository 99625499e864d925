import { GROUPS } from '../actions/action.ts';
import { keyName } from '../actions/keys.ts';
import { ACTIONS } from '../actions/table.ts';
import { fitText, type Line } from '../components/text.ts';
import { parseFilter } from '../domain/filter.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { HelpPrompt } from '../store/prompt.ts';
import type { ConsoleState } from '../store/state.ts';
import { textOf } from '../store/text-field.ts';

/** Columns of the keys, and of the screen on which they work. */
const KEYS = 19;
const WHERE = 26;
const TITLE = 44;

/** All keys by group, those that match what was typed, as the table of actions has them. */
export function helpLines(state: ConsoleState, { field }: HelpPrompt, width: number): Line[] {
  const m = consoleMessages(state.lang);
  const { test } = parseFilter(textOf(field));
  const room = width - KEYS;
  const title = room >= TITLE + 12 ? TITLE : room;
  const exists = ACTIONS.filter(({ writes }) => !(state.readonly && writes));
  const groups = GROUPS.flatMap((group): Line[][] => {
    const rows = exists
      .filter((action) => action.group === group)
      .flatMap((action): Line[] => {
        const keys = action.keys.map((key) => keyName(key, m)).join('  ') || ':';
        const where = action.screens?.map((screen) => m.screens[screen]).join(', ') ?? '';
        if (!test(`${keys} ${action.title(m)} ${where} ${m.groups[group]}`)) return [];
        return [
          [
            { text: `${fitText(`  ${keys}`, KEYS - 1)} ` },
            { text: `${fitText(action.title(m), title - 1)} ` },
            { text: title < room ? fitText(where, Math.min(WHERE, room - title)) : '', dim: true },
          ],
        ];
      });
    return rows.length > 0 ? [[[{ text: m.groups[group], bold: true }], ...rows]] : [];
  });
  if (groups.length === 0) return [[{ text: m.prompt.noMatch, dim: true }]];
  return groups.flatMap((rows, index) => (index === 0 ? rows : [[], ...rows]));
}
