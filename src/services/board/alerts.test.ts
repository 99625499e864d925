import { beforeEach, expect, it } from 'vitest';
import { carryAll, type Way } from '../../../test/helpers/carry.ts';
import { desk } from '../../../test/helpers/life.ts';
import { ownHistory, ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import {
  acknowledgeAlert,
  muteAlert,
  openAlert,
  resolveAlert,
} from '../redis/transitions/alerts.ts';
import { readOpenAlerts, readResolvedAlerts } from './alerts.ts';

let way: Way;

beforeEach(async () => {
  const config = testConfig(await ownRedis());
  way = { config, platform: await ownPlatform(config), history: await ownHistory(config) };
});

const AT = 1_795_169_730_000;
const LATE = { kind: 'order_late', subject: 'c1' } as const;

it('keeps one document for each life of an alert, with who answered and how fast', async () => {
  const { platform, history } = way;
  const details = { client: 'Zoé', due_at: String(AT), driver: 'd1', driver_name: 'Alice' };
  const open = (at: number) =>
    openAlert(
      platform,
      { ...LATE, driver: 'd1', severity: 'critical', details },
      { by: 'worker', at },
    );
  await open(AT);
  await acknowledgeAlert(platform, LATE, { ...desk, at: AT + 90_500 });
  await muteAlert(platform, { ...LATE, minutes: 5 }, { by: 'desk2', at: AT + 100_000 });
  await resolveAlert(platform, LATE, { by: 'worker', at: AT + 200_000 });
  await open(AT + 300_000);
  await carryAll(way);

  const documents = await history.db.collection('alerts').find().sort({ opened_at: 1 }).toArray();
  const zone = way.config.zone ?? '-';
  expect(documents).toMatchObject([
    {
      ...{ alert_id: `${zone}/order_late/c1/${AT}`, state: 'resolved', driver_id: 'd1' },
      ...{ acknowledged_by: 'desk1', response_seconds: 90.5, duration_seconds: 200 },
      ...{ muted_by: 'desk2', muted_until: new Date(AT + 400_000), resolved_by: 'worker' },
      details: { client: 'Zoé', driver_name: 'Alice' },
    },
    { alert_id: `${zone}/order_late/c1/${AT + 300_000}`, state: 'open' },
  ]);
  const [told, ...more] = await readResolvedAlerts(history, 10);
  expect(more).toEqual([]);
  expect(told).toEqual({
    ...{ ...LATE, severity: 'critical', state: 'resolved', openedAt: AT, details },
    life: [
      { what: 'opened', at: AT, by: 'worker' },
      { what: 'acknowledged', at: AT + 90_500, by: 'desk1' },
      { what: 'muted', at: AT + 100_000, by: 'desk2', until: AT + 400_000 },
      { what: 'resolved', at: AT + 200_000, by: 'worker' },
    ],
  });
  expect(await readOpenAlerts(platform)).toMatchObject([{ openedAt: AT + 300_000 }]);
});

it('reads the newest resolved ones by their index', async () => {
  const explained = await way.history.db
    .collection('alerts')
    .find({ state: 'resolved' })
    .sort({ state: 1, resolved_at: -1 })
    .explain('queryPlanner');
  expect(JSON.stringify(explained.queryPlanner.winningPlan)).toContain('state_1_resolved_at_-1');
});
