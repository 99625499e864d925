import type { ConsoleMessages } from '../../i18n/console.ts';
import type { ConsoleState } from '../../store/state.ts';

/** What a panel says while there is no board: it is being read, or can't be. */
export function waitWord({ redis }: ConsoleState, m: ConsoleMessages): string {
  return redis.state === 'down' ? m.empty.redisDown : m.empty.loading;
}

/** How much of a list is out of sight above and below; empty when all of it shows. */
export function hiddenWord(above: number, below: number, m: ConsoleMessages): string {
  const parts = [above > 0 ? m.moreAbove(above) : '', below > 0 ? m.more(below) : ''];
  return parts.filter(Boolean).join(', ');
}
