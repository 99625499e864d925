import { recentLines } from '../../services/log/ring.ts';
import { MongoDown } from '../../services/mongo/connect.ts';
import { whenReady } from '../../services/redis/connect.ts';
import { RedisDown } from '../../services/redis/down.ts';
import { healthOf } from '../../services/status/health.ts';
import type { Sources } from '../sources.ts';
import type { ConsoleState } from '../state.ts';
import { SAMPLE_MS } from './history.ts';
import { healthRead, logRead } from './reducers.ts';

/** Longest that a lost connection is waited for: long enough to hear why it can't be made. */
const PATIENCE_MS = 600;

/** Whether a server has gone or come back since it was looked at: then no time is to be lost. */
function isOutdated({ health, redis, mongo }: ConsoleState): boolean {
  if (health.read === null) return true;
  const { services } = health.read;
  const told = ({ state }: typeof redis) => (state === 'up' ? 'up' : 'down');
  return services.redis.status !== told(redis) || services.mongodb.status !== told(mongo);
}

/** Looks at both servers, no more often than the history has room for, and at the log each time. */
export async function readHealthScreen({ store, platform, history }: Sources): Promise<void> {
  store.setState((state) => logRead(state, recentLines()));
  const state = store.getState();
  const { readAt, places, mongoFault } = state.health;
  if (places === null) return;
  if (Date.now() - readAt < SAMPLE_MS && !isOutdated(state)) return;
  // A connection that is open and silent would be waited for: its watch has done that already.
  const silent = state.redis.state === 'down' && platform.redis.status === 'ready';
  const redis = silent
    ? Promise.reject(new RedisDown('timeout'))
    : whenReady(platform.redis, PATIENCE_MS).then(() => platform);
  const open = history();
  const mongo = open ? Promise.resolve(open) : Promise.reject(new MongoDown(mongoFault));
  const read = await healthOf({ redis, mongo }, platform.keys, places);
  store.setState((now) => healthRead(now, read, Date.now()));
}
