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

/** Hides the secrets of every address inside a text: for errors and logs that others wrote. */
export function maskText(text: string): string {
  return text.replace(IN_TEXT, (found) => {
    const uri = found.replace(PUNCTUATION, '');
    return maskUri(uri) + found.slice(uri.length);
  });
}
