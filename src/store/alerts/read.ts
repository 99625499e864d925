import { readOpenAlerts, readResolvedAlerts } from '../../services/board/alerts.ts';
import type { Sources } from '../sources.ts';
import { alertsRead } from './rows.ts';

/** The newest resolved alerts that the screen lists. */
const RESOLVED = 200;

/** Reads what the Alerts screen shows: what is open from Redis, what is over from MongoDB. */
export async function readAlertsScreen({
  store,
  platform,
  history,
  signal,
}: Sources): Promise<void> {
  const { redis, alerts } = store.getState();
  if (redis.state === 'up') {
    const live = await readOpenAlerts(platform);
    store.setState((state) => alertsRead(state, { live }));
  }
  const past = history();
  if (alerts.tab === 'resolved' && past) {
    const resolved = await readResolvedAlerts(past, RESOLVED, signal);
    store.setState((state) => alertsRead(state, { resolved }));
  }
}
