/** Money is integer cents in code; the wire also carries the decimal amount (`25.5`) for other programs. */

const AMOUNT = /^(\d{1,10})(?:\.(\d{1,2}))?$/;

/** Cents of a decimal amount such as `25`, `25.5` or `25.50`; undefined if it is not one (three decimals, a sign). */
export function centsFromAmount(amount: string): number | undefined {
  const match = AMOUNT.exec(amount.trim());
  if (!match) return undefined;
  const [, euros = '0', decimals = ''] = match;
  return Number(euros) * 100 + Number(decimals.padEnd(2, '0'));
}

/** The decimal amount, always with two decimals and a point: `2550` → `25.50`. */
export function amountFromCents(cents: number): string {
  const sign = cents < 0 ? '-' : '';
  const absolute = Math.abs(cents);
  return `${sign}${Math.trunc(absolute / 100)}.${String(absolute % 100).padStart(2, '0')}`;
}
