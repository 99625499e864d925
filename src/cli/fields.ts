import type { Position } from '../domain/geo.ts';
import { centsFromAmount } from '../domain/money.ts';
import type { OrderItem } from '../domain/order.ts';
import type { Refusal } from '../domain/refusal.ts';
import { malformed } from '../services/redis/transitions/act.ts';
import type { Call } from './call.ts';
import { UsageError } from './exit.ts';
import { timeOption } from './options.ts';

/** Reads an option that may be absent. */
export function text({ options }: Call, name: string): string | undefined {
  const given = options[name];
  return typeof given === 'string' ? given : undefined;
}

/** All values of an option that may be given several times. */
export function texts({ options }: Call, name: string): string[] {
  const given = options[name];
  return Array.isArray(given) ? given.map(String) : [];
}

/** An option without which the command makes no sense. */
export function needed(call: Call, name: string, flag: string): string {
  const given = text(call, name);
  if (given === undefined) throw new UsageError(call.m.dispatch.needs(flag));
  return given;
}

/** A word that no transition can take: the same refusal as of the transition itself. */
export class Malformed extends Error {
  readonly refusal: Refusal;
  constructor(field: string, given: string) {
    super(`${field} is malformed`);
    this.refusal = malformed(field, given);
  }
}

/** `2.35,48.85` as a position; Malformed when it is not two numbers. */
export function position(field: string, given: string): Position {
  const match = /^\s*(-?[\d.]+)\s*,\s*(-?[\d.]+)\s*$/.exec(given);
  const [lon, lat] = [Number(match?.[1]), Number(match?.[2])];
  if (!Number.isFinite(lon) || !Number.isFinite(lat)) throw new Malformed(field, given);
  return { lon, lat };
}

/** `25.5` as cents; Malformed for a sign, three decimals or no number. */
export function cents(given: string): number {
  const value = centsFromAmount(given);
  if (value === undefined) throw new Malformed('amount', given);
  return value;
}

/** `p1:2` as an item; one of it when no quantity is given. */
export function item(given: string): OrderItem {
  const match = /^(.+?)(?::(\d{1,6}))?$/.exec(given);
  if (!match?.[1]) throw new Malformed('items', given);
  return { productId: match[1], quantity: Number(match[2] ?? 1) };
}

/** The promised time of `--due`, ms. */
export function due(call: Call): number | undefined {
  return time(call, 'due');
}

/** The time of an option that may be absent, ms. */
export function time(call: Call, name: string): number | undefined {
  const given = text(call, name);
  return given === undefined ? undefined : timeOption(call.m, `--${name}`, given);
}
