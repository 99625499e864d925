import { alertId } from '../../domain/alert.ts';
import type { ScreenStore } from '../screen-store.ts';
import { readAlertsScreen } from './read.ts';
import { alertsBack, selectedAlert } from './rows.ts';

/** Alerts, for what works on every screen. */
export const alertsStore: ScreenStore = {
  back: alertsBack,
  subjects: () => [],
  copied: (state) => {
    const alert = selectedAlert(state);
    return alert && alertId(alert);
  },
  read: readAlertsScreen,
};
