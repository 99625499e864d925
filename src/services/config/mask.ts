/** What a secret is shown as. */
export const STARS = '***';

const SCHEMES = 'rediss?|unix|mongodb(?:\\+srv)?';
/** Scheme, user information, hosts, path, query: every part but the user information is free of `@`. */
const URI = new RegExp(
  `^((?:${SCHEMES}):\\/\\/)(?:([^\\s@/?#]*)@)?([^\\s@/?#]*)(\\/[^\\s@?#]*)?(\\?[^\\s@#]*)?$`,
  'i',
);
const HOSTS =
  /^(?:\[[0-9a-f:.]+\]|[\w.%-]+)(?::\d{1,5})?(?:,(?:\[[0-9a-f:.]+\]|[\w.%-]+)(?::\d{1,5})?)*$/i;

/** Options that say how to connect. The value of any other may be a token, so it is hidden. */
const PLAIN_OPTIONS = new Set(
  (
    'appName authMechanism authSource compressors connectTimeoutMS db directConnection family journal loadBalanced ' +
    'maxIdleTimeMS maxPoolSize maxStalenessSeconds minPoolSize readConcernLevel readPreference replicaSet ' +
    'retryReads retryWrites serverSelectionTimeoutMS socketTimeoutMS srvMaxHosts srvServiceName ssl tls ' +
    'tlsAllowInvalidCertificates tlsAllowInvalidHostnames tlsCAFile tlsCertificateKeyFile tlsInsecure w wTimeoutMS'
  )
    .toLowerCase()
    .split(' '),
);
/** Options whose name says nothing, and whose value is a secret. */
const SECRET_OPTIONS =
  /^(?:authMechanismProperties|tlsCertificateKeyFilePassword|proxyPassword|password)$/i;

function maskOption(option: string): string {
  const [name = ''] = option.split('=', 1);
  if (PLAIN_OPTIONS.has(name.toLowerCase())) return option;
  return SECRET_OPTIONS.test(name) ? `${name}=${STARS}` : STARS;
}

function maskUser(user: string | undefined): string {
  if (user === undefined) return '';
  const colon = user.indexOf(':');
  // A name alone may be a password that lost its colon.
  return colon < 0 ? `${STARS}@` : `${user.slice(0, colon)}:${STARS}@`;
}

/**
 * A Redis or MongoDB address with its password and the tokens among its options hidden. Of one that is
 * not well formed only the scheme is shown, since the password may be anywhere in it.
 */
export function maskUri(uri: string): string {
  const [, scheme = '', user, hosts = '', path = '', query = ''] = URI.exec(uri) ?? [];
  const wellFormed =
    scheme.toLowerCase() === 'unix://' ? hosts === '' && path !== '' : HOSTS.test(hosts);
  if (!wellFormed) return (new RegExp(`^(?:${SCHEMES})://`, 'i').exec(uri)?.[0] ?? '') + STARS;
  const options = query === '' ? '' : `?${query.slice(1).split('&').map(maskOption).join('&')}`;
  return `${scheme}${maskUser(user)}${hosts}${path}${options}`;
}

/** An address runs up to the last `@` of its line before the next address: passwords may hold spaces. */
const IN_TEXT = new RegExp(`(?:${SCHEMES})://(?:(?:(?!(?:${SCHEMES})://)[^\\n])*@)?\\S*`, 'gi');
/** What a sentence puts after an address. */
const PUNCTUATION = /["'<>().,;:!]+$/;

/** Shorter passwords could be any word of a sentence, which would say nothing any more. */
const SHORTEST = 6;
/** The passwords in force in every way they may be written, the longest first. */
let known: readonly string[] = [];

/** Names passwords that maskText hides from now on, wherever they stand; null and short ones are left out. */
export function hidePasswords(passwords: readonly (string | null)[]): void {
  const forms = passwords
    .filter((password) => password !== null && password.length >= SHORTEST)
    .flatMap((password) => {
      const text = String(password).toWellFormed();
      return [text, encodeURIComponent(text), JSON.stringify(text).slice(1, -1)];
    });
  known = [...new Set([...known, ...forms])].sort((a, b) => b.length - a.length);
}

/**
 * Hides the secrets of every address inside a text, and every password in force: for errors and logs that
 * others wrote.
 */
export function maskText(text: string): string {
  const masked = text.replace(IN_TEXT, (found) => {
    const uri = found.replace(PUNCTUATION, '');
    return maskUri(uri) + found.slice(uri.length);
  });
  return known.reduce((before, password) => before.replaceAll(password, STARS), masked);
}
