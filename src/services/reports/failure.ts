/** The server goes down, or is no longer the primary. */
const GOING = [91, 189, 10_107, 11_600, 11_602, 13_435, 13_436];
const MAX_TIME_EXPIRED = 50;
const UNKNOWN_TIME_ZONE = 40_485;
/** It does not let this user do that, or does not know him. */
const FORBIDDEN = [13, 18, 8_000];

const codeOf = (error: unknown) =>
  error instanceof Error && 'code' in error ? Number(error.code) : Number.NaN;

/** Whether the server was lost while it was asked, so that asking again once it is back may help. */
export function isLost(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const isLink =
    /^Mongo(Network|ServerSelection|NotConnected|TopologyClosed|PoolCle|ClientClosed)/.test(
      error.name,
    );
  return isLink || GOING.includes(codeOf(error));
}

/** Whether the server gave a question up because it took too long. */
export function isTooLong(error: unknown): boolean {
  return codeOf(error) === MAX_TIME_EXPIRED;
}

/** Whether the server's list of time zones has not the one that it was asked in. */
export function isUnknownZone(error: unknown): boolean {
  return codeOf(error) === UNKNOWN_TIME_ZONE;
}

/** Whether the user's rights are not enough. */
export function isForbidden(error: unknown): boolean {
  return FORBIDDEN.includes(codeOf(error));
}
