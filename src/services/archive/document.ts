import type { Document } from 'mongodb';
import type { Mapping } from './mapping.ts';
import { keyOf, valueAt } from './values.ts';

/** What an order refers to. */
export const REFERENCES = ['client', 'driver', 'restaurant', 'product'] as const;
export type ReferenceKind = (typeof REFERENCES)[number];

/** How much of what an order refers to was found: all of it (or it refers to nothing), some, nothing. */
export const COMPLETENESS = ['whole', 'partial', 'none'] as const;
export type Completeness = (typeof COMPLETENESS)[number];

/** A reference whose document is not there. */
export interface Missing {
  readonly kind: ReferenceKind;
  readonly id: unknown;
}

/** Where the join puts what it found: names that no order uses. */
export const JOINED = {
  client: '__archive_client',
  driver: '__archive_driver',
  restaurant: '__archive_restaurant',
  menus: '__archive_menus',
  readAt: '__archive_read_at',
} as const;

const EMBEDDED = ['client', 'driver', 'restaurant'] as const;

/** Fields that the archive writes: an order's own value under such a name moves to `<name>_given`. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...EMBEDDED,
  ...['items', 'archived_at', 'completeness', 'missing'],
]);
const AIDS: ReadonlySet<string> = new Set(Object.values(JOINED));

const isReference = (value: unknown) => value !== undefined && value !== null && value !== '';
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** The order's own fields, out of the way of what the archive writes. */
function ownFields(joined: Document, { orders }: Mapping): Document {
  const own: Document = {};
  for (const [name, value] of Object.entries(joined)) {
    if (AIDS.has(name) || (name === '_id' && orders.id !== '_id')) continue;
    // Items lose nothing: each keeps all that the order says of it.
    if (name === 'items' && orders.items.list === 'items') continue;
    own[WRITTEN.has(name) ? `${name}_given` : name] = value;
  }
  return own;
}

/** Where the archive keeps a field of the order. */
function keptPath(path: string): string {
  const [first = '', ...rest] = path.split('.');
  return [WRITTEN.has(first) ? `${first}_given` : first, ...rest].join('.');
}

/** An item with what the menu says of it; what the order itself says (a price of that day) stays. */
function itemOf(given: unknown, menu: Document, { orders: { items } }: Mapping): Document {
  return {
    product_id: valueAt(given, items.product),
    quantity: valueAt(given, items.quantity),
    ...menu,
    ...(isObject(given) ? given : {}),
  };
}

/** An order's document of the archive, and which of its references were missing. */
export interface ArchiveDocument {
  readonly document: Document;
  readonly completeness: Completeness;
  readonly missing: readonly Missing[];
  /** How many references were found. */
  readonly found: number;
  /** The items as the order itself has them. */
  readonly given: readonly unknown[];
}

function made(document: Document, rest: Pick<ArchiveDocument, 'missing' | 'found' | 'given'>) {
  const { missing, found } = rest;
  const some: Completeness = found > 0 ? 'partial' : 'none';
  const completeness: Completeness = missing.length === 0 ? 'whole' : some;
  return { ...rest, completeness, document: { ...document, completeness, missing } };
}

/** The document of the archive from an order with what the join found. Pure. */
export function archiveDocument(joined: Document, mapping: Mapping): ArchiveDocument {
  const { orders, menus } = mapping;
  const missing: Missing[] = [];
  let found = 0;
  const embedded = (kind: (typeof EMBEDDED)[number]): unknown => {
    const id = valueAt(joined, orders[kind]);
    if (!isReference(id)) return null;
    const [document] = joined[JOINED[kind]] ?? [];
    if (document === undefined) missing.push({ kind, id });
    else found += 1;
    return document ?? null;
  };
  const [client, driver] = [embedded('client'), embedded('driver')];
  const restaurant = embedded('restaurant');
  const list = valueAt(joined, orders.items.list);
  const given: readonly unknown[] = Array.isArray(list) ? list : [];
  const there = new Map<string, Document>();
  for (const menu of joined[JOINED.menus] ?? []) there.set(keyOf(valueAt(menu, menus.key)), menu);
  const items = given.map((item) => {
    const id = valueAt(item, orders.items.product);
    const menu = isReference(id) ? there.get(keyOf(id)) : undefined;
    if (menu) found += 1;
    else if (isReference(id)) missing.push({ kind: 'product', id });
    const says = menu && { name: valueAt(menu, menus.name), price: valueAt(menu, menus.price) };
    return itemOf(item, says ?? {}, mapping);
  });
  const own = ownFields(joined, mapping);
  const archived_at = joined[JOINED.readAt];
  return made(
    { ...own, client, driver, restaurant, items, archived_at },
    { missing, found, given },
  );
}

/**
 * The same where the archive has the order already: what was found once stays as it was then, for as long as
 * the order refers to the same; only what had been missing is filled in. Pure.
 */
export function withKept(now: ArchiveDocument, kept: Document, mapping: Mapping): ArchiveDocument {
  const { orders } = mapping;
  const stays = EMBEDDED.filter((kind) => {
    const path = keptPath(orders[kind]);
    const id = valueAt(now.document, path);
    return isObject(kept[kind]) && isReference(id) && keyOf(id) === keyOf(valueAt(kept, path));
  });
  const products = keptProducts(kept);
  const productOf = (item: unknown) => products.get(keyOf(valueAt(item, orders.items.product)));
  const isKept = ({ kind, id }: Missing) =>
    kind === 'product' ? products.has(keyOf(id)) : stays.includes(kind);
  const missing = now.missing.filter((each) => !isKept(each));
  const items = now.given.map((item, index) => {
    const says = productOf(item);
    return says ? itemOf(item, says, mapping) : now.document.items[index];
  });
  const document = { ...now.document, items };
  for (const kind of stays) Reflect.set(document, kind, kept[kind]);
  const found = now.found + now.missing.length - missing.length;
  return made(document, { missing, found, given: now.given });
}

/** What the archive holds of each product that was found, by the key of its id. */
function keptProducts(kept: Document): Map<string, Document> {
  const products = new Map<string, Document>();
  for (const item of Array.isArray(kept.items) ? kept.items : []) {
    if (!isObject(item) || !isReference(valueAt(item, 'product_id'))) continue;
    const said = Object.entries(item).filter(([name]) => name === 'name' || name === 'price');
    products.set(keyOf(valueAt(item, 'product_id')), Object.fromEntries(said));
  }
  for (const each of Array.isArray(kept.missing) ? kept.missing : [])
    if (valueAt(each, 'kind') === 'product') products.delete(keyOf(valueAt(each, 'id')));
  return products;
}
