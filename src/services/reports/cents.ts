import { finite } from './measures.ts';

const AS_NUMBER = { $convert: { input: '$amount', to: 'double', onError: null, onNull: null } };

/** The decimal amount that another program wrote, also as text; null where it is none: true and a date are numbers to MongoDB. */
const DECIMAL = {
  $cond: [
    { $or: [{ $isNumber: '$amount' }, { $eq: [{ $type: '$amount' }, 'string'] }] },
    AS_NUMBER,
    null,
  ],
};

const ROUNDED = {
  $let: {
    vars: { amount: DECIMAL },
    in: { $round: [{ $multiply: [finite('$$amount'), 100] }, 0] },
  },
};

/**
 * Cents of a delivery, exact; another program's documents may carry the decimal amount alone. null, which
 * a sum leaves out, where neither is a number.
 */
export const CENTS = { $ifNull: [finite('$amount_cents'), ROUNDED] };
