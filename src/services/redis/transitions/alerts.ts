import {
  type Alert,
  type AlertSeverity,
  type AlertStep,
  MAX_MUTE_MINUTES,
} from '../../../domain/alert.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { channelsOf } from '../keys.ts';
import { type Act, malformed, perform, readFields } from './act.ts';

/** Which alert. */
export type AlertRef = Pick<Alert, 'kind' | 'subject'>;

export interface AlertToOpen extends AlertRef {
  /** The driver who is told too. */
  readonly driver: string | null;
  readonly severity: AlertSeverity;
  readonly details: Readonly<Record<string, string>>;
}

type What = AlertStep['what'];

/** Opens an alert; refused (`already_exists`) while it is open, acknowledged or muted. */
export async function openAlert(
  platform: Platform,
  alert: AlertToOpen,
  act: Act,
): Promise<Outcome> {
  const { kind, subject, driver, severity, details } = alert;
  const outcome = await perform(platform, act, async () => ({
    script: 'open_alert',
    keys: [...alertKeys(platform, alert), platform.keys.alertsPending],
    args: [kind, subject, driver ?? '', severity, ...Object.entries(details).flat()],
    intent: [kind, subject],
  }));
  if (outcome.ok) await announce(platform, 'opened', alert, { driver, severity, details });
  return outcome;
}

/** Takes an open alert in hand; `wrong_status` says who was first. */
export function acknowledgeAlert(platform: Platform, alert: AlertRef, act: Act): Promise<Outcome> {
  return change(platform, alert, act, { script: 'acknowledge_alert', what: 'acknowledged' });
}

/** Silences an alert for a time; its cause does not resolve it meanwhile. */
export async function muteAlert(
  platform: Platform,
  alert: AlertRef & { minutes: number },
  act: Act,
): Promise<Outcome> {
  const { minutes } = alert;
  if (!(minutes > 0 && minutes <= MAX_MUTE_MINUTES)) return malformed('minutes', minutes);
  const args = [Math.ceil(minutes * 60_000)];
  return change(platform, alert, act, { script: 'mute_alert', what: 'muted', args });
}

/** Makes a muted or acknowledged alert ask for a hand again. */
export function reopenAlert(
  platform: Platform,
  alert: AlertRef & { from: 'acknowledged' | 'muted' },
  act: Act,
): Promise<Outcome> {
  const args = [alert.from];
  return change(platform, alert, act, { script: 'reopen_alert', what: 'reopened', args });
}

/** Makes an open alert critical, once in its life. */
export function escalateAlert(platform: Platform, alert: AlertRef, act: Act): Promise<Outcome> {
  return change(platform, alert, act, { script: 'escalate_alert', what: 'escalated' });
}

/** Resolves an alert that is open, acknowledged or muted. */
export function resolveAlert(platform: Platform, alert: AlertRef, act: Act): Promise<Outcome> {
  return change(platform, alert, act, { script: 'resolve_alert', what: 'resolved' });
}

/** KEYS[5..7] of lua/include/alert.lua. */
const alertKeys = ({ keys }: Platform, { kind, subject }: AlertRef) => [
  ...[keys.alert(kind, subject), keys.alertsOpen, keys.alertsMuted],
];

async function change(
  platform: Platform,
  alert: AlertRef,
  act: Act,
  { script, what, args = [] }: { script: string; what: What; args?: (string | number)[] },
): Promise<Outcome> {
  const { kind, subject } = alert;
  let driver = '';
  const outcome = await perform(platform, act, async () => {
    const [known] = await readFields(platform, platform.keys.alert(kind, subject), 'driver');
    driver = known ?? '';
    return {
      script,
      keys: alertKeys(platform, alert),
      args: [kind, subject, driver, ...args],
      intent: [kind, subject, ...args],
    };
  });
  if (outcome.ok) await announce(platform, what, alert, { driver: driver || null, by: act.by });
  return outcome;
}

/** Tells other programs: a channel for dispatchers, one for the driver. The event is what is kept. */
async function announce(
  { redis, keys }: Platform,
  what: What,
  { kind, subject }: AlertRef,
  more: {
    driver: string | null;
    by?: string;
    severity?: AlertSeverity;
    details?: Readonly<Record<string, string>>;
  },
): Promise<void> {
  const { driver, details, ...rest } = more;
  const message = JSON.stringify({ ...details, alert: kind, subject, what, driver, ...rest });
  const channels = channelsOf(keys.zone);
  const told = [channels.alerts, ...(driver === null ? [] : [channels.driver(driver)])];
  // Whoever missed it finds it on the list: a server that is going does not undo what is done.
  await Promise.all(told.map((channel) => redis.publish(channel, message).catch(() => undefined)));
}
