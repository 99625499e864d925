import type { Excluded } from '../domain/board.ts';
import { REPLY_CODES } from '../domain/refusal.ts';
import type { Answer } from '../services/dispatch/over.ts';
import type { Call } from './call.ts';

/** Why an order stayed where it was, in words; null when it moved. */
export function reasonOf({ m }: Call, order: string, answer: Answer, km: number): string | null {
  switch (answer.is) {
    case 'done':
      return null;
    case 'refused':
      return `${order}: ${m.refusals[answer.refusal.refusal](answer.refusal.details)}`;
    case 'nobody':
      return m.dispatch.nobody(order, km, countsOf(answer.excluded, m.why.out));
    case 'unknown':
      return m.dispatch.noAnswer(order);
    case 'left':
      return m.dispatch.notBegun(order);
  }
}

/** How many near it are out, by reason: `3 full, 1 position silent`; empty when none is. */
export function countsOf(excluded: readonly Excluded[], words: Call['m']['why']['out']): string {
  const reasons = [...new Set(excluded.map(({ reason }) => reason))];
  return reasons
    .map((reason) => {
      const count = excluded.filter((each) => each.reason === reason).length;
      return `${count} ${words[reason]}`;
    })
    .join(', ');
}

/** Why an order stayed where it was, as programs read it. */
export function refusalJson(call: Call, order: string, answer: Answer, km: number): object {
  const refusal =
    answer.is === 'refused'
      ? { ...answer.refusal, code: REPLY_CODES[answer.refusal.refusal] }
      : { ok: false, refusal: answer.is };
  return { order, ...refusal, message: reasonOf(call, order, answer, km) };
}
