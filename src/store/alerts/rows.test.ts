import { describe, expect, it } from 'vitest';
import { alertsState, anAlert, EVENING } from '../../../test/helpers/alerts.ts';
import { aState, FEED } from '../../../test/helpers/board.ts';
import type { VigieEvent } from '../../domain/event.ts';
import type { ConsoleState } from '../state.ts';
import { bellRung } from './bell.ts';
import {
  alertMarked,
  alertSelected,
  alertSubjects,
  alertsBack,
  alertsRead,
  rowId,
  selectedAlert,
  shownAlerts,
  tabMoved,
} from './rows.ts';

const at = (state: ConsoleState, change: Partial<ConsoleState>) => ({ ...state, ...change });
const evening = aState(120, 40, { screen: 'alerts', alerts: alertsState() });
const subjects = (state: ConsoleState) => shownAlerts(state).map(({ subject }) => subject);

describe('the lists', () => {
  it('have each alert once, by what was answered', () => {
    expect(subjects(evening)).toEqual(['d6', 'c1042', '+', 'd12', 'c1047', 'appendfsync']);
    let state = at(evening, tabMoved(evening, 1));
    expect(subjects(state)).toEqual(['epoch1']);
    state = at(state, tabMoved(state, 1));
    expect(subjects(state)).toEqual(['c1051']);
    state = at(state, tabMoved(state, 1));
    expect(subjects(state)).toEqual(['mongodb', 'd6']);
    expect(at(state, tabMoved(state, 1)).alerts.tab).toBe('open');
  });

  it('keep what a filter means: sentence, id and who has it, also turned round', () => {
    const filter = (alerts: string) => subjects({ ...evening, filters: { alerts } });
    expect(filter('lea')).toEqual(['d6']);
    expect(filter('order_late')).toEqual(['c1042', '+']);
    expect(filter('!order')).toEqual(['d6', 'd12', 'appendfsync']);
  });
});

describe('the selection', () => {
  it('stays with its alert when rows move, and goes on when it leaves', () => {
    let state = at(evening, alertSelected(evening, 1, 20));
    expect(selectedAlert(state)?.subject).toBe('c1042');
    const fresh = [anAlert('order_late', 'c9', 0), ...EVENING];
    state = at(state, alertsRead(state, { live: fresh }));
    expect(selectedAlert(state)?.subject).toBe('c1042');
    state = at(
      state,
      alertsRead(state, { live: EVENING.filter(({ subject }) => subject !== 'c1042') }),
    );
    const next = selectedAlert(state)?.subject;
    // The one that took its place has it, and keeps it when others come.
    state = at(state, alertsRead(state, { live: [anAlert('order_late', 'c8', 0), ...EVENING] }));
    expect(selectedAlert(state)?.subject).toBe(next);
    expect(selectedAlert(at(state, alertsRead(state, { live: [] })))).toBeNull();
  });

  it('is the marked ones where there are some; what has left is marked no more', () => {
    const [first, second] = EVENING;
    if (!first || !second) throw new Error('no alerts');
    let state = at(evening, alertMarked(evening, first));
    state = at(state, alertMarked(state, second));
    expect(alertSubjects(state)).toEqual([first, second]);
    state = at(state, alertsRead(state, { live: EVENING.slice(1) }));
    expect(state.alerts.marks).toEqual([rowId(second)]);
    state = at(state, alertsBack(state) ?? {});
    expect(alertSubjects(state)).toHaveLength(1);
    expect(alertsBack(state)).toBeNull();
  });
});

describe('the bell', () => {
  const event = (streamId: string, type: VigieEvent['type'], severity = 'critical') => ({
    ...(FEED[0] as VigieEvent),
    ...{ streamId, type, record: { severity } },
  });
  const rung = (bell: boolean, ...events: VigieEvent[]) =>
    bellRung({ alerts: alertsState({ bell, rung: 3 }) }, events).alerts?.rung;

  it('rings once for what came together, however much that is, and only where it is critical', () => {
    const burst = Array.from({ length: 500 }, (_, i) => event(`${i + 2}-0`, 'order_created'));
    expect(rung(true, event('1-0', 'alert_opened'), ...burst)).toBe(4);
    expect(rung(true, event('1-0', 'alert_opened'), event('2-0', 'alert_escalated'))).toBe(4);
    expect(rung(false, event('1-0', 'alert_opened'))).toBeUndefined();
    expect(rung(true, event('1-0', 'alert_opened', 'warning'))).toBeUndefined();
    expect(rung(true)).toBeUndefined();
  });
});
