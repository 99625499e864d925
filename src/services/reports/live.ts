import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import type { Platform } from '../redis/connect.ts';
import { BEST, clientNames, nameOf, PRODUCT_NAMES } from './names.ts';
import { PRODUCT_COLUMNS } from './products.ts';
import type { Report, ReportColumn, Scope } from './report.ts';
import type { ReportResult } from './run.ts';
import { SPENDER_COLUMNS } from './spenders.ts';

/** Names that MongoDB does not tell within this, ms, are left out. */
const NAMES_MS = 2_000;

interface Source {
  readonly key: string;
  readonly columns: readonly ReportColumn[];
  readonly names: Document;
}

/**
 * A report that Redis counts, as it stands now: the best of all since counting began, over all regions. How
 * many orders they came in, and the sum of all, Redis does not know. Names are MongoDB's, where there is
 * one; else the id stands. Rejects when Redis does not answer, or when the report is not `live`.
 */
export async function liveReport(
  platform: Platform,
  history: History | null,
  report: Report,
  scope: Scope,
): Promise<ReportResult> {
  const begun = performance.now();
  const { key, columns, names } = sourceOf(platform, report, scope);
  const [ranked, counted] = await Promise.all([
    platform.redis.zrange(key, '0', String(BEST - 1), 'REV', 'WITHSCORES'),
    platform.redis.zcard(key),
  ]);
  const best = Array.from({ length: ranked.length / 2 }, (_, i) => ({
    id: String(ranked[2 * i]),
    score: Number(ranked[2 * i + 1]),
  }));
  const nameById = await namesOf(
    history,
    names,
    best.map(({ id }) => id),
  );
  return {
    columns,
    rows: best.map(({ id, score }) => ({
      key: id,
      cells: [nameById.get(id) ?? id, id, score, null],
    })),
    total: null,
    counted,
    chart: { kind: 'bars', column: 2 },
    scope: { ...scope, region: null, period: { name: 'live', from: null, to: null } },
    beforePeriod: null,
    ms: Math.round(performance.now() - begun),
  };
}

function sourceOf({ keys }: Platform, { id }: Report, { deliveries }: Scope): Source {
  switch (id) {
    case 'products':
      return { key: keys.productsSold, columns: PRODUCT_COLUMNS, names: PRODUCT_NAMES };
    case 'spenders':
      return {
        key: keys.clientsSpent,
        columns: SPENDER_COLUMNS,
        names: clientNames(deliveries),
      };
    default:
      throw new Error(`Redis does not count the report "${id}"`);
  }
}

async function namesOf(
  history: History | null,
  lookup: Document,
  ids: readonly string[],
): Promise<Map<string, string>> {
  if (!history || ids.length === 0) return new Map();
  // The ids in place of any one document: `$documents` would need a right over the whole database.
  const wanted = [{ $limit: 1 }, { $project: { _id: { $literal: ids } } }, { $unwind: '$_id' }];
  const found = await history.db
    .collection(lookup.$lookup.from)
    .aggregate([...wanted, lookup], { maxTimeMS: NAMES_MS })
    .toArray()
    .catch(() => []);
  return new Map(found.map((document) => [String(document._id), nameOf(document)]));
}
