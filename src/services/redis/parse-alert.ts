import { type Alert, type AlertStep, parseAlertId } from '../../domain/alert.ts';
import { parseTime } from './parse.ts';

type Hash = Readonly<Record<string, string>>;

const STEPS: ReadonlySet<string> = new Set<AlertStep['what']>([
  ...(['opened', 'acknowledged', 'muted', 'reopened', 'escalated', 'resolved'] as const),
]);

function stepOf(given: unknown): AlertStep[] {
  if (typeof given !== 'object' || given === null) return [];
  const { what, at, by, until } = given as Readonly<Record<string, unknown>>;
  const time = parseTime(String(at ?? ''));
  if (typeof what !== 'string' || !STEPS.has(what) || time === null) return [];
  const end = parseTime(String(until ?? ''));
  return [
    {
      ...{ what: what as AlertStep['what'], at: time, by: String(by ?? '') },
      ...(end === null ? {} : { until: end }),
    },
  ];
}

/** The life that the scripts keep as JSON; what is none of it is left out. */
function lifeOf(json: string | undefined): AlertStep[] {
  try {
    const steps: unknown = JSON.parse(json ?? '[]');
    return Array.isArray(steps) ? steps.flatMap(stepOf) : [];
  } catch {
    return [];
  }
}

const STATES: ReadonlySet<string> = new Set(['open', 'acknowledged', 'muted', 'resolved']);

/**
 * An alert from its hash, or from the record of an event; null where there is none, or of a kind that we
 * do not know. `id` is `kind:subject`.
 */
export function parseAlert(id: string, hash: Hash): Alert | null {
  const named = parseAlertId(id);
  const { kind, subject, severity, state = '', opened_at, life, ...rest } = hash;
  if (!named || !STATES.has(state)) return null;
  const { muted_until, escalated_at, resolved_at, calm, ...details } = rest;
  return {
    ...named,
    severity: severity === 'critical' ? 'critical' : 'warning',
    state: state as Alert['state'],
    openedAt: parseTime(opened_at) ?? 0,
    details,
    life: lifeOf(life),
  };
}
