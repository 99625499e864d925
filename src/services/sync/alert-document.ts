import type { Document } from 'mongodb';
import {
  type Alert,
  type AlertStep,
  lastStep,
  parseAlertId,
  responseMs,
} from '../../domain/alert.ts';
import { date } from './dates.ts';

/** The key of one life of an alert: the same cause may come back. */
export const alertKey = ({ kind, subject, openedAt }: Alert, zone: string | null) =>
  `${zone ?? '-'}/${kind}/${subject}/${openedAt}`;

const seconds = (ms: number | null) => (ms === null ? undefined : Math.round(ms) / 1000);

/** The MongoDB form of an alert's whole life so far: the newest event replaces all before it. */
export function alertDocument(alert: Alert): Document {
  const { kind, subject, severity, state, openedAt, details, life } = alert;
  const { driver, ...rest } = details;
  const [acknowledged, muted] = [lastStep(alert, 'acknowledged'), lastStep(alert, 'muted')];
  const resolved = state === 'resolved' ? lastStep(alert, 'resolved') : null;
  return {
    ...{ kind, subject, severity, state },
    driver_id: driver || undefined,
    opened_at: date(openedAt),
    acknowledged_at: date(acknowledged?.at),
    acknowledged_by: acknowledged?.by,
    response_seconds: seconds(responseMs(alert)),
    muted_at: date(muted?.at),
    muted_by: muted?.by,
    muted_until: date(muted?.until),
    escalated_at: date(lastStep(alert, 'escalated')?.at),
    resolved_at: date(resolved?.at),
    resolved_by: resolved?.by,
    duration_seconds: seconds(resolved && resolved.at - openedAt),
    life: life.map(({ at, until, ...step }) => ({
      ...{ ...step, at: date(at) },
      ...(until === undefined ? {} : { until: date(until) }),
    })),
    details: rest,
  };
}

const ms = (value: unknown) => (value instanceof Date ? value.getTime() : null);

function stepOf({ what, at, by, until }: Document): AlertStep[] {
  const time = ms(at);
  const end = ms(until);
  return time === null
    ? []
    : [{ what, at: time, by: String(by ?? ''), ...(end === null ? {} : { until: end }) }];
}

/** An alert from its document; null where it is of a kind that we do not know. */
export function alertFromDocument(document: Document): Alert | null {
  const named = parseAlertId(`${document.kind}:${document.subject}`);
  if (!named) return null;
  const { severity, state, driver_id: driver, details, life, opened_at } = document;
  const given = Object.entries(details ?? {}).map(([name, value]) => [name, String(value)]);
  return {
    ...named,
    severity: severity === 'critical' ? 'critical' : 'warning',
    state,
    openedAt: ms(opened_at) ?? 0,
    details: { ...Object.fromEntries(given), ...(driver ? { driver: String(driver) } : {}) },
    life: (Array.isArray(life) ? life : []).flatMap(stepOf),
  };
}
