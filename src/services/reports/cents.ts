/** A figure that another program may have written as text; 0 where it is none. */
const figure = (input: unknown) => ({
  $convert: { input, to: 'double', onError: 0, onNull: 0 },
});

/** Cents of a delivery, exact; another program's documents may carry the decimal amount alone. */
export const CENTS = {
  $cond: [
    { $isNumber: '$amount_cents' },
    '$amount_cents',
    { $round: [{ $multiply: [figure('$amount'), 100] }, 0] },
  ],
};
