import {
  type Alert,
  alertId,
  holderOf,
  isOver,
  MAX_MUTE_MINUTES,
  parseAlertId,
} from '../domain/alert.ts';
import { readOpenAlerts, readResolvedAlerts } from '../services/board/alerts.ts';
import { endRedis, type Platform } from '../services/redis/connect.ts';
import { readFields } from '../services/redis/transitions/act.ts';
import {
  type AlertRef,
  acknowledgeAlert,
  muteAlert,
  reopenAlert,
  resolveAlert,
} from '../services/redis/transitions/alerts.ts';
import type { Call } from './call.ts';
import { needHistory, needPlatform } from './connect.ts';
import { EXIT, Failure } from './exit.ts';
import { Malformed } from './fields.ts';
import { numberOption } from './options.ts';
import { type Asked, actOf, runTransition } from './outcome.ts';

async function read({ options, config, m }: Call): Promise<Alert[]> {
  if (options.resolved !== undefined) {
    const most = numberOption(m, '--resolved', options.resolved, {
      min: 1,
      max: 1_000,
      whole: true,
    });
    const history = await needHistory(config, m, 'alerts');
    return readResolvedAlerts(history, most).finally(() => history.close());
  }
  const platform = await needPlatform(config, m, 'alerts');
  return readOpenAlerts(platform).finally(() => endRedis(platform.redis));
}

/** `vigie alert list`: a line each, or with `--json` an object a line. */
export async function listAlerts(call: Call): Promise<number> {
  const { options, m } = call;
  const alerts = await read(call);
  for (const alert of alerts) {
    const { severity, state, openedAt } = alert;
    const text = [
      severity === 'critical' ? '!!' : '! ',
      ...[alertId(alert), new Date(openedAt).toISOString()],
      ...[[state, holderOf(alert)?.by].filter(Boolean).join(' '), m.alerts.sentence(alert)],
    ].join('  ');
    const line = options.json ? JSON.stringify({ id: alertId(alert), ...alert }) : text;
    process.stdout.write(`${line.replace(/\p{Cc}/gu, '?')}\n`);
  }
  if (alerts.length === 0 && !options.json) process.stdout.write(`${m.alertCommands.none}\n`);
  return EXIT.ok;
}

type Ask = (call: Call, platform: Platform, alert: AlertRef) => Promise<Asked>;

const acknowledge: Ask = async (call, platform, alert) => ({
  outcome: await acknowledgeAlert(platform, alert, actOf(call)),
  done: call.m.alertCommands.acknowledged(alertId(alert)),
});

const mute: Ask = async (call, platform, alert) => {
  const { m, options } = call;
  const minutes = numberOption(m, '--for', options.for, {
    ...{ min: 1, max: MAX_MUTE_MINUTES, whole: true },
  });
  return {
    outcome: await muteAlert(platform, { ...alert, minutes }, actOf(call)),
    done: m.alertCommands.muted(alertId(alert), minutes),
  };
};

const reopen: Ask = async (call, platform, alert) => {
  const key = platform.keys.alert(alert.kind, alert.subject);
  const [state] = await readFields(platform, key, 'state');
  const from = state === 'acknowledged' ? 'acknowledged' : 'muted';
  return {
    outcome: await reopenAlert(platform, { ...alert, from }, actOf(call)),
    done: call.m.alertCommands.reopened(alertId(alert)),
  };
};

const resolve: Ask = async (call, platform, alert) => {
  const { alertCommands: words } = call.m;
  // Any other would be opened again by the next check.
  if (!isOver(alert.kind)) throw new Failure(words.byItself(alertId(alert)));
  return {
    outcome: await resolveAlert(platform, alert, actOf(call)),
    done: words.resolvedOne(alertId(alert)),
  };
};

const ASKS = { ack: acknowledge, mute, reopen, resolve } as const;

/** One sub-command of `vigie alert` that answers an alert. Exit 0 done, 1 refused or Redis away. */
export function alertCommand(name: keyof typeof ASKS) {
  return (call: Call): Promise<number> => {
    const [id = ''] = call.args;
    return runTransition(call, (platform) => {
      const alert = parseAlertId(id);
      if (!alert) throw new Malformed('alert', id);
      return ASKS[name](call, platform, alert);
    });
  };
}
