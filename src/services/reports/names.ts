import type { Document } from 'mongodb';
import type { Scope } from './report.ts';

/** So many rows has a list of the best. */
export const BEST = 100;

/** The best by a figure, of equal ones the last by id first, as Redis ranks them; or only these. */
export function bestBy(figure: string, only: Scope['only']): Document[] {
  const id = { $convert: { input: '$_id', to: 'string', onError: '', onNull: '' } };
  return [
    ...(only ? [{ $match: { $expr: { $in: [id, { $literal: only }] } } }] : []),
    { $sort: { [figure]: -1, _id: -1 } },
    { $limit: BEST },
  ];
}

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
