import { z } from 'zod';
import type { ExclusionReason } from '../../domain/board.ts';
import { TERMS } from '../../domain/score.ts';
import { STRATEGIES } from '../../domain/strategy.ts';
import type { Why } from '../../domain/why.ts';

const REASONS = [
  ...(['full', 'off_duty', 'silent', 'other_region', 'refused', 'pinned', 'taken'] as const),
] satisfies readonly (ExclusionReason | 'taken')[];

const term = z.enum(TERMS);
const driver = { driver: z.string(), name: z.string() };

const why: z.ZodType<Why> = z.object({
  strategy: z.enum([...STRATEGIES, 'optimal', 'person']),
  at: z.number(),
  chosen: z.string().nullable(),
  candidates: z.array(
    z.object({
      ...driver,
      score: z.number(),
      terms: z.array(z.object({ term, value: z.number(), weighed: z.number() })),
      elsewhere: z.string().optional(),
    }),
  ),
  out: z.array(z.object({ ...driver, reason: z.enum(REASONS) })),
  could: z.number(),
  couldNot: z.number(),
  radiusM: z.number().nullable(),
  lacked: z.array(z.object({ term, by: z.number() })),
  ifWaited: z.object({ ...driver, leaveAt: z.number(), doorAt: z.number() }).nullable(),
});

/** A reason as an event or a plan keeps it, from JSON or from a document; null for anything else. */
export function parseWhy(kept: unknown): Why | null {
  if (kept === undefined || kept === null || kept === '') return null;
  try {
    const found = why.safeParse(typeof kept === 'string' ? JSON.parse(kept) : kept);
    return found.success ? found.data : null;
  } catch {
    return null;
  }
}
