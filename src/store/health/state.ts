import type { Health } from '../../domain/health.ts';
import type { LogLine } from '../../services/log/ring.ts';
import type { Places } from '../../services/status/health.ts';
import type { Sample } from './history.ts';

/** The panels that keys can reach, in order. */
export const HEALTH_PANELS = [
  ...(['problems', 'redis', 'mongodb', 'sync', 'workers', 'caches', 'log'] as const),
] as const;
export type HealthPanel = (typeof HEALTH_PANELS)[number];

/** What the Health screen shows and where its keys act. */
export interface HealthState {
  /** Where the servers are, for people. */
  readonly places: Places | null;
  /** Why MongoDB does not answer, in the driver's words; empty while it does. */
  readonly mongoFault: string;
  /** null before the first look. */
  readonly read: Health | null;
  /** Local ms of that look; 0: look again at once. */
  readonly readAt: number;
  /** Ten minutes of figures, oldest first. */
  readonly history: readonly Sample[];
  /** The newest lines of this process's log, oldest first. */
  readonly log: readonly LogLine[];
  readonly focus: HealthPanel;
  /** Rows scrolled in the panel that has the focus; of the log, away from its newest line. */
  readonly offset: number;
}

export const initialHealth: HealthState = {
  places: null,
  mongoFault: '',
  read: null,
  readAt: 0,
  history: [],
  log: [],
  focus: 'redis',
  offset: 0,
};
