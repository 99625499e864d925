import type { Messages } from '../i18n/index.ts';
import { type Archived, addArchived, NOTHING_ARCHIVED } from '../services/archive/orders.ts';
import type { WatchNews } from '../services/archive/watch-news.ts';

/** Over how long the pace is taken, ms. */
const WINDOW_MS = 60_000;

/** What a watcher has done so far. */
export interface ArchiveTally {
  add(news: WatchNews): void;
  archived(): number;
  /** Its figures on one line, at a time in ms. */
  line(m: Messages, now: number): string;
}

/** Counts what a watcher tells. `clock`: ms. */
export function archiveTally(clock: () => number = Date.now): ArchiveTally {
  let done: Archived = NOTHING_ARCHIVED;
  let lagMs: number | null = null;
  const begun = clock();
  let lately: { at: number; count: number }[] = [];
  return {
    add: (news) => {
      if (news.kind === 'batch') lagMs = news.lagMs;
      if (news.kind !== 'batch' && news.kind !== 'scanned') return;
      done = addArchived(done, news.done);
      // A scan is the past: the pace is that of orders as they finish.
      if (news.kind === 'batch') lately.push({ at: clock(), count: news.done.archived });
    },
    archived: () => done.archived,
    line: (m, now) => {
      lately = lately.filter(({ at }) => at > now - WINDOW_MS);
      const count = lately.reduce((sum, each) => sum + each.count, 0);
      const minutes = Math.min(Math.max(now - begun, 1_000), WINDOW_MS) / 60_000;
      const { whole, partial, none } = done.completeness;
      const all = whole + partial + none;
      const share = all === 0 ? '–' : `${((whole / all) * 100).toFixed(1)} %`;
      return m.archiveWatch.line(done.archived, Math.round(count / minutes), lagMs, share);
    },
  };
}
