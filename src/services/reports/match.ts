import type { Document } from 'mongodb';
import type { Scope } from './report.ts';

/** The stage that keeps what a scope means: a time field within the period, and the region where one is asked for. */
export function matchScope(field: string, { period, region }: Scope): Document[] {
  const filter: Document = {
    // Another program's documents may have no region at all: that is the row without a name.
    ...(region === null ? {} : { region: regionWritten(region) }),
    ...(period.from === null && period.to === null ? {} : { [field]: within(period) }),
  };
  return Object.keys(filter).length === 0 ? [] : [{ $match: filter }];
}

/** How documents may hold a region that is written so: other programs keep numbers, or none at all. */
export function regionWritten(region: string): string | { $in: (string | number | null)[] } {
  if (region === '') return { $in: ['', null] };
  const number = Number(region);
  return String(number) === region ? { $in: [region, number] } : region;
}

function within({ from, to }: Scope['period']): Document {
  return {
    ...(from === null ? {} : { $gte: new Date(from) }),
    ...(to === null ? {} : { $lt: new Date(to) }),
  };
}
