import { rings } from '../../domain/alert.ts';
import type { ConsoleState } from '../state.ts';

/** Whether something that is worth a bell has come to the feed, once for all that came together. Pure. */
export function bellRings(
  { feed, alerts }: Pick<ConsoleState, 'feed' | 'alerts'>,
  before: Pick<ConsoleState, 'feed'>,
): boolean {
  if (!alerts.bell || feed === before.feed) return false;
  // What was there when the console came, or came back, is no news.
  const [last] = before.feed;
  if (!last) return false;
  const known = feed.findIndex(({ streamId }) => streamId === last.streamId);
  return feed.slice(0, Math.max(0, known)).some(({ type, record }) => rings(type, record));
}
