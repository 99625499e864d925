import type { HealthPanel } from '../../store/health/state.ts';
import { isOneColumn } from '../../store/size.ts';

/** A panel's place in the body of the screen; (0, 0) is its upper left corner. */
export interface HealthRect {
  readonly panel: HealthPanel;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Rows of header, tabs, keys and answer around a body. */
const AROUND = 4;
const CACHES = 4;
/** A worker and all leases. */
const WORKERS = 14;

/**
 * Where the panels stand, by rows from top to bottom. `problems`: the rows that the problems take.
 * Side by side where there is room; else the problems and one panel, the one with the focus.
 */
export function healthLayout(
  width: number,
  height: number,
  focus: HealthPanel,
  problems: number,
): HealthRect[] {
  return isOneColumn(width, height + AROUND)
    ? narrow(width, height, focus, problems)
    : wide(width, height, problems);
}

function narrow(width: number, height: number, focus: HealthPanel, problems: number): HealthRect[] {
  const all = { x: 0, width };
  if (focus === 'problems') return [{ ...all, panel: 'problems', y: 0, height }];
  const top = Math.min(problems + 2, Math.max(3, Math.floor(height * 0.3)));
  return [
    { ...all, panel: 'problems', y: 0, height: top },
    { ...all, panel: focus, y: top, height: height - top },
  ];
}

function wide(width: number, height: number, problems: number): HealthRect[] {
  const top = Math.min(problems + 2, Math.max(3, Math.floor(height * 0.25)));
  const log = Math.max(4, Math.floor(height * 0.17));
  const room = height - top - log;
  const left = Math.floor(width / 2);
  const right = width - left;
  const workers = Math.min(WORKERS, Math.floor(room * 0.54));
  const sync = Math.max(4, Math.floor((room - CACHES) * (room > 30 ? 0.45 : 0.35)));
  const redis = room - CACHES - sync;
  const mongodb = room - workers;
  const atRight = { x: left, width: right };
  const atLeft = { x: 0, width: left };
  return [
    { panel: 'problems', x: 0, y: 0, width, height: top },
    { ...atLeft, panel: 'redis', y: top, height: redis },
    { ...atRight, panel: 'mongodb', y: top, height: mongodb },
    { ...atLeft, panel: 'sync', y: top + redis, height: sync },
    { ...atRight, panel: 'workers', y: top + mongodb, height: workers },
    { ...atLeft, panel: 'caches', y: top + redis + sync, height: CACHES },
    { panel: 'log', x: 0, y: height - log, width, height: log },
  ];
}
