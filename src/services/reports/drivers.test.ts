import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { DAYS, somePast } from '../../../test/helpers/report-documents.ts';
import * as truth from '../../../test/helpers/report-truth.ts';
import { aScope, askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Period } from '../../domain/period.ts';
import type { ReportCell } from '../../domain/report-words.ts';
import type { History } from '../mongo/connect.ts';
import { drivers } from './drivers.ts';
import { inHandQuestion } from './duty.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
});

const near = (value: number) => expect.closeTo(value, 6);

async function fill(name: string, documents: readonly object[]): Promise<void> {
  const collection = history.db.collection(name);
  await collection.deleteMany({});
  if (documents.length > 0) await collection.insertMany(documents.map((each) => ({ ...each })));
}

/** Entries of the audit, as the platform writes them. */
function audit(entries: readonly truth.DutyEntry[]): object[] {
  return entries.map(({ driver, at, on }, seq) => ({
    // Added on duty is as good as come on duty, added off duty as removed.
    type: on
      ? (['driver_on_duty', 'driver_added'] as const)[seq % 2]
      : (['driver_off_duty', 'driver_removed', 'driver_added'] as const)[seq % 3],
    record: { status: on ? 'disponible' : 'hors_ligne' },
    ...{ driver, at: new Date(at), epoch: 0, seq, _id: `-/0/${seq}` },
  }));
}

/** Figures of a driver, or of all deliveries of a region. */
const figures = (mine: readonly truth.Stored[], drivers = 1): ReportCell[] => {
  const late = truth.meanOf(mine.map(truth.lateness));
  return [
    Math.round((10 * mine.length) / drivers) / 10,
    late === null ? null : 1 - late,
    Math.round(truth.centsOf(mine) / drivers),
    truth.meanOf(mine.map(truth.starsOf)),
  ];
};

/** What stands beside a driver: the region where most of his deliveries were. */
function besideOf(id: string, counted: readonly truth.Stored[]): ReportCell[] {
  const his = counted.filter(({ driver_id }) => truth.nameIn(driver_id) === id);
  const region = truth.groupsOf(his, 'region')[0]?.[0] ?? '';
  const there = counted.filter(
    (each) => truth.nameIn(each.region) === region && truth.nameIn(each.driver_id) !== '',
  );
  return [region, ...figures(there, truth.groupsOf(there, 'driver_id').length)];
}

async function compared(
  documents: readonly truth.Stored[],
  entries: readonly truth.DutyEntry[],
  period: Period & { from: number; to: number },
  region: string | null,
): Promise<void> {
  const counted = truth.delivered(documents, period.from, period.to, region);
  const found = await askedNow(history, drivers, period, { region });
  expect(found.counted).toBe(counted.length);
  const names = new Map(found.rows.map(({ key, cells }) => [key, cells[0]]));
  expect(found.rows.map(({ key, cells }) => [key, ...cells.slice(1)])).toEqual(
    truth
      .groupsOf(counted, 'driver_id')
      .map(([id, mine]) =>
        truth.closely(
          [
            ...[id, ...figures(mine)],
            truth.utilisationOf(id, documents, entries, [period.from, period.to]),
          ],
          near,
        ),
      ),
  );
  for (const { key, beside } of found.rows) {
    const named = counted.filter(
      ({ driver_id, driver_name }) => truth.nameIn(driver_id) === key && driver_name,
    );
    const last = named.toSorted((a, b) => Number(a.delivery_time) - Number(b.delivery_time)).at(-1);
    expect(names.get(key)).toBe(key === '' ? '' : (last?.driver_name ?? key));
    expect(beside?.slice(0, 5)).toEqual(
      key === '' ? undefined : truth.closely(besideOf(key, counted), near),
    );
  }
}

const somePastOnDuty = somePast.chain((past) =>
  fc.record({
    past: fc.constant(past),
    entries: fc.uniqueArray(
      fc.record({
        driver: fc.constantFrom('d1', 'd2'),
        at: fc.integer({ min: -20, max: DAYS * 24 * 60 }).map((m) => past.start + m * 60_000),
        on: fc.boolean(),
      }),
      { selector: ({ at }) => at, maxLength: 16 },
    ),
  }),
);

describe('the report of drivers', () => {
  it('equals an independent computation, time on duty from the audit included', async () => {
    await fc.assert(
      fc.asyncProperty(
        somePastOnDuty,
        fc.constantFrom(null, 'Paris'),
        async ({ past: { documents, period }, entries }, region) => {
          const sorted = entries.toSorted((a, b) => a.at - b.at);
          await fill(
            history.deliveries,
            documents.map((each, i) => ({ ...each, command_id: i })),
          );
          await fill('events', audit(sorted));
          await compared(documents, sorted, period, region);
        },
      ),
      { numRuns: 20 },
    );
  }, 60_000);

  const HOUR = 3_600_000;
  const NOON = Date.parse('2026-11-20T12:00:00Z');
  const at = (hours: number) => new Date(NOON + hours * HOUR);
  const delivery = (id: string, hours: number, region: string, more: object = {}) => ({
    ...{ command_id: `${id}${hours}${region}`, driver_id: id, driver_name: `Name ${id}`, region },
    ...{ delivery_time: at(hours), assigned_at: at(hours - 0.5), amount_cents: 100, ...more },
  });

  it('counts two orders at once as one, time off duty not at all, and no hand before it was given', async () => {
    await fill(history.deliveries, [
      delivery('d1', 1, 'Paris'),
      delivery('d1', 1.25, 'Banlieue'),
      delivery('d1', 4.25, 'Paris'),
      delivery('d2', 1, 'Paris', { driver_name: 'Old', assigned_at: at(2) }),
      delivery('d2', 3, 'Paris'),
      delivery('d3', 3, 'Paris'),
    ]);
    await fill('events', [
      { type: 'driver_on_duty', driver: 'd1', at: at(0), epoch: 0, seq: 1 },
      { type: 'driver_off_duty', driver: 'd1', at: at(4), epoch: 0, seq: 2 },
      // In another zone, an hour of it at the same time.
      { type: 'driver_on_duty', driver: 'd1', at: at(3), epoch: 0, seq: 3, zone: 'lyon' },
      { type: 'driver_off_duty', driver: 'd1', at: at(5), epoch: 0, seq: 4, zone: 'lyon' },
      { type: 'driver_on_duty', driver: 'd2', at: at(-30 * 24), epoch: 0, seq: 5 },
      { type: 'order_assigned', driver: 'd3', at: at(0), epoch: 0, seq: 6 },
    ]);
    const day = { name: 'x', from: at(0).getTime(), to: at(10).getTime() };
    const { rows, total } = await askedNow(history, drivers, day);
    expect(rows.map(({ key, cells }) => [key, cells[0], cells[5]])).toEqual([
      // 0:30 to 1:15 and 3:45 to 4:15, of five hours.
      ['d1', 'Name d1', 0.25],
      ['d2', 'Name d2', 0.05],
      ['d3', 'Name d3', null],
    ]);
    expect(total?.cells[5]).toBeCloseTo((1.25 + 0.5) / 15, 9);
    expect(rows[0]?.beside).toEqual(['Paris', 1.7, null, 167, null, expect.closeTo(1.75 / 15, 9)]);
    // Over one region the same hands are as full.
    const paris = await askedNow(history, drivers, day, { region: 'Paris' });
    expect(paris.rows.map(({ key, cells }) => [key, cells[1], cells[5]])).toEqual([
      ['d1', 2, 0.25],
      ['d2', 2, 0.05],
      ['d3', 1, null],
    ]);
  });

  it('holds more times of one driver than one document does, and none of nobody', async () => {
    // Ten years of a delivery every eight minutes.
    const many = [
      ...[{ $limit: 1 }, { $project: { _id: 0, n: { $range: [0, 800] } } }, { $unwind: '$n' }],
      ...[{ $set: { k: { $range: [0, 800] } } }, { $unwind: '$k' }],
      {
        $project: {
          driver_id: 'd1',
          assigned_at: {
            $add: [
              new Date(0),
              { $multiply: [480_000, { $add: ['$n', { $multiply: ['$k', 800] }] }] },
            ],
          },
        },
      },
      { $set: { delivery_time: { $add: ['$assigned_at', 60_000] } } },
    ];
    await fill('one', [{}]);
    await history.db.createCollection('crowd', { viewOn: 'one', pipeline: many });
    const [question, nobody] = ['crowd', history.deliveries].map((deliveries) =>
      inHandQuestion(aScope(ever, { deliveries })),
    );
    const found = await history.db.collection('crowd').aggregate([...(question?.pipeline ?? [])]);
    let spans = 0;
    for await (const { from } of found) spans += from.length;
    expect(spans).toBe(640_000);
    await fill(history.deliveries, [delivery('', 1, 'Paris')]);
    const none = history.db.collection(history.deliveries).aggregate([...(nobody?.pipeline ?? [])]);
    expect(await none.toArray()).toEqual([]);
  }, 60_000);

  it('over all time ends with the present, and of nothing is empty', async () => {
    const begun = Date.now() - 10 * HOUR;
    const ago = (hours: number) => new Date(Date.now() - hours * HOUR);
    await fill(history.deliveries, [
      { ...delivery('d1', 0, 'Paris'), assigned_at: ago(3), delivery_time: ago(2) },
    ]);
    await fill('events', [{ type: 'driver_added', driver: 'd1', at: new Date(begun) }]);
    const { rows } = await askedNow(history, drivers, ever);
    expect(rows[0]?.cells[5]).toBeCloseTo(0.1, 3);
    const none = await askedNow(history, drivers, { name: 'x', from: 0, to: 1 });
    expect(none).toMatchObject({ rows: [], total: null, counted: 0 });
  });
});
