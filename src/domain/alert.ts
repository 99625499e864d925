/** How an alert looks: `!!` or `!`. */
export type AlertSeverity = 'warning' | 'critical';

/** `muted`: nobody is asked until a time; `resolved`: its cause is gone. */
export type AlertState = 'open' | 'acknowledged' | 'muted' | 'resolved';

const MINUTE = 60_000;

/** What a kind of alert is about, how bad it is, and when it grows worse while nobody answers. */
interface AlertRule {
  readonly about: 'driver' | 'order' | 'platform';
  readonly severity: AlertSeverity;
  /** How long an open one waits for an answer before it escalates, ms; null: never. */
  readonly escalateAfterMs: number | null;
  /** Checks in a row that must see the cause before it opens, and its absence before it resolves. */
  readonly toOpen: number;
  readonly toResolve: number;
}

/** Every kind of alert. Zone and servers are checked every 10 s, silence and orders every 5 s, the engine every 3 s. */
export const ALERT_RULES = {
  out_of_zone: rule('driver', 'critical', 5, 2, 6),
  position_silent: rule('driver', 'warning', 10, 2, 12),
  order_late: rule('order', 'critical', 10, 2, 1),
  order_at_risk: rule('order', 'warning', 5, 2, 1),
  order_unassigned: rule('order', 'warning', 10, 2, 1),
  sync_behind: rule('platform', 'warning', 10, 2, 3),
  events_lost: rule('platform', 'critical', 15, 1, 1),
  store_down: rule('platform', 'critical', 5, 2, 3),
  store_unsafe: rule('platform', 'warning', null, 6, 3),
  engine_stopped: rule('platform', 'critical', 5, 1, 1),
} as const satisfies Readonly<Record<string, AlertRule>>;

export type AlertKind = keyof typeof ALERT_RULES;

function rule(
  about: AlertRule['about'],
  severity: AlertSeverity,
  escalateAfterMinutes: number | null,
  toOpen: number,
  toResolve: number,
): AlertRule {
  const escalateAfterMs = escalateAfterMinutes === null ? null : escalateAfterMinutes * MINUTE;
  return { about, severity, escalateAfterMs, toOpen, toResolve };
}

/** The rule of a kind; another program may have opened one of a kind that we do not know. */
export function ruleOf(kind: string): AlertRule | undefined {
  return Object.hasOwn(ALERT_RULES, kind) ? ALERT_RULES[kind as AlertKind] : undefined;
}

/** One step of an alert's life. */
export interface AlertStep {
  readonly what: 'opened' | 'acknowledged' | 'muted' | 'reopened' | 'escalated' | 'resolved';
  /** ms since 1970. */
  readonly at: number;
  /** An operator's name, or `worker`. */
  readonly by: string;
  /** When a mute ends, ms. */
  readonly until?: number;
}

/** An alert that is open, or was. */
export interface Alert {
  readonly kind: AlertKind;
  /** What it is about: a driver's id, an order's id, a server's setting; MANY for all the others of its kind. */
  readonly subject: string;
  readonly severity: AlertSeverity;
  readonly state: AlertState;
  readonly openedAt: number;
  /** What its sentence needs, e.g. `name`, `distance_m`. */
  readonly details: Readonly<Record<string, string>>;
  /** What happened to it, oldest first. */
  readonly life: readonly AlertStep[];
}

/** The subject of the one alert that stands for all that are too many to tell one by one. No id looks so. */
export const MANY = '+';

/** `kind:subject`, as lists and commands name an alert. */
export const alertId = ({ kind, subject }: Pick<Alert, 'kind' | 'subject'>) => `${kind}:${subject}`;

/** The kind and the subject of an id; null when it is none of ours. */
export function parseAlertId(id: string): { kind: AlertKind; subject: string } | null {
  const colon = id.indexOf(':');
  const kind = id.slice(0, Math.max(0, colon));
  const subject = id.slice(colon + 1);
  return ruleOf(kind) && subject !== '' ? { kind: kind as AlertKind, subject } : null;
}

/** The last step of a sort, null when there was none. */
export function lastStep({ life }: Alert, what: AlertStep['what']): AlertStep | null {
  return life.findLast((step) => step.what === what) ?? null;
}

/** Who has an acknowledged or muted alert; null for others. */
export function holderOf(alert: Alert): AlertStep | null {
  if (alert.state === 'acknowledged') return lastStep(alert, 'acknowledged');
  return alert.state === 'muted' ? lastStep(alert, 'muted') : null;
}

/** ms from the opening to the first acknowledgement; null while nobody has acknowledged it. */
export function responseMs({ openedAt, life }: Pick<Alert, 'openedAt' | 'life'>): number | null {
  const first = life.find(({ what }) => what === 'acknowledged');
  return first ? first.at - openedAt : null;
}

/** When an open alert escalates unless somebody answers, ms; null: never, or it did. Pure. */
export function escalatesAt(alert: Alert): number | null {
  const limit = ruleOf(alert.kind)?.escalateAfterMs ?? null;
  if (alert.state !== 'open' || limit === null || lastStep(alert, 'escalated')) return null;
  return (lastStep(alert, 'reopened')?.at ?? alert.openedAt) + limit;
}

/** Whether an open alert has waited too long for an answer. It escalates once in its life. Pure. */
export function mustEscalate(alert: Alert, now: number): boolean {
  const at = escalatesAt(alert);
  return at !== null && now >= at;
}

/** How long an alert of something that is over stays after somebody has seen it, ms. */
const SEEN_FOR_MS = 60 * MINUTE;

/** Whether an alert has no cause that could end: what happened has happened, and a person closes it. */
export const isOver = (kind: string) => kind === 'events_lost';

/** Whether an alert of something that is over has been seen for long enough. Pure. */
export function mayClose(alert: Alert, now: number): boolean {
  const seen = alert.state === 'acknowledged' ? lastStep(alert, 'acknowledged') : null;
  return isOver(alert.kind) && seen !== null && now - seen.at >= SEEN_FOR_MS;
}

/** For how long an alert can be muted, minutes; the last is a shift. */
export const MUTE_MINUTES = [5, 15, 60, 480] as const;
/** The longest mute, minutes: a week. */
export const MAX_MUTE_MINUTES = 10_080;

/** Whether an event is worth a bell: something critical that nobody has in hand. Pure. */
export function rings(type: string, record: Readonly<Record<string, string>>): boolean {
  const asks = ['alert_opened', 'alert_escalated', 'alert_reopened'].includes(type);
  return asks && record.severity === 'critical';
}
