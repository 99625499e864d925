/**
 * Hysteresis of the out-of-zone alert: a driver must be beyond the border by a margin for two checks in
 * a row before it opens, and inside by the margin before it resolves. One who crosses the line ten
 * times in a minute makes one alert at most.
 */
export const ZONE_MARGIN_M = 100;
export const CHECKS_TO_OPEN = 2;

export type ZoneState =
  | { readonly state: 'inside' }
  | { readonly state: 'pending'; readonly checks: number }
  | { readonly state: 'open' };

/** The state after one more check. `metresOutside` is negative inside the zone. Pure. */
export function nextZoneState(before: ZoneState, metresOutside: number): ZoneState {
  if (before.state === 'open') return metresOutside > -ZONE_MARGIN_M ? before : { state: 'inside' };
  if (metresOutside <= ZONE_MARGIN_M) return { state: 'inside' };
  const checks = (before.state === 'pending' ? before.checks : 0) + 1;
  return checks >= CHECKS_TO_OPEN ? { state: 'open' } : { state: 'pending', checks };
}
