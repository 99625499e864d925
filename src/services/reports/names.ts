import type { Document } from 'mongodb';

/** So many rows has a list of the best. */
export const BEST = 100;

/** Looks up the names of products in the menus, `_id` being a product's id; `named` then holds what was found. */
export const PRODUCT_NAMES: Document = {
  $lookup: {
    ...{ from: 'menus', localField: '_id', foreignField: '_id', as: 'named' },
    pipeline: [{ $project: { _id: 0, name: 1 } }],
  },
};

/** Looks up the names of clients, `_id` being a client's id, in the newest delivery of each. */
export function clientNames(deliveries: string): Document {
  return {
    $lookup: {
      ...{ from: deliveries, localField: '_id', foreignField: 'client_id', as: 'named' },
      pipeline: [
        { $sort: { delivery_time: -1 } },
        { $limit: 1 },
        { $project: { _id: 0, name: '$client' } },
      ],
    },
  };
}

/** The name that was looked up; the id where there is none. */
export function nameOf({ _id, named }: Document): string {
  const name: unknown = named?.[0]?.name;
  return typeof name === 'string' && name !== '' ? name : String(_id);
}
