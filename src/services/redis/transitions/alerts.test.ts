import fc from 'fast-check';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { desk } from '../../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../../../test/helpers/servers.ts';
import { messages } from '../../../i18n/index.ts';
import { readOpenAlerts } from '../../board/alerts.ts';
import { connectRedis, type Platform, whenReady } from '../connect.ts';
import { recentEvents } from '../events.ts';
import { channelsOf } from '../keys.ts';
import {
  acknowledgeAlert,
  escalateAlert,
  muteAlert,
  openAlert,
  reopenAlert,
  resolveAlert,
} from './alerts.ts';

const LÉA = { kind: 'out_of_zone', subject: 'd6' } as const;
const opened = {
  ...LÉA,
  driver: 'd6',
  severity: 'critical',
  details: { name: 'Léa', distance_m: '6210' },
} as const;
const desk2 = { by: 'desk2' };

describe.each(['6.2', '7'] as const)('an alert on Redis %s', async (version) => {
  const config = testConfig(await ownRedis(version));
  const platform: Platform = await ownPlatform(config);
  const { redis, keys } = platform;
  beforeEach(async () => void (await redis.flushdb()));
  const only = async () => (await readOpenAlerts(platform))[0];
  const types = async () =>
    (await recentEvents(platform, 50)).map(({ type, by }) => `${type} ${by}`);

  it('lives: opened, escalated, acknowledged, muted, asked again, resolved, each told once', async () => {
    const at = 1_795_169_730_000;
    expect(await openAlert(platform, opened, { by: 'worker', at })).toMatchObject({ ok: true });
    expect(await openAlert(platform, opened, desk)).toMatchObject({ refusal: 'already_exists' });
    await escalateAlert(platform, LÉA, { by: 'worker', at: at + 1_000 });
    expect(await escalateAlert(platform, LÉA, { by: 'worker' })).toMatchObject({ ok: false });
    await acknowledgeAlert(platform, LÉA, { ...desk2, at: at + 2_000 });
    await muteAlert(platform, { ...LÉA, minutes: 15 }, { ...desk2, at: at + 3_000 });
    expect(await only()).toMatchObject({ state: 'muted', openedAt: at });
    expect(await redis.zcard(keys.alertsOpen)).toBe(0);
    await reopenAlert(platform, { ...LÉA, from: 'muted' }, { by: 'worker', at: at + 4_000 });
    expect(await only()).toEqual({
      ...{ ...LÉA, severity: 'critical', state: 'open', openedAt: at },
      details: { driver: 'd6', name: 'Léa', distance_m: '6210' },
      life: [
        { what: 'opened', at, by: 'worker' },
        { what: 'escalated', at: at + 1_000, by: 'worker' },
        { what: 'acknowledged', at: at + 2_000, by: 'desk2' },
        { what: 'muted', at: at + 3_000, by: 'desk2', until: at + 3_000 + 15 * 60_000 },
        { what: 'reopened', at: at + 4_000, by: 'worker' },
      ],
    });
    await resolveAlert(platform, LÉA, { by: 'worker' });
    expect(await readOpenAlerts(platform)).toEqual([]);
    expect(await redis.exists(keys.alertsOpen, keys.alertsMuted)).toBe(0);
    expect(await redis.ttl(keys.alert('out_of_zone', 'd6'))).toBeGreaterThan(3_500);
    expect(await types()).toEqual([
      ...['alert_opened worker', 'alert_escalated worker', 'alert_acknowledged desk2'],
      ...['alert_muted desk2', 'alert_reopened worker', 'alert_resolved worker'],
    ]);
  });

  it('that somebody else took is told in words, in both languages', async () => {
    await openAlert(platform, opened, desk);
    await acknowledgeAlert(platform, LÉA, desk2);
    const second = await acknowledgeAlert(platform, LÉA, desk);
    expect(second).toMatchObject({ refusal: 'wrong_status' });
    if (second.ok) return;
    const say = (lang: 'en' | 'fr') => messages(lang).refusals.wrong_status(second.details);
    expect(say('en')).toMatch(/^Already acknowledged by desk2 at \d\d:\d\d\.$/);
    expect(say('fr')).toMatch(/^Déjà prise en charge par desk2 à \d\d:\d\d\.$/);
    await resolveAlert(platform, LÉA, { by: 'worker' });
    const third = await muteAlert(platform, { ...LÉA, minutes: 5 }, desk);
    expect(third).toMatchObject({ details: { status: 'resolved', by: 'worker' } });
    const none = await acknowledgeAlert(platform, { ...LÉA, subject: 'd7' }, desk);
    expect(none).toMatchObject({ details: { status: '' } });
  });

  it('raced for by ten is acknowledged by one of them', async () => {
    await openAlert(platform, opened, desk);
    const racers = Array.from({ length: 10 }, (_, i) => ({ by: `desk${i}` }));
    const answers = await Promise.all(racers.map((by) => acknowledgeAlert(platform, LÉA, by)));
    const [winner] = answers.flatMap(({ ok }, i) => (ok ? [`desk${i}`] : []));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
    for (const answer of answers)
      if (!answer.ok) expect(answer.details).toMatchObject({ by: winner });
  });

  it('is acknowledged once under one operation id, also when it is sent again', async () => {
    await openAlert(platform, opened, desk);
    const act = { ...desk, operationId: 'once' };
    const first = await acknowledgeAlert(platform, LÉA, act);
    expect(await acknowledgeAlert(platform, LÉA, act)).toEqual(first);
    expect(await muteAlert(platform, { ...LÉA, minutes: 5 }, act)).toMatchObject({
      refusal: 'operation_reused',
    });
    expect((await types()).length).toBe(2);
  });

  it('stands before others as long as nobody has it: the critical, then the newer', async () => {
    const open = (kind: 'order_late' | 'order_at_risk', subject: string, at: number) => {
      const severity = kind === 'order_late' ? 'critical' : 'warning';
      return openAlert(
        platform,
        { kind, subject, driver: null, severity, details: {} },
        { by: 'w', at },
      );
    };
    await open('order_late', 'a', 1e12);
    await open('order_late', 'b', 2e12 - 1);
    await open('order_at_risk', 'c', 1.5e12);
    await open('order_late', 'd', 1.5e12);
    await acknowledgeAlert(platform, { kind: 'order_late', subject: 'b' }, desk);
    const list = async () => (await readOpenAlerts(platform)).map(({ subject }) => subject);
    expect(await list()).toEqual(['d', 'a', 'c', 'b']);
    await reopenAlert(platform, { kind: 'order_late', subject: 'b', from: 'acknowledged' }, desk);
    expect(await list()).toEqual(['b', 'd', 'a', 'c']);
  });

  it('is on the list of its state and on no other, whatever is asked of it', async () => {
    const allowed = {
      open: ['', 'resolved'],
      acknowledge: ['open'],
      mute: ['open', 'acknowledged', 'muted'],
      unmute: ['muted'],
      giveBack: ['acknowledged'],
      resolve: ['open', 'acknowledged', 'muted'],
    };
    type Asked = keyof typeof allowed;
    const ask: Record<Asked, () => Promise<{ ok: boolean }>> = {
      open: () => openAlert(platform, opened, desk),
      acknowledge: () => acknowledgeAlert(platform, LÉA, desk),
      mute: () => muteAlert(platform, { ...LÉA, minutes: 5 }, desk),
      unmute: () => reopenAlert(platform, { ...LÉA, from: 'muted' }, desk),
      giveBack: () => reopenAlert(platform, { ...LÉA, from: 'acknowledged' }, desk),
      resolve: () => resolveAlert(platform, LÉA, desk),
    };
    const key = keys.alert('out_of_zone', 'd6');
    const commands = fc.array(fc.constantFrom(...(Object.keys(allowed) as Asked[])), {
      maxLength: 14,
    });
    await fc.assert(
      fc.asyncProperty(commands, async (asked) => {
        await redis.flushdb();
        for (const each of asked) {
          const before = (await redis.hget(key, 'state')) ?? '';
          const seq = Number(await redis.get(keys.eventsSeq));
          const { ok } = await ask[each]();
          expect([each, before, ok]).toEqual([each, before, allowed[each].includes(before)]);
          // A refusal is no event, and what is done is one.
          expect(Number(await redis.get(keys.eventsSeq)) - seq).toBe(ok ? 1 : 0);
          const state = (await redis.hget(key, 'state')) ?? '';
          const lists = [keys.alertsOpen, keys.alertsMuted].map((list) =>
            redis.zscore(list, 'out_of_zone:d6'),
          );
          expect((await Promise.all(lists)).map((score) => score !== null)).toEqual([
            ...[['open', 'acknowledged'].includes(state), state === 'muted'],
          ]);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('takes no mute without an end', async () => {
    await openAlert(platform, opened, desk);
    for (const minutes of [0, -5, Number.NaN, 1e9])
      expect(await muteAlert(platform, { ...LÉA, minutes }, desk)).toMatchObject({
        refusal: 'malformed',
        details: { field: 'minutes' },
      });
  });

  it('keeps its beginning and its newest steps, however long its life is', async () => {
    await openAlert(platform, opened, desk);
    for (let i = 0; i < 30; i += 1) {
      await acknowledgeAlert(platform, LÉA, desk);
      await reopenAlert(platform, { ...LÉA, from: 'acknowledged' }, desk);
    }
    const life = (await only())?.life ?? [];
    expect(life).toHaveLength(40);
    expect(life[0]?.what).toBe('opened');
    expect(life.at(-1)?.what).toBe('reopened');
  });

  it('is told to other programs, on the dispatchers’ channel and the driver’s', async () => {
    const listener = connectRedis(config.redis, 'listener');
    onTestFinished(() => listener.disconnect());
    await whenReady(listener, 5_000);
    const heard: [string, Record<string, unknown>][] = [];
    listener.on('message', (channel: string, text: string) =>
      heard.push([channel, JSON.parse(text)]),
    );
    // Of its own: what is told of others may still be on its way.
    const noe = { kind: LÉA.kind, subject: 'd77', driver: 'd77' };
    const channels = channelsOf(config.zone);
    await listener.subscribe(channels.alerts, channels.driver('d77'));
    // A message is told once and never again: in a Cluster the servers may not know each other yet.
    const told = () => heard.filter(([, { driver, subject }]) => [driver, subject].includes('d77'));
    await until('the way is open', () => {
      void redis.publish(channels.driver('d77'), '{}');
      return heard.length > 0;
    });
    await openAlert(platform, { ...opened, ...noe }, desk);
    await acknowledgeAlert(platform, noe, desk2);
    await until('four messages', () => told().length === 4);
    expect(
      told()
        .map(([channel]) => channel)
        .sort(),
    ).toEqual([
      ...[channels.alerts, channels.alerts, channels.driver('d77'), channels.driver('d77')],
    ]);
    // Through several servers of a Cluster they may come in any order.
    const what = (step: string) => told().find(([, message]) => message.what === step)?.[1];
    expect(what('opened')).toMatchObject({ alert: 'out_of_zone', driver: 'd77' });
    expect(what('acknowledged')).toMatchObject({ by: 'desk2', subject: 'd77' });
  });
});
