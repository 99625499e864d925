import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { somePast } from '../../../test/helpers/report-documents.ts';
import * as truth from '../../../test/helpers/report-truth.ts';
import { askedNow, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Period } from '../../domain/period.ts';
import type { ReportCell } from '../../domain/report-words.ts';
import type { History } from '../mongo/connect.ts';
import { hours } from './hours.ts';
import { regions } from './regions.ts';
import type { Report, ReportRow } from './report.ts';
import { service } from './service.ts';
import { strategies } from './strategies.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
});

async function fill(documents: readonly truth.Stored[]): Promise<void> {
  const collection = history.db.collection(history.deliveries);
  await collection.deleteMany({});
  if (documents.length === 0) return;
  await collection.insertMany(documents.map((each, i) => ({ ...each, command_id: `r${i}` })));
}

const near = (value: number) => expect.closeTo(value, 6);
const cellsOf = (rows: readonly ReportRow[]) => rows.map(({ key, cells }) => [key, ...cells]);
const closely = (rows: readonly (readonly ReportCell[])[]) =>
  rows.map((cells) => truth.closely(cells, near));

/** The rows of each report, computed from the documents one by one. */
const TRUE: readonly (readonly [
  Report,
  (documents: readonly truth.Stored[]) => readonly (readonly ReportCell[])[],
])[] = [
  [
    regions,
    (documents) =>
      truth
        .groupsOf(documents, 'region')
        .map(([region, mine]) => [
          ...[region, region, mine.length, truth.centsOf(mine)],
          ...[truth.meanOf(mine.map(truth.minutesOf))],
          ...[truth.rankedAt(mine.map(truth.durationOf), 90)],
          ...[truth.meanOf(mine.map(truth.lateness)), truth.meanOf(mine.map(truth.starsOf))],
        ]),
  ],
  [
    strategies,
    (documents) =>
      truth.groupsOf(documents, 'strategy').map(([strategy, mine]) => {
        const door = mine.map(truth.between('created_at', 'delivery_time'));
        const wait = mine.map(truth.between('created_at', 'assigned_at'));
        return [
          ...[strategy, strategy, mine.length],
          ...[truth.rankedAt(door, 50), truth.rankedAt(door, 90)],
          ...[truth.rankedAt(wait, 50), truth.rankedAt(wait, 90)],
          ...[truth.meanOf(mine.map(truth.lateness)), truth.meanOf(mine.map(truth.starsOf))],
          ...[truth.meanOf(mine.map(truth.failures))],
        ];
      }),
  ],
  [
    service,
    (documents) =>
      (
        [
          ...(documents.length > 0 ? [['all', null, documents] as const] : []),
          ...truth.groupsOf(documents, 'region').map(([n, d]) => [`region/${n}`, n, d] as const),
          ...truth
            .groupsOf(documents, 'strategy')
            .map(([n, d]) => [`strategy/${n}`, n, d] as const),
        ] as const
      ).flatMap(([key, name, mine]) =>
        (['door', 'wait'] as const).map((measure) => {
          const taken = mine.map(
            truth.between('created_at', measure === 'door' ? 'delivery_time' : 'assigned_at'),
          );
          return [
            ...[`${key}/${measure}`, name, measure],
            taken.filter((each) => each !== null).length,
            ...[50, 90, 95, 99].map((percent) => truth.rankedAt(taken, percent)),
            measure === 'door' ? truth.meanOf(mine.map(truth.lateness)) : null,
          ];
        }),
      ),
  ],
];

/** The heat map of the documents, in Paris. */
function heatOf(documents: readonly truth.Stored[]): number[][] {
  const heat = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { delivery_time } of documents) {
    if (!(delivery_time instanceof Date)) continue;
    const [day, hour] = truth.weekdayAndHour(delivery_time, 'Europe/Paris');
    const row = heat[day] ?? [];
    row[hour] = (row[hour] ?? 0) + 1;
  }
  return heat;
}

const sum = (figures: readonly number[]) => figures.reduce((all, each) => all + each, 0);

async function comparedWithTruth(
  documents: readonly truth.Stored[],
  period: Period,
  region: string | null,
): Promise<void> {
  const mine = truth.delivered(documents, period.from, period.to, region);
  for (const [report, rowsOf] of TRUE) {
    const found = await askedNow(history, report, period, { region });
    expect(cellsOf(found.rows)).toEqual(closely(rowsOf(mine)));
    expect(found.counted).toBe(mine.length);
  }
  const heat = heatOf(mine);
  const found = await askedNow(history, hours, period, { region });
  expect(found.chart).toEqual({ kind: 'heat', cells: heat });
  const counted = sum(heat.map(sum));
  expect(found.counted).toBe(counted);
  expect(found.rows.map(({ cells }) => cells.slice(1))).toEqual(
    counted === 0
      ? []
      : Array.from({ length: 24 }, (_, hour) => {
          const row = heat.map((day) => day[hour] ?? 0);
          return [...row, sum(row)];
        }),
  );
}

describe('reports over deliveries', () => {
  it('equal an independent computation, whatever the documents hold, round both changes of the clocks', async () => {
    await fc.assert(
      fc.asyncProperty(
        somePast,
        fc.constantFrom(null, 'Paris'),
        async ({ documents, period }, region) => {
          await fill(documents);
          await comparedWithTruth(documents, period, region);
          await comparedWithTruth(documents, ever, null);
        },
      ),
      { numRuns: 12 },
    );
  }, 60_000);

  it('of one delivery are that delivery', async () => {
    const created_at = new Date('2026-10-25T00:30:00Z');
    const at = (minutes: number) => new Date(created_at.getTime() + minutes * 60_000);
    const one = {
      ...{ region: 'Paris', strategy: 'closest', created_at, assigned_at: at(2), due_at: at(40) },
      ...{ delivery_time: at(45), duration_minutes: 30, amount_cents: 1999, rating: 4 },
    };
    await fill([one]);
    await comparedWithTruth([one], ever, null);
    const { rows, total } = await askedNow(history, regions, ever);
    expect([cellsOf(rows), total]).toEqual([[['Paris', 'Paris', 1, 1999, 30, 30, 1, 4]], null]);
    // 03:15 in summer's time and 02:15 in winter's: the hour that comes twice.
    const { chart } = await askedNow(history, hours, ever);
    expect(chart?.kind === 'heat' && chart.cells[6]?.[2]).toBe(1);
  });

  it('of nothing are empty', async () => {
    await fill([]);
    await comparedWithTruth([], ever, null);
  });

  it('have all together as their last line, of all documents and not of the lines above', async () => {
    const created_at = new Date('2026-11-20T12:00:00Z');
    const seconds = [60, 120, 600, 6_000];
    await fill(
      seconds.map((each, i) => ({
        ...{ region: `R${i % 2}`, strategy: i % 2 ? 'closest' : 'balanced', created_at },
        ...{ delivery_time: new Date(created_at.getTime() + each * 1000), amount: 0.1 },
        duration_minutes: each / 60,
      })),
    );
    const { total } = await askedNow(history, regions, ever);
    expect(total?.cells).toEqual([null, 4, 40, near(28.25), 100, null, null]);
    const compared = await askedNow(history, strategies, ever);
    expect(compared.total?.cells.slice(0, 5)).toEqual([null, 4, 2, 100, null]);
  });
});
