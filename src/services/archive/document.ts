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

/** Fields that the archive writes: an order's own value under such a name moves to `<name>_given`. */
const WRITTEN: ReadonlySet<string> = new Set([
  ...['client', 'driver', 'restaurant', 'items', 'archived_at', 'completeness', 'missing'],
]);
const AIDS: ReadonlySet<string> = new Set(Object.values(JOINED));

const isReference = (value: unknown) => value !== undefined && value !== null && value !== '';

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

/** The items with what the menu says of them; what the order itself says (a price of that day) stays. */
function itemsOf(joined: Document, { orders, menus }: Mapping, missing: Missing[]) {
  const list = valueAt(joined, orders.items.list);
  const found = new Map<string, Document>();
  for (const menu of joined[JOINED.menus] ?? []) found.set(keyOf(valueAt(menu, menus.key)), menu);
  let known = 0;
  const items = (Array.isArray(list) ? list : []).map((item: unknown) => {
    const product = valueAt(item, orders.items.product);
    const menu = isReference(product) ? found.get(keyOf(product)) : undefined;
    if (menu) known += 1;
    else if (isReference(product)) missing.push({ kind: 'product', id: product });
    return {
      product_id: product,
      quantity: valueAt(item, orders.items.quantity),
      ...(menu && { name: valueAt(menu, menus.name), price: valueAt(menu, menus.price) }),
      ...(typeof item === 'object' ? item : {}),
    };
  });
  return { items, known };
}

/** An order's document of the archive, and which of its references were missing. */
export interface ArchiveDocument {
  readonly document: Document;
  readonly completeness: Completeness;
  readonly missing: readonly Missing[];
}

/** The document of the archive from an order with what the join found. Pure. */
export function archiveDocument(joined: Document, mapping: Mapping): ArchiveDocument {
  const missing: Missing[] = [];
  let found = 0;
  const embedded = (kind: 'client' | 'driver' | 'restaurant'): unknown => {
    const id = valueAt(joined, mapping.orders[kind]);
    if (!isReference(id)) return null;
    const [document] = joined[JOINED[kind]] ?? [];
    if (document === undefined) missing.push({ kind, id });
    else found += 1;
    return document ?? null;
  };
  const [client, driver] = [embedded('client'), embedded('driver')];
  const restaurant = embedded('restaurant');
  const { items, known } = itemsOf(joined, mapping, missing);
  const some = found + known > 0 ? 'partial' : 'none';
  const completeness = missing.length === 0 ? 'whole' : some;
  return {
    completeness,
    missing,
    document: {
      ...ownFields(joined, mapping),
      ...{ client, driver, restaurant, items, completeness, missing },
      archived_at: joined[JOINED.readAt],
    },
  };
}
