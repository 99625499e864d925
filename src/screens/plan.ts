import { clock } from '../components/format.ts';
import type { Glyphs } from '../components/glyphs.ts';
import { widthOf } from '../components/text.ts';
import type { Tentative } from '../domain/planned.ts';
import type { ConsoleMessages } from '../i18n/console.ts';

const MINUTE = 60_000;

/** Whole minutes until a time, rounded up: it moves once a minute. */
export function minutesUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / MINUTE));
}

/** A driver's id and name. */
export function plannedDriver({ driver, driverName }: Tentative): string {
  return driverName === '' || driverName === driver ? driver : `${driver} ${driverName}`;
}

/** `→ d9, 3 min`: who, and when he must leave. */
export function planCell(plan: Tentative, now: number, m: ConsoleMessages, g: Glyphs): string {
  const minutes = minutesUntil(plan.leaveAt, now);
  const when = minutes === 0 ? m.plan.now : m.plan.inMinutes(minutes);
  return `${g.arrow} ${plan.driver}, ${when}`;
}

/** What a plan says, the most important first. */
export function planParts(plan: Tentative, now: number, m: ConsoleMessages): string[] {
  const { leaveAt, pickupAt, together } = plan;
  const others = together.length > 0 ? ` ${m.plan.together(together.join(' '))}` : '';
  return [
    plannedDriver(plan),
    m.plan.leaves(minutesUntil(leaveAt, now)),
    `${m.plan.picksUp(clock(pickupAt))}${others}`,
  ];
}

/** As many parts as fit, whole; the first in any case. */
export function fitting(parts: readonly string[], width: number): string {
  const [first = '', ...rest] = parts;
  let text = first;
  for (const part of rest) {
    const longer = `${text}, ${part}`;
    if (widthOf(longer) > width) break;
    text = longer;
  }
  return text;
}
