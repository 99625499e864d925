import type { Document } from 'mongodb';
import type { History } from '../mongo/connect.ts';
import { endable } from './endable.ts';
import type { Question, Report, Scope } from './report.ts';
import type { RunOptions } from './run.ts';

/** How the server answered one question of a report. */
export interface Explained {
  readonly collection: string;
  readonly pipeline: readonly Document[];
  /** In the order in which documents pass, e.g. `IXSCAN region_1_delivery_time_-1`, `FETCH`, `$group`. */
  readonly stages: readonly string[];
  /** What its documents were found by; null: the whole collection was read. */
  readonly index: string | null;
  /** Documents that were looked at. */
  readonly examined: number;
  /** Entries of indexes that were looked at. */
  readonly keys: number;
  /** Documents that the question itself gave. */
  readonly returned: number;
  /** The server's own time, ms. */
  readonly serverMs: number;
}

/** Runs each question of a report and tells how the server went about it. Throws what the driver throws. */
export function explainReport(
  history: History,
  report: Report,
  scope: Scope,
  options: Pick<RunOptions, 'signal' | 'maxTimeMs'>,
): Promise<Explained[]> {
  return Promise.all(report.ask(scope).map((question) => explain(history, question, options)));
}

async function explain(
  { db }: History,
  { collection, pipeline }: Question,
  { signal, maxTimeMs }: Pick<RunOptions, 'signal' | 'maxTimeMs'>,
): Promise<Explained> {
  const aggregate = { aggregate: collection, pipeline, cursor: {}, allowDiskUse: true };
  const told = await endable(db, signal, {
    ...{ explain: aggregate, verbosity: 'executionStats', maxTimeMS: maxTimeMs },
  });
  return { collection, pipeline, ...explainedOf(told) };
}

/**
 * What an answer of explain says. The server puts the part that it runs as a query under `queryPlanner` and
 * `executionStats`: at the top where that is the whole pipeline, else in the first of `stages`. Pure.
 */
function explainedOf(told: Document): Omit<Explained, 'collection' | 'pipeline'> {
  const stages: readonly Document[] = told.stages ?? [];
  const query: Document = stages[0]?.$cursor ?? told;
  const after = stages.filter((stage) => !('$cursor' in stage));
  const stats: Document = query.executionStats ?? {};
  const scans = stepsOf(planOf(query)).filter(({ stage }) => isScan(stage));
  const indexes = new Set(scans.map(indexOf));
  return {
    stages: [...stepsOf(planOf(query)).map(stepName), ...after.flatMap((each) => namesOf(each))],
    index: indexes.size === 0 || indexes.has(null) ? null : [...indexes].join(', '),
    examined: sum([stats, ...after], 'totalDocsExamined'),
    keys: sum([stats, ...after], 'totalKeysExamined'),
    returned: Number(after.at(-1)?.nReturned ?? stats.nReturned ?? 0),
    serverMs: Math.max(
      Number(stats.executionTimeMillis ?? 0),
      // Each stage's time has that of those before it in it.
      ...after.map(({ executionTimeMillisEstimate }) => Number(executionTimeMillisEstimate ?? 0)),
    ),
  };
}

/** The plan; the slot-based engine keeps the one in words under `queryPlan`. */
function planOf({ queryPlanner }: Document): Document {
  const plan: Document = queryPlanner?.winningPlan ?? {};
  return plan.queryPlan ?? plan;
}

/** Steps of a plan, which is told from its end, in the order in which documents pass. */
function stepsOf(plan: Document): Document[] {
  const inputs: Document[] = [plan.inputStage, ...(plan.inputStages ?? [])].filter(Boolean);
  return [...inputs.flatMap(stepsOf), ...(plan.stage === undefined ? [] : [plan])];
}

const isScan = (stage: unknown) => /SCAN$|^IDHACK$|^EXPRESS/.test(String(stage));

const indexOf = ({ stage, indexName }: Document): string | null =>
  stage === 'IDHACK' ? '_id_' : (indexName ?? null);

const stepName = (step: Document) =>
  [step.stage, isScan(step.stage) ? indexOf(step) : null].filter(Boolean).join(' ');

/** A stage's name; for `$facet` also those of its branches, `rows: $group`. */
function namesOf(stage: Document): string[] {
  const name = Object.keys(stage).find((key) => key.startsWith('$')) ?? '';
  if (name !== '$facet') return [name];
  const branches = Object.entries<Document[]>(stage.$facet);
  return [
    name,
    ...branches.flatMap(([branch, inner]) =>
      inner
        .flatMap(namesOf)
        .filter((each) => !each.startsWith('$internal'))
        .map((each) => `${branch}: ${each}`),
    ),
  ];
}

const sum = (parts: readonly Document[], field: string) =>
  parts.reduce((total, part) => total + Number(part[field] ?? 0), 0);
