import { folded } from './filter.ts';
import { FINISHED_STATUSES, isLate, type ListedOrder, OPEN_STATUSES } from './listed-order.ts';
import { ORDER_STATUSES, type OrderStatus } from './status.ts';

/** What is wrong with one part of a filter line; that part then keeps everything. */
export interface QueryFault {
  readonly kind: 'unknown_field' | 'unknown_status' | 'ambiguous_status' | 'bad_age' | 'empty';
  /** The part, as it was typed. */
  readonly text: string;
}

/** What the filter line of the orders means. */
export interface OrderQuery {
  /** The statuses that it asks for; null when it names none. */
  readonly statuses: readonly OrderStatus[] | null;
  /** Whether all its fields keep an order. Redis' time, ms. */
  readonly keeps: (order: ListedOrder, now: number) => boolean;
  /** Whether the answer may change by time alone. */
  readonly timed: boolean;
  /** What is no field: looked for in the whole row. */
  readonly text: string;
  readonly faults: readonly QueryFault[];
}

type Test = (order: ListedOrder, now: number) => boolean;
type Field = 'status' | 'region' | 'driver';

const MINUTE = 60_000;

/** The fields, in both languages, without accents. */
const FIELDS = new Map<string, Field>([
  ['status', 'status'],
  ['statut', 'status'],
  ['region', 'region'],
  ['driver', 'driver'],
  ['livreur', 'driver'],
]);

const LATE_WORDS = new Set(['late', 'retard']);
const PINNED_WORDS = new Set(['pinned', 'reservee']);

/** The words for statuses, in both languages and as they are on the wire, without accents. */
const STATUS_WORDS: readonly (readonly [string, readonly OrderStatus[]])[] = [
  ['waiting', ['waiting']],
  ['attente', ['waiting']],
  ['en_attente', ['waiting']],
  ['assigned', ['assigned']],
  ['assignee', ['assigned']],
  ['picked_up', ['pickedUp']],
  ['pickedup', ['pickedUp']],
  ['recuperee', ['pickedUp']],
  ['delivered', ['delivered']],
  ['livree', ['delivered']],
  ['cancelled', ['cancelled']],
  ['canceled', ['cancelled']],
  ['annulee', ['cancelled']],
  ['open', OPEN_STATUSES],
  ['ouverte', OPEN_STATUSES],
  ['finished', FINISHED_STATUSES],
  ['finie', FINISHED_STATUSES],
  ['all', ORDER_STATUSES],
  ['toutes', ORDER_STATUSES],
];

const NOBODY = new Set(['-', 'none', 'nobody', 'personne', 'aucun']);

/** Words between spaces; what is in double quotes is one word. */
const PARTS = /(?:"[^"]*"?|[^\s"])+/g;
const FIELD = /^(!?)(\p{L}+):(.*)$/su;
const AGE = /^(!?)(?:age|âge)(>=|<=|>|<)(.*)$/iu;
const AGE_VALUE = /^(\d{1,6})(min|m|h|d|j)?$/i;
const AGE_UNITS: Readonly<Record<string, number>> = {
  ...{ min: MINUTE, m: MINUTE, h: 60 * MINUTE, d: 24 * 60 * MINUTE, j: 24 * 60 * MINUTE },
};

type Meaning =
  | { readonly test: Test; readonly statuses?: readonly OrderStatus[]; readonly timed?: true }
  | { readonly fault: QueryFault };

/**
 * Reads a filter line: `status:waiting,assigned region:Paris+Banlieue driver:d1 age>10 late pinned`, each with
 * `!` before it for the contrary, and free text between. Values are told apart by `,` or `+` and any of
 * them will do; quotes hold a value with spaces together. Never throws. Pure.
 */
export function parseOrderQuery(line: string): OrderQuery {
  const rest: string[] = [];
  const tests: Test[] = [];
  const faults: QueryFault[] = [];
  let statuses: readonly OrderStatus[] | null = null;
  let timed = false;
  for (const part of line.match(PARTS) ?? []) {
    const meaning = meaningOf(part);
    if (meaning === null) rest.push(part);
    else if ('fault' in meaning) faults.push(meaning.fault);
    else {
      tests.push(meaning.test);
      timed ||= meaning.timed === true;
      statuses = meaning.statuses ? narrowed(statuses, meaning.statuses) : statuses;
    }
  }
  const bare = tests.length + faults.length === 0;
  return {
    statuses,
    keeps: (order, now) => tests.every((test) => test(order, now)),
    timed,
    // A line without fields is one regular expression, its spaces included.
    text: unquoted(bare ? line.trim() : rest.join(' ')),
    faults,
  };
}

/** Two `status:` in one line both hold. */
function narrowed(
  before: readonly OrderStatus[] | null,
  more: readonly OrderStatus[],
): readonly OrderStatus[] {
  return before === null ? more : before.filter((status) => more.includes(status));
}

const unquoted = (text: string) => text.replaceAll('"', '');

/** What one part means; null where it is free text. */
function meaningOf(part: string): Meaning | null {
  const word = folded(part.replace(/^!/, ''));
  if (LATE_WORDS.has(word)) return { ...inverted(part.startsWith('!'), isLate), timed: true };
  if (PINNED_WORDS.has(word)) return inverted(part.startsWith('!'), isPinned);
  const age = AGE.exec(part);
  if (age) return ageMeaning(part, age[1] === '!', age[2] ?? '', age[3] ?? '');
  const field = FIELD.exec(part);
  if (!field) return null;
  const not = field[1] === '!';
  const name = FIELDS.get(folded(field[2] ?? ''));
  if (!name) return { fault: { kind: 'unknown_field', text: part } };
  const values = valuesOf(field[3] ?? '');
  if (values.length === 0) return { fault: { kind: 'empty', text: part } };
  return name === 'status' ? statusMeaning(part, not, values) : inverted(not, TESTS[name](values));
}

/** Whether a person pinned a driver to it, while it waits. */
const isPinned: Test = ({ status, pinned }) => status === 'waiting' && pinned !== null;

const inverted = (not: boolean, test: Test): { test: Test } => ({
  test: not ? (order, now) => !test(order, now) : test,
});

const valuesOf = (text: string) =>
  text
    .split(/[,+]/)
    .map((value) => folded(unquoted(value)).trim())
    .filter((value) => value !== '');

function ageMeaning(part: string, not: boolean, sign: string, text: string): Meaning {
  const [, figure, unit = 'min'] = AGE_VALUE.exec(text) ?? [];
  if (figure === undefined) return { fault: { kind: 'bad_age', text: part } };
  const limit = Number(figure) * (AGE_UNITS[unit.toLowerCase()] ?? MINUTE);
  const test: Test = ({ createdAt }, now) => {
    if (createdAt === null) return false;
    const age = now - createdAt;
    if (sign === '>') return age > limit;
    if (sign === '>=') return age >= limit;
    return sign === '<' ? age < limit : age <= limit;
  };
  return { ...inverted(not, test), timed: true };
}

function statusMeaning(part: string, not: boolean, values: readonly string[]): Meaning {
  const wanted = new Set<OrderStatus>();
  for (const value of values) {
    const found = statusesOf(value);
    if (found.length === 0) return { fault: { kind: 'unknown_status', text: part } };
    const [first = []] = found;
    if (found.some((each) => each !== first)) {
      return { fault: { kind: 'ambiguous_status', text: part } };
    }
    for (const status of first) wanted.add(status);
  }
  const keeps = inverted(not, ({ status }) => wanted.has(status));
  // What is left out says nothing about where else to look.
  return not ? keeps : { ...keeps, statuses: ORDER_STATUSES.filter((each) => wanted.has(each)) };
}

/** The statuses that a word, or the beginning of one, may mean. */
function statusesOf(value: string): readonly (readonly OrderStatus[])[] {
  const exact = STATUS_WORDS.filter(([word]) => word === value);
  const found = exact.length > 0 ? exact : STATUS_WORDS.filter(([word]) => word.startsWith(value));
  const groups = found.map(([, statuses]) => statuses);
  // Two words for the same statuses are one meaning.
  return groups.map((group) => groups.find((each) => each.join() === group.join()) ?? group);
}

const TESTS: Readonly<Record<'region' | 'driver', (values: readonly string[]) => Test>> = {
  region:
    (values) =>
    ({ region }) => {
      const name = folded(region);
      return values.some((value) => (NOBODY.has(value) ? name === '' : name.startsWith(value)));
    },
  // An id is meant whole (d1 is not d10); a name may be begun.
  driver:
    (values) =>
    ({ driverId, driverName }) => {
      const id = folded(driverId ?? '');
      const name = folded(driverName);
      const names = [name, ...name.split(' ')];
      return values.some((value) =>
        NOBODY.has(value)
          ? id === ''
          : id !== '' && (id === value || names.some((each) => each.startsWith(value))),
      );
    },
};

/** All of an order that free text is looked for in. */
export function searchableText(order: ListedOrder): string {
  const { id, client, phone, address, origin, destination, region, driverId, driverName, note } =
    order;
  const route = `${origin} ${destination}`;
  return `${id} ${client} ${phone} ${address} ${route} ${region} ${driverId ?? ''} ${driverName} ${note}`;
}

/** The quick filters, in the order in which a key goes through them. */
export const SCOPES = [
  'open',
  'waiting',
  'assigned',
  'pickedUp',
  'late',
  'finished',
  'all',
] as const;
export type Scope = (typeof SCOPES)[number];

/** The statuses that a quick filter shows. */
export function statusesOfScope(scope: Scope): readonly OrderStatus[] {
  switch (scope) {
    case 'open':
    case 'late':
      return OPEN_STATUSES;
    case 'finished':
      return FINISHED_STATUSES;
    case 'all':
      return ORDER_STATUSES;
    default:
      return [scope];
  }
}
