import { type Driver, POSITION_FRESH_MS } from './driver.ts';
import { distanceM, type Position } from './geo.ts';
import { compareIds } from './ids.ts';

/** A driver as the roster lists him. */
export interface RosterDriver extends Driver {
  /** Where he works, sorted. */
  readonly regions: readonly string[];
  /** Orders he carries. */
  readonly load: number;
  readonly deliveries: number;
  readonly revenueCents: number;
  /** Customers' ratings that his rating is the mean of. */
  readonly ratingCount: number;
  /** ms of his last position; null off duty, or where another program writes none. */
  readonly lastSeenAt: number | null;
  readonly position: Position | null;
}

export const ROSTER_COLUMNS = [
  'id',
  'name',
  'state',
  'load',
  'rating',
  'regions',
  'deliveries',
  'revenue',
  'distance',
] as const;
export type RosterColumn = (typeof ROSTER_COLUMNS)[number];

export const ROSTER_STATES = ['all', 'free', 'busy', 'off', 'silent'] as const;
/** Which drivers are listed. */
export type RosterOnly = (typeof ROSTER_STATES)[number];

/** Which drivers, in which order. */
export interface Criteria {
  /** Two of the same id mean the same: the list is made anew when it is another. */
  readonly id: string;
  readonly passes: (driver: RosterDriver) => boolean;
  /** What is compared; null stands last in both directions. */
  readonly key: (driver: RosterDriver) => string | number | null;
  readonly descending: boolean;
}

interface Entry {
  readonly key: string | number | null;
  readonly driver: RosterDriver;
}

/**
 * All drivers and the list of those on screen, in order. It is changed in place: a hundred thousand
 * are not copied and sorted again because of one.
 */
export interface Roster {
  readonly drivers: Map<string, RosterDriver>;
  criteria: Criteria | null;
  entries: Entry[];
}

/** Of so many changes at once some hundreds of rows each would move: listing anew is cheaper. */
const manyFor = ({ entries }: Roster) => Math.max(100, entries.length / 400);

export function emptyRoster(): Roster {
  return { drivers: new Map(), criteria: null, entries: [] };
}

/** Whether his last position is too old to count on him. */
export function isSilent(driver: RosterDriver, now: number): boolean {
  const { status, lastSeenAt } = driver;
  return status !== 'offDuty' && lastSeenAt !== null && now - lastSeenAt > POSITION_FRESH_MS;
}

function compareEntries(a: Entry, b: Entry, descending: boolean): number {
  if (a.key !== b.key) {
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    return a.key < b.key === descending ? 1 : -1;
  }
  return compareIds(a.driver.id, b.driver.id);
}

const folded = (text: string) => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
const STATE_RANK = { free: 0, busy: 1, offDuty: 2 } as const;

/** What a column compares; distances are metres from `place`. */
export function columnKey(column: RosterColumn, place: Position | null): Criteria['key'] {
  switch (column) {
    case 'id':
      return () => 0;
    case 'name':
      return ({ name }) => folded(name);
    case 'state':
      return ({ status }) => STATE_RANK[status];
    case 'regions':
      return ({ regions }) => (regions.length === 0 ? null : folded(regions.join(' ')));
    case 'revenue':
      return ({ revenueCents }) => revenueCents;
    case 'distance':
      return ({ position }) => (place && position ? distanceM(place, position) : null);
    default:
      return (driver) => driver[column];
  }
}

/** Whether a column begins with its highest: the best rated, the fullest hands. */
export function beginsHigh(column: RosterColumn): boolean {
  return ['load', 'rating', 'deliveries', 'revenue'].includes(column);
}

/** Where an entry stands in the list, or would stand. */
function place(roster: Roster, criteria: Criteria, entry: Entry): number {
  let [low, high] = [0, roster.entries.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const at = roster.entries[middle];
    if (at && compareEntries(at, entry, criteria.descending) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}

function entryOf(criteria: Criteria, driver: RosterDriver): Entry {
  return { key: criteria.key(driver), driver };
}

function unlist(roster: Roster, driver: RosterDriver): void {
  const { criteria, entries } = roster;
  if (!criteria?.passes(driver)) return;
  const index = place(roster, criteria, entryOf(criteria, driver));
  if (entries[index]?.driver.id === driver.id) entries.splice(index, 1);
}

/** Takes a driver into the list, in place of what he was before. */
function relist(roster: Roster, before: RosterDriver | undefined, driver: RosterDriver): void {
  const { criteria, entries } = roster;
  if (criteria === null) return;
  const { passes, key } = criteria;
  const entry = entryOf(criteria, driver);
  const stays = before && passes(before) && passes(driver) && key(before) === entry.key;
  if (before && !stays) unlist(roster, before);
  if (passes(driver)) entries.splice(place(roster, criteria, entry), stays ? 1 : 0, entry);
}

/** Takes drivers as they are now. Whether anything is different from before. */
export function putDrivers(roster: Roster, drivers: readonly RosterDriver[]): boolean {
  const fresh = drivers.filter((driver) => !isSame(roster.drivers.get(driver.id), driver));
  if (fresh.length > manyFor(roster)) roster.criteria = null;
  for (const driver of fresh) {
    relist(roster, roster.drivers.get(driver.id), driver);
    roster.drivers.set(driver.id, driver);
  }
  return fresh.length > 0;
}

/** Forgets a driver. Whether he was there. */
export function dropDriver(roster: Roster, id: string): boolean {
  const driver = roster.drivers.get(id);
  if (!driver) return false;
  unlist(roster, driver);
  return roster.drivers.delete(id);
}

function isSame(a: RosterDriver | undefined, b: RosterDriver): boolean {
  if (!a) return false;
  const { position: p, regions: r, ...rest } = a;
  const same = Object.entries(rest).every(([field, value]) => Reflect.get(b, field) === value);
  const { position: q, regions } = b;
  return same && p?.lon === q?.lon && p?.lat === q?.lat && r.join() === regions.join();
}

/** How many drivers the criteria let through; the list is made when they are others. */
export function listed(roster: Roster, criteria: Criteria): number {
  if (roster.criteria?.id !== criteria.id) {
    roster.criteria = criteria;
    roster.entries = [];
    for (const driver of roster.drivers.values()) {
      if (criteria.passes(driver)) roster.entries.push({ key: criteria.key(driver), driver });
    }
    roster.entries.sort((a, b) => compareEntries(a, b, criteria.descending));
  }
  return roster.entries.length;
}

/** Drivers of the list that `listed` made, from a row on. */
export function rowsOf(roster: Roster, from: number, count: number): RosterDriver[] {
  return roster.entries.slice(Math.max(0, from), from + count).map(({ driver }) => driver);
}

/** The row of a driver in the list, -1 where it does not have him. */
export function rowOf(roster: Roster, id: string): number {
  const { criteria } = roster;
  const driver = roster.drivers.get(id);
  if (!criteria || !driver || !criteria.passes(driver)) return -1;
  const index = place(roster, criteria, entryOf(criteria, driver));
  return roster.entries[index]?.driver.id === id ? index : -1;
}
