import { z } from 'zod';
import { isPosition } from '../../domain/geo.ts';
import { isId, isRegion } from '../../domain/ids.ts';
import { centsFromAmount } from '../../domain/money.ts';
import {
  type Correction,
  MAX_TEXT_LENGTH,
  type NewOrder,
  type Order,
  type OrderItem,
} from '../../domain/order.ts';
import type { Place } from './places.ts';

/** What can be wrong with a field, as the words name it. */
export type Problem =
  | ('required' | 'long' | 'phone' | 'place' | 'places' | 'region' | 'amount' | 'time' | 'items')
  | 'same';

export const NEW_FIELDS = [
  ...(['client', 'phone', 'address', 'pickup', 'door', 'region', 'amount', 'due', 'note'] as const),
  'items',
] as const;
export type NewField = (typeof NEW_FIELDS)[number];

export const CORRECTION_FIELDS = ['note', 'address', 'phone', 'due'] as const;
export type CorrectionField = (typeof CORRECTION_FIELDS)[number];

/** What was typed, understood; or what is wrong, by field. */
export type Parsed<T, Field extends string> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: Readonly<Partial<Record<Field, Problem>>> };

/** Accents and case do not matter where a name is typed. */
const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').trim().toLowerCase();

const MINUTE = 60_000;
/** A promise within a week. */
const LONGEST_MIN = 7 * 24 * 60;
/** A time of day so long past is meant for tomorrow. */
const PAST_MS = 2 * 60 * MINUTE;

/** A promised time: minutes from now (`40`), or a local time of day (`21:20`). Null: neither. */
export function dueFrom(text: string, now: number): number | null {
  if (/^\d{1,5}$/.test(text)) {
    const minutes = Number(text);
    return minutes > 0 && minutes <= LONGEST_MIN ? now + minutes * MINUTE : null;
  }
  const match = /^([01]?\d|2[0-3])[:h]([0-5]\d)$/.exec(text);
  if (!match) return null;
  const date = new Date(now);
  date.setHours(Number(match[1]), Number(match[2]), 0, 0);
  if (date.getTime() < now - PAST_MS) date.setDate(date.getDate() + 1);
  return date.getTime();
}

/** A place by its name or the beginning of it, or a position; else what is wrong. */
export function placeFrom(text: string, places: readonly Place[]): Place | 'place' | 'places' {
  const match = /^(-?\d+(?:\.\d+)?)\s*,\s*(-?\d+(?:\.\d+)?)$/.exec(text);
  if (match) {
    const [lon, lat] = [Number(match[1]), Number(match[2])];
    return isPosition(lon, lat) ? { name: '', lon, lat } : 'place';
  }
  const given = folded(text);
  const named = places.filter(({ name }) => folded(name) === given);
  const found =
    named.length > 0 ? named : places.filter(({ name }) => folded(name).startsWith(given));
  const [one, another] = found;
  if (!one) return 'place';
  return another ? 'places' : one;
}

/** `p1:2, p7` as items, one of each unless told; null when one of them can't be. */
function itemsFrom(text: string): OrderItem[] | null {
  const items = text
    .split(/[\s,;]+/)
    .filter((word) => word !== '')
    .map((word) => {
      const [, productId = '', quantity = '1'] = /^(.+?)(?::(\d{1,4}))?$/.exec(word) ?? [];
      return { productId, quantity: Number(quantity) };
    });
  const good = items.every(({ productId, quantity }) => isId(productId) && quantity > 0);
  return good && items.length <= 100 ? items : null;
}

const text = z.string().trim().max(MAX_TEXT_LENGTH, 'long');
const phone = text.regex(/^$|^\+?[\d .()/-]{4,30}$/, 'phone');

/** A text that `read` understands, else the problem. */
const read = <T>(take: (given: string) => T | null, problem: Problem) =>
  text.transform((given, context) => {
    const value = take(given);
    if (value !== null) return value;
    context.addIssue({ code: 'custom', message: given === '' ? 'required' : problem });
    return z.NEVER;
  });

const place = (places: readonly Place[]) =>
  text.transform((given, context) => {
    const found = given === '' ? 'required' : placeFrom(given, places);
    if (typeof found !== 'string') return found;
    context.addIssue({ code: 'custom', message: found });
    return z.NEVER;
  });

function outcomeOf<T, Field extends string>(result: z.ZodSafeParseResult<T>): Parsed<T, Field> {
  if (result.success) return { ok: true, value: result.data };
  const problems: Partial<Record<Field, Problem>> = {};
  for (const { path, message } of result.error.issues)
    problems[path[0] as Field] ??= message as Problem;
  return { ok: false, problems };
}

/** A new order (all but its id) from what was typed into the form. `now` is Redis' clock, ms. */
export function parseNewOrder(
  values: Readonly<Record<string, string>>,
  { places, now }: { places: readonly Place[]; now: number },
): Parsed<Omit<NewOrder, 'id'>, NewField> {
  const shape = z.object({
    client: text.min(1, 'required'),
    phone,
    address: text,
    pickup: place(places),
    door: place(places),
    region: text.refine((given) => given === '' || isRegion(given), 'region'),
    amount: read((given) => centsFromAmount(given.replace(',', '.')) ?? null, 'amount'),
    due: read((given) => dueFrom(given, now), 'time'),
    note: text,
    items: read(itemsFrom, 'items'),
  });
  const parsed = outcomeOf<z.infer<typeof shape>, NewField>(shape.safeParse(values));
  if (!parsed.ok) return parsed;
  const { pickup, door, amount, due, ...rest } = parsed.value;
  const at = ({ lon, lat }: Place) => ({ lon, lat });
  return {
    ok: true,
    value: {
      ...rest,
      ...{ origin: pickup.name, destination: door.name, amountCents: amount, dueAt: due },
      ...{ pickup: at(pickup), dropoff: at(door) },
    },
  };
}

/** What the form of a correction shows at first. */
export function correctionValues(order: Order): Record<CorrectionField, string> {
  const two = (value: number) => String(value).padStart(2, '0');
  const due = order.dueAt === null ? null : new Date(order.dueAt);
  return {
    ...{ note: order.note, address: order.address, phone: order.phone },
    due: due ? `${two(due.getHours())}:${two(due.getMinutes())}` : '',
  };
}

/** What changed of an order in the form of its correction: only that is sent. */
export function parseCorrection(
  values: Readonly<Record<string, string>>,
  order: Order,
  now: number,
): Parsed<Correction, CorrectionField> {
  const before = correctionValues(order);
  const given = (field: CorrectionField) => (values[field] ?? '').trim();
  const changed = CORRECTION_FIELDS.filter((field) => given(field) !== before[field].trim());
  if (changed.length === 0) return { ok: false, problems: { note: 'same' } };
  const due = changed.includes('due') ? read((typed) => dueFrom(typed, now), 'time') : text;
  const shape = z.object({ note: text, address: text, phone, due });
  // What stays as it is was not typed here: another program's is not judged.
  const typed = Object.fromEntries(
    CORRECTION_FIELDS.map((field) => [field, changed.includes(field) ? given(field) : '']),
  );
  const parsed = outcomeOf<z.infer<typeof shape>, CorrectionField>(shape.safeParse(typed));
  if (!parsed.ok) return parsed;
  const { due: dueAt, ...texts } = parsed.value;
  const sent = Object.entries(texts).filter(([field]) => changed.some((each) => each === field));
  return {
    ok: true,
    value: { ...Object.fromEntries(sent), ...(typeof dueAt === 'number' ? { dueAt } : {}) },
  };
}
