/** Redis can't be reached, or did not answer in time. Whether a command was done is not known. */
export class RedisDown extends Error {
  constructor(reason: string) {
    super(reason);
  }
}
