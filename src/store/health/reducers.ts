import type { Health } from '../../domain/health.ts';
import type { LogLine } from '../../services/log/ring.ts';
import type { Places } from '../../services/status/health.ts';
import type { ConsoleState } from '../state.ts';
import { type Pings, remembered, SAMPLE_MS } from './history.ts';
import { HEALTH_PANELS, type HealthState } from './state.ts';

/** A state as it was is no change: nobody hears of it. */
type Change = Partial<ConsoleState>;

const changed = ({ health }: ConsoleState, more: Partial<HealthState>): Change => ({
  health: { ...health, ...more },
});

/** Where the servers of this console are. */
export function healthPlaces(state: ConsoleState, places: Places): Change {
  return changed(state, { places });
}

/** Why MongoDB does not answer; empty: it does. */
export function mongoFaultTold(state: ConsoleState, mongoFault: string): Change {
  return mongoFault === state.health.mongoFault ? state : changed(state, { mongoFault });
}

/** Both servers were looked at. */
export function healthRead(state: ConsoleState, read: Health, at: number): Change {
  return changed(state, { read, readAt: at });
}

/** The log has more lines. */
export function logRead(state: ConsoleState, log: readonly LogLine[]): Change {
  return log === state.health.log ? state : changed(state, { log });
}

/** The next look is not to wait. */
export function healthAsked(state: ConsoleState): Change {
  return changed(state, { readAt: 0 });
}

/** The figures of this moment, from what is known anyway: nothing is asked for them. */
export function healthSampled(
  state: ConsoleState,
  pings: ReturnType<Pings['take']>,
  at: number,
): Change {
  const { health, board, redis } = state;
  const live = redis.state === 'up' ? board : null;
  const fresh = at - health.readAt < 2 * SAMPLE_MS ? health.read : null;
  const sample = {
    redisMs: pings.redis,
    mongoMs: pings.mongo,
    memory: fresh?.services.redis.used_memory ?? null,
    lag: live?.lag ?? null,
    perSecond: live?.sync.perSecond ?? null,
  };
  return changed(state, { history: remembered(health.history, sample) });
}

/** The next panel, or the one before. */
export function healthFocusMoved(state: ConsoleState, by: 1 | -1): Change {
  const at = HEALTH_PANELS.indexOf(state.health.focus);
  const focus = HEALTH_PANELS[(at + by + HEALTH_PANELS.length) % HEALTH_PANELS.length];
  return focus ? changed(state, { focus, offset: 0 }) : state;
}

/** Scrolls the panel that has the focus; `last` is the furthest. */
export function healthScrolled(state: ConsoleState, to: number, last: number): Change {
  return changed(state, { offset: Math.max(0, Math.min(last, to)) });
}

/** What Esc closes here: a panel that is scrolled goes back to its beginning. */
export function healthBack(state: ConsoleState): Change | null {
  return state.health.offset === 0 ? null : changed(state, { offset: 0 });
}
