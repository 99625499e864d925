import type { Document } from 'mongodb';
import type { Scope } from './report.ts';

/** The stage that keeps what a scope means: a time field within the period, and the region where one is asked for. */
export function matchScope(field: string, { period, region }: Scope): Document[] {
  const filter: Document = {
    ...(region === null ? {} : { region: regionIs(region) }),
    ...(period.from === null && period.to === null ? {} : { [field]: within(period) }),
  };
  return Object.keys(filter).length === 0 ? [] : [{ $match: filter }];
}

/** What a document's region must be so that the report of regions shows it under a name. */
export function regionIs(name: string): unknown {
  // Another program's documents may have no region at all, or a number.
  if (name === '') return { $in: ['', null] };
  return String(Number(name)) === name ? { $in: [name, Number(name)] } : name;
}

function within({ from, to }: Scope['period']): Document {
  return {
    ...(from === null ? {} : { $gte: new Date(from) }),
    ...(to === null ? {} : { $lt: new Date(to) }),
  };
}
