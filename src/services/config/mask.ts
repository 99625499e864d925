const STARS = '***';

/**
 * Hides what is secret in a Redis or MongoDB address, also in a malformed one: everything before the
 * last `@` of its authority but the user's name, and secret options of the query.
 */
export function maskUri(uri: string): string {
  return uri
    .replace(/^([a-z+]+:\/\/)?([^/?#]*(?:\/[^@?#]*)?)@/i, (_whole, scheme = '', credentials = '') => {
      const user = String(credentials).split(':', 1)[0];
      return `${scheme}${credentials.includes(':') ? `${user}:${STARS}` : user}@`;
    })
    .replace(/([?&](?:[^=&]*(?:password|secret|token|properties)[^=&]*)=)[^&]*/gi, `$1${STARS}`);
}

/** Hides the password of every address inside a text: for errors and logs that others wrote. */
export function maskText(text: string): string {
  return text.replace(/\b(?:rediss?|unix|mongodb(?:\+srv)?):\/\/\S+/gi, (uri) => maskUri(uri));
}
