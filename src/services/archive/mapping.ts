import { z } from 'zod';
import { valueAt } from './values.ts';

/** A field, or a path of fields with points between them. */
const FIELD = /^(?!\$)[^\p{Cc}.$]+(\.(?!\$)[^\p{Cc}.$]+)*$/u;
/** A field at the top of a document. */
const TOP_FIELD = /^[^\p{Cc}.$]+$/u;
const COLLECTION = /^(?!system\.)[^\p{Cc}$]{1,120}$/u;

const field = () => z.string('field').regex(FIELD, 'field');
const collection = () => z.string('collection').regex(COLLECTION, 'collection');
const words = () => z.array(z.string('words').min(1, 'words'), 'words');
const part = <Shape extends z.ZodRawShape>(shape: Shape) => z.strictObject(shape, 'part');
/** A collection that orders refer to, and its field that they name. */
const referred = () => part({ collection: collection(), key: field() });

const SCHEMA = part({
  orders: part({
    collection: collection(),
    id: z.string('topField').regex(TOP_FIELD, 'topField'),
    status: field(),
    delivered: words().min(1, 'words'),
    cancelled: words(),
    date: field(),
    client: field(),
    driver: field(),
    restaurant: field(),
    items: part({ list: field(), product: field(), quantity: field() }),
    version: z.array(field(), 'fields'),
  }),
  clients: referred(),
  drivers: referred(),
  restaurants: referred(),
  menus: part({ collection: collection(), key: field(), name: field(), price: field() }),
  archive: collection(),
});

/**
 * How somebody's orders, and what they refer to, are called in MongoDB. `orders.delivered` and `cancelled`
 * are the words that `status` holds; `date` is when an order was placed; `version` the fields that grow when
 * an order changes, the weightiest first (none: whatever is read later is newer).
 */
export type Mapping = z.infer<typeof SCHEMA>;

/** What a mapping may be wrong in: keys of the sentences in i18n/archive.ts. */
export type MappingProblem =
  | 'field'
  | 'topField'
  | 'collection'
  | 'words'
  | 'fields'
  | 'part'
  | 'unknown'
  | 'archiveTaken'
  | 'sameWord';

/** A mapping that can't be used: the field it is wrong in (a path), what stands there, and what is wrong. */
export class MappingError extends Error {
  readonly field: string;
  readonly given: string;
  readonly problem: MappingProblem;
  constructor(where: string, given: string, problem: MappingProblem) {
    super(`mapping ${where}: ${problem}`);
    this.field = where;
    this.given = given;
    this.problem = problem;
  }
}

const PROBLEMS: ReadonlySet<string> = new Set<MappingProblem>([
  ...(['field', 'topField', 'collection', 'words', 'fields', 'part'] as const),
]);

const isProblem = (text: string): text is MappingProblem => PROBLEMS.has(text);

/** A value as it stands in the file, short enough for a sentence. */
function shown(value: unknown): string {
  const text = value === undefined ? '' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

/** A mapping from parsed JSON; throws MappingError naming the first field that can't be used. */
export function parseMapping(given: unknown): Mapping {
  const { success, data, error } = SCHEMA.safeParse(given);
  if (!success) {
    const [issue] = error.issues;
    const path = issue?.path ?? [];
    if (issue?.code === 'unrecognized_keys') {
      const [key = ''] = issue.keys;
      throw new MappingError(
        [...path, key].join('.'),
        shown(valueAt(given, [...path, key])),
        'unknown',
      );
    }
    const problem = issue && isProblem(issue.message) ? issue.message : 'part';
    throw new MappingError(path.join('.'), shown(valueAt(given, path)), problem);
  }
  const { orders, clients, drivers, restaurants, menus, archive } = data;
  const others = [orders, clients, drivers, restaurants, menus].map((each) => each.collection);
  if (others.includes(archive) || OWN.has(archive))
    throw new MappingError('archive', shown(archive), 'archiveTaken');
  const [twice] = wordsOf(orders.delivered).filter((word) =>
    wordsOf(orders.cancelled).includes(word),
  );
  if (twice !== undefined) throw new MappingError('orders.cancelled', shown(twice), 'sameWord');
  return data;
}

/** Collections that Vigie itself writes: an archive among their documents would be taken for one of them. */
const OWN: ReadonlySet<string> = new Set([
  ...['deliveries', 'orders', 'drivers', 'events', 'alerts', 'clients', 'restaurants', 'menus'],
  ...['checkpoints', 'dead_letters'],
]);

/** Status words in each Unicode form that a program may have written them in. */
export function wordsOf(given: readonly string[]): string[] {
  return [...new Set(given.flatMap((word) => [word.normalize('NFC'), word.normalize('NFD')]))];
}

/** The words of finished orders, each in all its forms: what a filter on the server is made of. */
export function finishedWords({ orders }: Mapping): string[] {
  return wordsOf([...orders.delivered, ...orders.cancelled]);
}
