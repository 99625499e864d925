import { readOpenAlerts, readResolvedAlerts } from '../../services/board/alerts.ts';
import type { Sources } from '../sources.ts';
import type { ConsoleState } from '../state.ts';
import { alertsRead } from './rows.ts';

/** The newest resolved alerts that the screen lists. */
const RESOLVED = 200;

/** What is over is read this often, and sooner after something happened: the worker carries it meanwhile. */
const RESOLVED_MS = 15_000;
const AFTER_NEWS_MS = 2_000;
const NEWS_MS = 10_000;

/** When what is over was read last; one reading at a time. */
const readings = new WeakMap<object, { readonly at: number; readonly busy: boolean }>();

/** Reads what the Alerts screen shows: what is open from Redis, and beside it what is over from MongoDB. */
export async function readAlertsScreen(sources: Sources): Promise<void> {
  const { store, platform } = sources;
  const { redis, alerts } = store.getState();
  if (alerts.tab === 'resolved') void readResolved(sources);
  if (redis.state !== 'up') return;
  const live = await readOpenAlerts(platform);
  store.setState((state) => alertsRead(state, { live }));
}

async function readResolved({ store, history, signal }: Sources): Promise<void> {
  const past = history();
  const { at, busy } = readings.get(store) ?? { at: 0, busy: false };
  if (!past || busy || Date.now() - at < betweenReadings(store.getState())) return;
  readings.set(store, { at, busy: true });
  try {
    const resolved = await readResolvedAlerts(past, RESOLVED, signal);
    store.setState((state) => alertsRead(state, { resolved }));
    readings.set(store, { at: Date.now(), busy: false });
  } catch {
    // Told by the watch of the links; a later round reads again.
    readings.set(store, { at, busy: false });
  }
}

function betweenReadings({ alerts, feed, skewMs }: ConsoleState): number {
  if (alerts.resolved === null) return 0;
  const news = feed.find(({ type }) => type.startsWith('alert'));
  const isNew = news && Date.now() + skewMs - news.at < NEWS_MS;
  return isNew ? AFTER_NEWS_MS : RESOLVED_MS;
}
