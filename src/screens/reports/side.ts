import type { Glyphs } from '../../components/glyphs.ts';
import { panel } from '../../components/panel.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { REPORTS, reportOf } from '../../services/reports/list.ts';
import type { ConsoleState } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { againstWords, periodWords, regionWords } from './words.ts';

/** The list of reports, and below it what they are asked over and which key changes it. */
export function sidePanel(
  state: ConsoleState,
  m: ConsoleMessages,
  g: Glyphs,
  [width, height]: readonly [number, number],
): Line[] {
  const { report, timeZone } = state;
  const t = m.reports;
  const focused = report.focus === 'list';
  const names = REPORTS.map(({ id, subject }): Line => {
    const name = `${t.names[id]}${subject ? '…' : ''}`;
    if (id !== report.selected) return [{ text: `  ${name}` }];
    return [{ text: `${g.cursor} ${name} `, ...(focused ? { inverse: true } : { bold: true }) }];
  });
  const setting = (key: string, text: string): Line => [{ text: `${key} `, bold: true }, { text }];
  const byRegion = reportOf(report.selected)?.byRegion !== false;
  const settings: Line[] = [
    setting(
      'p',
      reportOf(report.selected)?.whole ? t.periodNames.all : periodWords(report.period, m),
    ),
    setting('c', againstWords(state, m)),
    setting('r', regionWords(byRegion ? report.region : null, m)),
    [{ text: `  ${timeZone}`, dim: true }],
  ];
  const room = height - 2;
  const isRoomy = room >= names.length + settings.length + 2;
  const above: Line[] = isRoomy ? [[], [{ text: t.settings, dim: true }]] : [[]];
  // Where the list is longer than what is left, the chosen report is in sight.
  const listed = Math.max(1, Math.min(names.length, room - settings.length - above.length));
  const at = REPORTS.findIndex(({ id }) => id === report.selected);
  const from = windowFor(Math.max(0, at), names.length, listed, 0);
  const lines = [...names.slice(from, from + listed), ...above, ...settings];
  return panel({ title: t.list, focused, lines }, width, height, g);
}
