import { clock, clockSeconds } from '../../components/format.ts';
import type { Line } from '../../components/text.ts';
import { wrapped } from '../../components/wrap.ts';
import {
  type Alert,
  type AlertStep,
  escalatesAt,
  lastStep,
  MANY,
  responseMs,
  ruleOf,
} from '../../domain/alert.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import type { View } from '../view.ts';

/** How long something took, in steps that a person reads: `40 s`, `1 min 30 s`, `2 h 5 min`. */
function span(ms: number): string {
  const seconds = Math.max(0, Math.round(ms / 1000));
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  const [whole, rest] =
    minutes < 60
      ? [`${minutes} min`, seconds % 60]
      : [`${Math.floor(minutes / 60)} h`, minutes % 60];
  return rest === 0 ? whole : `${whole} ${rest} ${minutes < 60 ? 's' : 'min'}`;
}

function stepLine(step: AlertStep, { alertsScreen: words }: ConsoleMessages): Line {
  const until = step.until === undefined ? '' : clock(step.until);
  return [{ text: `${clockSeconds(step.at)}  `, dim: true }, { text: words.step(step, until) }];
}

/** How fast it was answered, and how long it lasted; while it asks, when it escalates. */
function timeLines(alert: Alert, { alertsScreen: words }: ConsoleMessages): Line[] {
  const louder = escalatesAt(alert);
  const response = responseMs(alert);
  const over = alert.state === 'resolved' ? lastStep(alert, 'resolved') : null;
  const lines = [
    louder === null ? '' : words.escalatesAt(clock(louder)),
    response === null ? (over ? words.unanswered : '') : words.answeredAfter(span(response)),
    over ? words.lasted(span(over.at - alert.openedAt)) : '',
  ];
  return lines.filter(Boolean).map((text) => [{ text, dim: true }]);
}

/** Whom Enter goes to: the driver, the order; null where there is nobody. */
function whereTo({ kind, subject }: Alert, { alertsScreen: words }: ConsoleMessages) {
  const about = ruleOf(kind)?.about;
  if (subject === MANY || about === undefined || about === 'platform') return null;
  return words.goes(`${words.fields[about]} ${subject}`);
}

/** The selected alert: what is wrong, its life with times and who, what more is known. */
export function detailLines({ m }: View, alert: Alert | null, width: number): Line[] {
  const words = m.alertsScreen;
  if (!alert) return [[{ text: words.disabled.none, dim: true }]];
  const critical = alert.severity === 'critical';
  const color = critical ? ('red' as const) : ('yellow' as const);
  const { client, driver, driver_name } = alert.details;
  const facts = [
    client ? `${words.fields.client}  ${client}` : '',
    driver ? `${words.fields.driver}  ${[driver, driver_name].filter(Boolean).join(' ')}` : '',
  ].filter(Boolean);
  const goes = whereTo(alert, m);
  return [
    ...wrapped(m.alert(alert), width, 4).map((text): Line => [{ text, bold: true }]),
    [
      { text: `${critical ? '!!' : '!'} ${words.severity[alert.severity]}`, color },
      { text: `  ${words.kinds[alert.kind]}`, dim: true },
    ],
    ...facts.map((text): Line => [{ text }]),
    [],
    [{ text: words.life, dim: true }],
    ...alert.life.map((step) => stepLine(step, m)),
    ...timeLines(alert, m),
    ...(goes === null ? [] : [[], [{ text: goes, dim: true }] as Line]),
  ];
}
