import { beforeAll, describe, expect, it } from 'vitest';
import { aScope, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import type { Period } from '../../domain/period.ts';
import type { History } from '../mongo/connect.ts';
import { type Explained, explainReport } from './explain.ts';
import { REPORTS, reportOf } from './list.ts';
import type { Report, Scope } from './report.ts';

const DAY_MS = 86_400_000;
const DAYS = 200;
const LAST = Date.parse('2026-11-21T00:00:00Z');
const COUNT = 20_000;
const week: Period = { name: '7d', from: LAST - 7 * DAY_MS, to: LAST };
const SUBJECTS = { driver: 'd3', client: 'u3', order: 'c3' };

let history: History;

const ordinal = (i: number) => new Date(LAST - DAYS * DAY_MS + (i * DAYS * DAY_MS) / COUNT);
const many = <T>(of: (i: number) => T) => Array.from({ length: COUNT }, (_, i) => of(i));

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
  const common = (i: number) => ({
    ...{ command_id: `c${i}`, client_id: `u${i % 400}`, client: `Client ${i % 400}` },
    ...{ driver_id: `d${i % 40}`, region: i % 3 === 0 ? 'Banlieue' : 'Paris', amount_cents: i },
    ...{ strategy: 'balanced', created_at: new Date(+ordinal(i) - 1_800_000), items: [] },
    assigned_at: new Date(+ordinal(i) - 1_700_000),
  });
  await Promise.all([
    history.db.collection(history.deliveries).insertMany(
      many((i) => ({
        ...{ ...common(i), delivery_time: ordinal(i), duration_minutes: i % 50 },
        items: [{ product_id: `p${i % 30}`, quantity: 1 + (i % 3) }],
      })),
    ),
    history.db.collection('orders').insertMany(
      many((i) => ({
        ...common(i),
        ...(i % 4 === 0
          ? { status: 'annulée', cancelled_at: ordinal(i), cancel_reason: `r${i % 5}` }
          : { status: 'livrée', delivered_at: ordinal(i) }),
      })),
    ),
    history.db.collection('alerts').insertMany(
      many((i) => ({
        ...{ alert_id: `-/order_late/c${i}`, kind: 'order_late', state: 'resolved' },
        ...{ driver_id: `d${i % 40}`, opened_at: ordinal(i), resolved_at: ordinal(i + 1) },
      })),
    ),
    history.db.collection('events').insertMany(
      many((i) => ({
        ...{ epoch: 0, seq: i, type: 'order_delivered', order: `c${i}`, at: ordinal(i) },
      })),
    ),
  ]);
}, 60_000);

const subjectOf = ({ subject }: Report) => (subject === undefined ? null : SUBJECTS[subject]);

function ask(report: Report, period: Period, more: Partial<Scope> = {}): Promise<Explained[]> {
  const { signal } = new AbortController();
  const scope = aScope(period, {
    ...{ deliveries: history.deliveries, subject: subjectOf(report), ...more },
  });
  return explainReport(history, report, scope, { signal, maxTimeMs: 30_000 });
}

/** Documents that a question is about: what its filters at the beginning keep. */
async function neededBy({ collection, pipeline }: Explained): Promise<number> {
  const end = pipeline.findIndex((stage) => !('$match' in stage));
  const filters = pipeline.slice(0, end < 0 ? pipeline.length : end);
  const [found] = await history.db
    .collection(collection)
    .aggregate([...filters, { $count: 'n' }])
    .toArray();
  return found?.n ?? 0;
}

/** The names of stages that a pipeline and its branches have, as explain must tell them. */
const asked = ({ pipeline }: Explained) => pipeline.flatMap((stage) => Object.keys(stage));

describe('explained', () => {
  it.each(REPORTS.map((report) => [report.id, report] as const))(
    '%s finds a week by an index and reads little more than it needs',
    async (_, report) => {
      for (const more of report.byRegion ? [{}, { region: 'Paris' }] : [{}]) {
        // Whose a past is comes before where: his deliveries elsewhere are few.
        const wide = report.subject ? await ask(report, week) : null;
        for (const [at, explained] of (await ask(report, week, more)).entries()) {
          const needed = await neededBy(wide?.[at] ?? explained);
          const size = await history.db.collection(explained.collection).estimatedDocumentCount();
          if (needed > 0 && needed * 10 > size) continue;
          expect(explained).toMatchObject({ index: expect.any(String) });
          expect(explained.examined).toBeLessThanOrEqual(1.2 * needed);
          expect(explained.keys).toBeLessThanOrEqual(1.2 * needed + 20);
        }
      }
    },
  );

  it('a collection scan over all time says so', async () => {
    for (const id of ['regions', 'service', 'products'] as const) {
      const report = reportOf(id);
      if (!report) throw new Error(`no report ${id}`);
      const [first] = await ask(report, ever);
      expect(first).toMatchObject({ index: null, examined: COUNT, keys: 0 });
      expect(first?.stages[0]).toBe('COLLSCAN');
    }
  });

  it('stages stand in the order in which documents pass, in a pipeline and in its branches', async () => {
    const from = { $match: { region: 'Paris', delivery_time: { $gte: new Date(week.from ?? 0) } } };
    const branches = {
      rows: [{ $group: { _id: '$driver_id' } }, { $sort: { _id: 1 } }],
      total: [{ $count: 'n' }],
    };
    const question = { collection: history.deliveries, pipeline: [from, { $facet: branches }] };
    const [faceted] = await ask(one(question), ever);
    const stages = faceted?.stages ?? [];
    expect(stages.slice(0, 2)).toEqual(['IXSCAN region_1_delivery_time_-1', 'FETCH']);
    expect(stages.slice(stages.indexOf('$facet'), stages.indexOf('$facet') + 3)).toEqual([
      ...['$facet', 'rows: $group', 'rows: $sort'],
    ]);
    expect(stages.some((stage) => stage.startsWith('total: '))).toBe(true);
    expect(faceted?.examined).toBeLessThan((COUNT / DAYS) * 7);
    expect(faceted?.index).toBe('region_1_delivery_time_-1');
  });

  it.each([
    ['one that the server runs as a query', [{ $match: { driver_id: 'd3' } }], 500],
    ['one that groups in the query', [{ $group: { _id: '$region' } }], 2],
    ['one with a stage of its own', [{ $unwind: '$items' }, { $count: 'n' }], 1],
    ['one that finds others beside', [...foreign('d3')], 500],
    ['one by its key', [{ $match: { command_id: 'c3' } }, { $project: { region: 1 } }], 1],
    ['one by a key that there is not', [{ $match: { _id: 'c3' } }], 0],
  ] as const)('%s tells what it returned', async (_, pipeline, returned) => {
    const question = { collection: history.deliveries, pipeline };
    const [explained] = await ask(one(question), ever);
    expect(explained).toMatchObject({ returned, ...question });
    if (!explained) throw new Error('nothing explained');
    expect(explained.stages.length).toBeGreaterThan(0);
    if (asked(explained).includes('$lookup')) {
      expect(explained.examined).toBe(2 * returned);
      expect(explained.index).toBe('driver_id_1_delivery_time_-1');
    }
  });

  it('of a collection that there is not reads nothing', async () => {
    const [explained] = await ask(
      one({ collection: 'nowhere', pipeline: [{ $count: 'n' }] }),
      ever,
    );
    expect(explained).toMatchObject({ examined: 0, keys: 0, returned: 0 });
  });
});

function* foreign(driver: string) {
  yield { $match: { driver_id: driver } };
  yield {
    $lookup: { from: 'orders', localField: 'command_id', foreignField: 'command_id', as: 'order' },
  };
}

/** A report of one question. */
function one(question: ReturnType<Report['ask']>[number]): Report {
  return {
    ...{ id: 'regions', byRegion: false },
    ask: () => [question],
    table: () => ({ columns: [], rows: [], total: null, counted: 0, chart: null }),
  };
}
