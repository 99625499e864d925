import { type Alert, alertId, MUTE_MINUTES } from '../domain/alert.ts';
import type { Outcome } from '../domain/refusal.ts';
import type { Deed } from '../domain/undo.ts';
import { answerOf } from '../services/dispatch/operations.ts';
import { type Answer as Given, over } from '../services/dispatch/over.ts';
import {
  type AlertRef,
  acknowledgeAlert,
  muteAlert,
  reopenAlert,
  resolveAlert,
} from '../services/redis/transitions/alerts.ts';
import { answered, began, did, settled } from '../store/acts.ts';
import { alertsAnswered } from '../store/alerts/rows.ts';
import type { ActionContext } from './context.ts';
import { askChoice, confirm, showText } from './prompt.ts';

/** An answer to some alerts: how each is given, what is said of one or of several, what it is for `u`. */
interface Answer {
  readonly one: (alert: AlertRef) => Promise<Outcome>;
  readonly told: (what: string) => string;
  readonly severalTold: (n: number) => string;
  readonly deed: (alerts: readonly Alert[]) => Deed | null;
}

/**
 * Gives an answer to each, and tells what came of it: of several that differ, each one's own result.
 * Gives back those that got no answer.
 */
async function answerAll(
  context: ActionContext,
  alerts: readonly Alert[],
  { one, told, severalTold, deed }: Answer,
): Promise<readonly Alert[]> {
  const { store, live, m } = context;
  const words = m.alertsScreen.said;
  const ids = alerts.map(alertId);
  store.setState((state) => began(state, ids));
  const given = await over(
    alerts.map((alert) => ({ order: alertId(alert), run: async () => answerOf(await one(alert)) })),
  );
  const results = alerts.flatMap((alert, at) => {
    const answer = given[at]?.answer;
    return answer ? [{ alert, answer }] : [];
  });
  const of = (...kinds: Given['is'][]) =>
    results.filter(({ answer }) => kinds.includes(answer.is)).map(({ alert }) => alert);
  const done = of('done');
  const doing = deed(done);
  store.setState((state) => ({
    ...settled(state, ids),
    ...alertsAnswered(state, done),
    ...(doing ? did(state, doing) : {}),
  }));
  const hint = doing && doing.kind !== 'final' ? ` ${words.undoHint}` : '';
  const tell = (text: string, kind: 'info' | 'error' = 'info') =>
    store.setState((state) => answered(state, text, kind));
  const [first] = results;
  if (results.length === 1 && first) {
    const { alert, answer } = first;
    if (answer.is === 'done') tell(`${told(m.alert(alert))}${hint && `.${hint}`}`);
    else if (answer.is === 'unknown') tell(whyNot(context, answer), 'error');
    else tell(m.said.refused(alertId(alert), whyNot(context, answer)), 'error');
  } else if (done.length === results.length) tell(`${severalTold(done.length)}${hint}`);
  else {
    const lines = results.map(({ alert, answer }) =>
      answer.is === 'done'
        ? `${m.alert(alert)}: ${words.done}`
        : `${m.alert(alert)}: ${whyNot(context, answer)}`,
    );
    const counted = words.someFailed(done.length, results.length - done.length);
    tell(`${counted}${done.length > 0 ? hint : ''}`, 'error');
    showText(context, { title: words.results, lines });
  }
  live.refresh();
  return of('unknown', 'left');
}

function whyNot({ m }: ActionContext, answer: Given): string {
  if (answer.is === 'refused') return m.refusals[answer.refusal.refusal](answer.refusal.details);
  if (answer.is === 'unknown') return answer.down ? m.said.redisLost : m.said.failed(answer.error);
  return m.acts.notBegun;
}

const actOf = ({ store }: ActionContext) => ({ by: store.getState().operator });

/** Takes alerts in hand. */
export async function acknowledge(context: ActionContext, alerts: readonly Alert[]): Promise<void> {
  const { live, m } = context;
  await answerAll(context, alerts, {
    one: (alert) => acknowledgeAlert(live.platform, alert, actOf(context)),
    told: m.alertsScreen.said.acknowledged,
    severalTold: m.alertsScreen.said.severalAcknowledged,
    deed: (done) => ({ kind: 'alerts', from: 'acknowledged', alerts: done }),
  });
}

/** Asks for how long alerts are muted; those that are muted ask for a hand again. */
export function askMute(context: ActionContext, alerts: readonly Alert[]): void {
  const { live, m } = context;
  const words = m.alertsScreen;
  if (alerts.every(({ state }) => state === 'muted')) {
    void reopenAlerts(context, alerts, 'muted');
    return;
  }
  const [first] = alerts;
  if (!first) return;
  const what = alerts.length === 1 ? m.alert(first) : words.severalAlerts(alerts.length);
  askChoice(context, {
    title: words.muteFor(what),
    options: MUTE_MINUTES.map((minutes) => ({
      id: String(minutes),
      label: words.minutes(minutes),
    })),
    submit: (id) => {
      const minutes = Number(id);
      void answerAll(context, alerts, {
        one: (alert) => muteAlert(live.platform, { ...alert, minutes }, actOf(context)),
        told: (told) => words.said.muted(words.minutes(minutes), told),
        severalTold: (n) => words.said.severalMuted(n, words.minutes(minutes)),
        deed: (done) => ({ kind: 'alerts', from: 'muted', alerts: done }),
      });
    },
  });
}

/** Has alerts ask for a hand again; gives back those that got no answer. */
export function reopenAlerts(
  context: ActionContext,
  alerts: readonly Alert[],
  from: 'acknowledged' | 'muted',
): Promise<readonly Alert[]> {
  const { live, m } = context;
  return answerAll(context, alerts, {
    one: (alert) => reopenAlert(live.platform, { ...alert, from }, actOf(context)),
    told: m.alertsScreen.said.reopened,
    severalTold: m.alertsScreen.said.severalReopened,
    deed: () => null,
  });
}

/** Closes alerts of what is over by its nature, after asking. */
export function closeLost(context: ActionContext, alerts: readonly Alert[]): void {
  const { live, m } = context;
  const words = m.alertsScreen;
  const [first] = alerts;
  if (!first) return;
  const what = alerts.length === 1 ? m.alert(first) : words.severalAlerts(alerts.length);
  confirm(context, {
    text: words.confirmClose(what),
    yes: () =>
      void answerAll(context, alerts, {
        one: (alert) => resolveAlert(live.platform, alert, actOf(context)),
        told: words.said.resolved,
        severalTold: words.said.severalResolved,
        deed: (done) => ({ kind: 'final', what: 'close', subjects: done.map(alertId) }),
      }),
  });
}
