import { clock } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import type { Span } from '../../components/text.ts';
import type { RosterDriver } from '../../domain/roster.ts';
import { knownSilent } from '../../store/drivers/view.ts';
import type { View } from '../view.ts';

/** As many dots as the column has room for. */
const DOTS = 4;

/** How full his hands are: a dot an order where there are few, and the figures. */
export function loadWord({ load, capacity }: RosterDriver, { full, empty }: Glyphs): string {
  const figures = `${load}/${capacity}`;
  if (capacity > DOTS || load > capacity) return figures;
  return `${full.repeat(load)}${empty.repeat(capacity - load)} ${figures}`;
}

/** Free, busy, off duty, or silent since when; the word says it, the colour only underlines. */
export function stateSpan({ state, m }: View, driver: RosterDriver): Span {
  const { states, silentSince } = m.driversScreen;
  if (knownSilent(state, driver)) {
    const since = state.drivers.silent.longest.get(driver.id) ?? driver.lastSeenAt ?? 0;
    return { text: silentSince(clock(since)), color: 'red' };
  }
  const look = {
    free: { color: 'green' },
    busy: { color: 'blue' },
    offDuty: { dim: true },
  } as const;
  return { text: states[driver.status], ...look[driver.status] };
}
