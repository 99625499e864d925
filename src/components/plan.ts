import type { Order } from '../domain/order.ts';
import type { Tentative } from '../domain/planned.ts';
import type { ConsoleMessages } from '../i18n/console.ts';
import { clock } from './format.ts';
import type { Glyphs } from './glyphs.ts';
import { widthOf } from './text.ts';

const MINUTE = 60_000;

/** Whole minutes until a time, the nearest: it moves once a minute, and half a minute before is now. */
export function minutesUntil(at: number, now: number): number {
  return Math.max(0, Math.round((at - now) / MINUTE));
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

/** What a plan says, the most important first; that somebody pinned the driver stands beside him. */
export function planParts(
  plan: Tentative,
  now: number,
  m: ConsoleMessages,
  pinned: Order['pinned'] = null,
): string[] {
  const { leaveAt, pickupAt, together } = plan;
  const others = together.length > 0 ? ` ${m.plan.together(together.join(' '))}` : '';
  return [
    plannedDriver(plan),
    ...(pinned?.driver === plan.driver ? [m.plan.pinnedBy(pinned.by)] : []),
    m.plan.leaves(minutesUntil(leaveAt, now)),
    `${m.plan.picksUp(clock(pickupAt))}${others}`,
  ];
}

/** The same of an order that may have none: then whom it waits for, where somebody was pinned. */
export function orderPlanParts(
  { pinned }: Pick<Order, 'pinned'>,
  plan: Tentative | null,
  now: number,
  m: ConsoleMessages,
): string[] {
  if (plan) return planParts(plan, now, m, pinned);
  return pinned ? [pinned.driver, m.plan.pinnedBy(pinned.by), m.plan.none] : [m.plan.none];
}

/** The same as one sentence. */
export function planTold(plan: Tentative, now: number, m: ConsoleMessages): string {
  return planParts(plan, now, m).join(', ');
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
