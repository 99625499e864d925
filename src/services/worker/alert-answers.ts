import { type Alert, mayClose, mustEscalate } from '../../domain/alert.ts';
import { readAlerts } from '../board/alerts.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { escalateAlert, reopenAlert, resolveAlert } from '../redis/transitions/alerts.ts';
import type { WorkerContext } from './context.ts';

/** So many are looked at in one round; those that nobody has in hand come first. */
const MOST = 500;
const act = { by: 'worker' };

/** One look at what people answered: who is silent is asked louder, a mute that is over ends. */
export async function watchAnswers({ platform }: WorkerContext): Promise<void> {
  const { redis, keys } = platform;
  const now = await shardTime(platform);
  const open = await redis.zrange(keys.alertsOpen, '0', `${MOST - 1}`, 'REV');
  for (const alert of await readAlerts(platform, open)) {
    if (mustEscalate(alert, now)) await escalateAlert(platform, alert, act);
    else if (mayClose(alert, now)) await resolveAlert(platform, alert, act);
  }
  const over = await redis.zrange(keys.alertsMuted, '-inf', `${now}`, 'BYSCORE', 'LIMIT', 0, MOST);
  for (const alert of await readAlerts(platform, over)) await unmute(platform, alert);
}

/** A mute that is over: the alert comes back, unless the last check saw nothing wrong any more. */
async function unmute(platform: Platform, alert: Alert): Promise<void> {
  const calm = await platform.redis.hget(platform.keys.alert(alert.kind, alert.subject), 'calm');
  if (Number(calm ?? 0) > 0) await resolveAlert(platform, alert, act);
  else await reopenAlert(platform, { ...alert, from: 'muted' }, { ...act, via: 'mute over' });
}
