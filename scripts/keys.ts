/** Writes docs/keys.md from the table of actions. */
import { writeFileSync } from 'node:fs';
import { GROUPS } from '../src/actions/action.ts';
import { keyName } from '../src/actions/keys.ts';
import { ACTIONS } from '../src/actions/table.ts';
import { consoleMessages } from '../src/i18n/console.ts';

const [en, fr] = [consoleMessages('en'), consoleMessages('fr')];
const cell = (text: string) => text.replaceAll('|', '\\|');

/** The page as it should be. */
export function keysPage(): string {
  const sections = GROUPS.flatMap((group) => {
    const actions = ACTIONS.filter((action) => action.group === group);
    if (actions.length === 0) return [];
    const rows = actions.map((action) => {
      const keys = action.keys.map((key) => `\`${keyName(key, en)}\``).join(' ') || '`:` alone';
      const where = action.screens?.map((screen) => en.screens[screen]).join(', ') ?? 'everywhere';
      const kind = action.writes ? 'writes' : '';
      return `| ${[keys, action.title(en), action.title(fr), where, kind].map(cell).join(' | ')} |`;
    });
    const head =
      '| keys | what it does | ce que cela fait | where | |\n| --- | --- | --- | --- | --- |';
    return [`## ${en.groups[group]}\n\n${head}\n${rows.join('\n')}\n`];
  });
  return [
    '# Keys\n',
    'Made from the table of actions by `npm run keys`; `?` in the console shows the same, and `:` finds any',
    'of them by a few letters of its name. What *writes* does not exist with `--readonly`.\n',
    ...sections,
  ].join('\n');
}

if (import.meta.main) writeFileSync(new URL('../docs/keys.md', import.meta.url), keysPage());
