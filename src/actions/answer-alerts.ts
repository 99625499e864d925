import { type Alert, alertId, MUTE_MINUTES } from '../domain/alert.ts';
import type { Outcome } from '../domain/refusal.ts';
import { RedisDown } from '../services/redis/down.ts';
import {
  type AlertRef,
  acknowledgeAlert,
  muteAlert,
  reopenAlert,
  resolveAlert,
} from '../services/redis/transitions/alerts.ts';
import { alertsAnswered } from '../store/alerts/rows.ts';
import type { Answered } from '../store/alerts/state.ts';
import { said } from '../store/reducers.ts';
import type { ActionContext } from './context.ts';
import { askChoice, confirm, showText } from './prompt.ts';

/** An answer to some alerts: how each is given, what is said of one, how it is taken back. */
interface Answer {
  readonly one: (alert: AlertRef) => Promise<Outcome>;
  readonly told: (what: string) => string;
  readonly from: Answered['from'] | null;
}

/** Gives an answer to each, and tells what came of it: of several that differ, each one's own result. */
async function answerAll(
  context: ActionContext,
  alerts: readonly Alert[],
  { one, told, from }: Answer,
): Promise<void> {
  const { store, live, m } = context;
  const words = m.alertsScreen.said;
  try {
    const results = await Promise.all(
      alerts.map(async (alert) => ({ alert, outcome: await one(alert) })),
    );
    const done = results.filter(({ outcome }) => outcome.ok).map(({ alert }) => alert);
    const reasonOf = (outcome: Outcome) =>
      outcome.ok ? words.done : m.refusals[outcome.refusal](outcome.details);
    const taken = done.length > 0 && from !== null ? { alerts: done, from } : null;
    store.setState((state) => alertsAnswered(state, taken));
    // On Live `u` takes assignments back.
    const undoable = from !== null && store.getState().screen === 'alerts';
    const [first] = results;
    if (results.length === 1 && first) {
      const { alert, outcome } = first;
      const what = m.alert(alert);
      store.setState(
        outcome.ok
          ? said(`${told(what)}${undoable ? `. ${words.undoHint}` : ''}`)
          : said(m.said.refused(alertId(alert), reasonOf(outcome)), 'error'),
      );
    } else if (done.length === results.length) store.setState(said(words.several(done.length)));
    else {
      const lines = results.map(({ alert, outcome }) => `${m.alert(alert)}: ${reasonOf(outcome)}`);
      store.setState(said(words.someFailed(done.length, results.length - done.length), 'error'));
      showText(context, { title: words.results, lines });
    }
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const lost = error instanceof RedisDown;
    store.setState(said(lost ? m.said.redisLost : m.said.failed(reason), 'error'));
  }
  live.refresh();
}

const actOf = ({ store }: ActionContext) => ({ by: store.getState().operator });

/** Takes alerts in hand. */
export function acknowledge(context: ActionContext, alerts: readonly Alert[]): Promise<void> {
  const { live, m } = context;
  return answerAll(context, alerts, {
    one: (alert) => acknowledgeAlert(live.platform, alert, actOf(context)),
    told: m.alertsScreen.said.acknowledged,
    from: 'acknowledged',
  });
}

/** Asks for how long alerts are muted; those that are muted ask for a hand again. */
export function askMute(context: ActionContext, alerts: readonly Alert[]): Promise<void> | void {
  const { live, m } = context;
  const words = m.alertsScreen;
  if (alerts.every(({ state }) => state === 'muted')) return reopen(context, alerts, 'muted');
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
        from: 'muted',
      });
    },
  });
}

function reopen(
  context: ActionContext,
  alerts: readonly Alert[],
  from: Answered['from'],
): Promise<void> {
  const { live, m } = context;
  return answerAll(context, alerts, {
    one: (alert) => reopenAlert(live.platform, { ...alert, from }, actOf(context)),
    told: m.alertsScreen.said.reopened,
    from: null,
  });
}

/** Takes the last answer of this console back: its alerts ask for a hand again. */
export async function undoAnswer(context: ActionContext): Promise<void> {
  const { store } = context;
  const { undo } = store.getState().alerts;
  const last = undo.at(-1);
  if (!last) return;
  store.setState(({ alerts }) => ({ alerts: { ...alerts, undo: undo.slice(0, -1) } }));
  await reopen(context, last.alerts, last.from);
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
        from: null,
      }),
  });
}
