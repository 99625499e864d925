import { age, clock } from '../../components/format.ts';
import { type Column, heading, row } from '../../components/table.ts';
import type { Line, Span } from '../../components/text.ts';
import { type Alert, holderOf, lastStep } from '../../domain/alert.ts';
import { rowId, selectedAlertIndex, shownAlerts, tabAlerts } from '../../store/alerts/rows.ts';
import { ALERT_TABS } from '../../store/alerts/state.ts';
import { serverNow } from '../../store/state.ts';
import { windowFor } from '../../store/window.ts';
import { hiddenWord } from '../live/words.ts';
import type { View } from '../view.ts';

/** The lists, the one on screen in brackets, each with how many it has. */
function tabLine({ state, m }: View): Line {
  const words = m.alertsScreen;
  return ALERT_TABS.map((tab): Span => {
    const count = tab === 'resolved' ? undefined : tabAlerts(state, tab)?.length;
    const text = `${words.tabs[tab]}${count === undefined ? '' : ` ${count}`}`;
    if (tab === state.alerts.tab) return { text: `[${text}] `, bold: true };
    return { text: ` ${text}  `, dim: true };
  });
}

function columnsFor({ state, m }: View, width: number): Column[] {
  const { columns, columnOf } = m.alertsScreen;
  const last = width >= 60 ? 12 : 9;
  return [
    { title: columns.what, width: Math.max(10, width - 7 - last - 2 * 2) },
    { title: columns.since, width: 7, align: 'right' },
    { title: columnOf[state.alerts.tab], width: last },
  ];
}

/** What the last column says: who has it, until when, since when it is over. */
function stateCell(alert: Alert, { m }: View): string {
  const holder = holderOf(alert);
  switch (alert.state) {
    case 'acknowledged':
      return holder?.by ?? '';
    case 'muted':
      return holder?.until === undefined ? '' : `${clock(holder.until)} ${holder.by}`;
    case 'resolved': {
      const over = lastStep(alert, 'resolved');
      return over ? clock(over.at) : '';
    }
    case 'open':
      return lastStep(alert, 'escalated') ? m.alertsScreen.escalated : m.alertsScreen.asks;
  }
}

/** Why the list is empty, and what to do. */
function emptyWord({ state, m }: View): string {
  const { tab } = state.alerts;
  const words = m.alertsScreen;
  const read = tabAlerts(state, tab);
  if (read?.length && state.filters.alerts) return words.filteredOut(state.filters.alerts);
  if (tab === 'resolved' && state.mongo.state === 'down') return words.historyAway;
  if (tab !== 'resolved' && state.redis.state === 'down') return words.redisAway;
  return read ? words.empty[tab] : m.empty.loading;
}

/** The lists' names, and the alerts of the one on screen, as many as fit; the rest is counted. */
export function listLines(view: View, width: number, rows: number): Line[] {
  const { state, m, g } = view;
  const shown = shownAlerts(state);
  if (shown.length === 0) return [tabLine(view), [], [{ text: emptyWord(view), dim: true }]];
  const columns = columnsFor(view, width - 7);
  const selected = selectedAlertIndex(state, shown);
  const offset = windowFor(selected, shown.length, rows, state.alerts.offset);
  const now = serverNow(state);
  const lines = shown.slice(offset, offset + rows).map((alert, i): Line => {
    const here = offset + i === selected;
    const style = here ? { inverse: true } : alert.state === 'open' ? {} : { dim: true };
    const critical = alert.severity === 'critical';
    const marked = state.alerts.marks.includes(rowId(alert));
    return [
      { text: `${here ? g.cursor : ' '} ${marked ? '*' : ' '} `, ...style },
      {
        ...{ text: critical ? '!! ' : '!  ', bold: true, ...style },
        color: critical ? 'red' : 'yellow',
      },
      ...row(
        columns,
        [m.alert(alert), age(now - alert.openedAt, m), stateCell(alert, view)],
        style,
      ),
    ];
  });
  const hidden = hiddenWord(offset, shown.length - offset - lines.length, m);
  return [
    tabLine(view),
    [{ text: ' '.repeat(7) }, ...heading(columns)],
    ...lines,
    ...(hidden ? [[{ text: `    ${hidden}`, dim: true }]] : []),
  ];
}
