import fc from 'fast-check';
import type { Document } from 'mongodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { aMoment, aPeriod, isIn, odd, refill } from '../../../test/helpers/odd.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Alert } from '../../domain/alert.ts';
import { percentile } from '../../domain/percentile.ts';
import type { History } from '../mongo/connect.ts';
import { alertDocument } from '../sync/alert-document.ts';
import { alerts } from './alerts.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
  await history.db.collection('drivers').insertMany([
    { driver_id: 'd1', name: 'Alice' },
    { driver_id: 'd2', name: 7 },
  ]);
});

const seconds = fc.integer({ min: 0, max: 3_000 }).map((n) => n / 2);
const documents = fc
  .array(
    fc.record({
      kind: fc.constantFrom('order_late', 'out_of_zone', 'of another program'),
      driver_id: fc.constantFrom('d1', 'd2', 'd3', '', undefined),
      opened_at: odd(aMoment),
      response_seconds: odd(seconds),
      duration_seconds: odd(seconds),
    }),
    { maxLength: 40 },
  )
  .map((all) => all.map((each, i): Document => ({ ...each, alert_id: `a${i}` })));

const NAMES: Record<string, string> = { d1: 'd1 Alice', d2: 'd2', d3: 'd3' };

function figures(of: readonly Document[]) {
  const minutes = ['response_seconds', 'duration_seconds'].flatMap((field) => {
    const known = of.map((each) => each[field]).filter((value) => typeof value === 'number');
    return [0.5, 0.9].map((share) => percentile(known.map(Math.floor), share) / 60);
  });
  return [of.length, ...minutes.map((n) => (Number.isNaN(n) ? null : expect.closeTo(n, 6)))];
}

describe('alerts', () => {
  it('by kind and by driver equal an independent computation', async () => {
    await fc.assert(
      fc.asyncProperty(documents, aPeriod, async (all, period) => {
        await refill(history, 'alerts', all);
        const mine = all.filter(({ opened_at }) => isIn(period, opened_at));
        const found = await askedNow(history, alerts, period, { region: 'nowhere' });
        expect(found.counted).toBe(mine.length);
        const expected = new Map<string, unknown[]>();
        for (const { kind, driver_id } of mine) {
          const same = mine.filter((each) => each.kind === kind);
          expected.set(kind, [kind, null, ...figures(same)]);
          if (!driver_id) continue;
          const his = same.filter((each) => each.driver_id === driver_id);
          expected.set(`${kind} ${driver_id}`, [kind, NAMES[driver_id], ...figures(his)]);
        }
        expect(Object.fromEntries(found.rows.map(({ key, cells }) => [key, cells]))).toEqual(
          Object.fromEntries(expected),
        );
        if (new Set(mine.map(({ kind }) => kind)).size > 1)
          expect(found.total?.cells).toEqual(['', null, ...figures(mine)]);
        else expect(found.total).toBeNull();
      }),
      { numRuns: 30 },
    );
  });

  it('stand under their kind, the most first', async () => {
    const of = (kind: string, driver_id?: string) => ({ kind, driver_id });
    const all = [of('a', 'd1'), of('b', 'd1'), of('b', 'd2'), of('b', 'd2'), of('b')];
    await refill(
      history,
      'alerts',
      all.map((each, i) => ({ ...each, alert_id: `a${i}` })),
    );
    const { rows } = await askedNow(history, alerts, ever);
    expect(rows.map(({ key }) => key)).toEqual(['b', 'b d2', 'b d1', 'a', 'a d1']);
  });

  it('are read as they are written', async () => {
    const alert: Alert = {
      ...{ kind: 'order_late', subject: 'c1', severity: 'critical', state: 'resolved' },
      ...{ openedAt: 1_000_000, details: { driver: 'd1' } },
      life: [
        { what: 'opened', at: 1_000_000, by: 'worker' },
        { what: 'acknowledged', at: 1_090_400, by: 'desk1' },
        { what: 'resolved', at: 1_300_000, by: 'worker' },
      ],
    };
    await refill(history, 'alerts', [{ alert_id: 'a', ...alertDocument(alert) }]);
    const { rows } = await askedNow(history, alerts, ever);
    expect(rows.map(({ cells }) => cells)).toEqual([
      ['order_late', null, 1, 1.5, 1.5, 5, 5],
      ['order_late', 'd1 Alice', 1, 1.5, 1.5, 5, 5],
    ]);
  });
});
