import type { AlertKind, AlertSeverity } from '../../../domain/board.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Act, perform } from './act.ts';

export interface AlertToOpen {
  readonly kind: AlertKind;
  readonly subject: string;
  readonly driver: string | null;
  readonly severity: AlertSeverity;
  readonly details: Readonly<Record<string, string>>;
}

/** Opens an alert; refused (`already_exists`) while it is open. */
export function openAlert(platform: Platform, alert: AlertToOpen, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => ({
    script: 'open_alert',
    keys: [keys.alert(alert.kind, alert.subject), keys.alertsOpen],
    args: [
      ...[alert.kind, alert.subject, alert.driver ?? '', alert.severity],
      ...Object.entries(alert.details).flat(),
    ],
    intent: [alert.kind, alert.subject],
  }));
}

/** Resolves an open alert. */
export function resolveAlert(
  platform: Platform,
  alert: { kind: AlertKind; subject: string; driver: string | null },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => ({
    script: 'resolve_alert',
    keys: [keys.alert(alert.kind, alert.subject), keys.alertsOpen],
    args: [alert.kind, alert.subject, alert.driver ?? ''],
    intent: [alert.kind, alert.subject],
  }));
}
