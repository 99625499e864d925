import type { RedisConfig, RedisNode } from './config.ts';

const MAX_DB = 9_999;

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/**
 * What a `redis://`, `rediss://` or `unix://` address says (database as path or `?db=`), or null when it
 * is none, or says more than Vigie understands.
 */
export function parseRedisUrl(
  text: string,
): Omit<RedisConfig, 'timeoutMs' | 'nodes' | 'ca'> | null {
  // The URL parser drops tabs and line ends, and would read another address than is written.
  if (/[\p{Cc}\s]/u.test(text)) return null;
  // It also wants a host after a password: a socket has none.
  const socket = /^(unix:\/\/(?:[^/?#]*@)?)\//i;
  const readable = text.replace(socket, '$1socket/');
  if (!URL.canParse(readable)) return null;
  const { protocol, hostname, port, pathname, username, password, search, searchParams, hash } =
    new URL(readable);
  const unix = protocol === 'unix:';
  if (!unix && protocol !== 'redis:' && protocol !== 'rediss:') return null;
  if (hash !== '' || (search !== '' && [...searchParams.keys()].join() !== 'db')) return null;

  const path = decoded(pathname);
  const [user, secret] = [decoded(username), decoded(password)];
  if (path === null || user === null || secret === null) return null;
  if (unix ? !socket.test(text) || path.length < 2 : hostname === '' || port === '0') return null;

  const db = (unix ? '' : path.slice(1)) || searchParams.get('db') || '0';
  if (!/^\d{1,4}$/.test(db) || Number(db) > MAX_DB) return null;
  return {
    path: unix ? path : null,
    host: unix ? '' : hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? 6379 : Number(port),
    db: Number(db),
    username: user === '' ? null : user,
    password: secret === '' ? null : secret,
    tls: protocol === 'rediss:',
  };
}

const NODE = /^(?:\[(?<ip6>[0-9a-f:.]+)\]|(?<host>[\w.-]+)):(?<port>\d{1,5})$/i;

/** The servers in `host:port,host:port`, none for an empty text; null when it is no such list. */
export function parseRedisNodes(text: string): RedisNode[] | null {
  if (text.trim() === '') return [];
  const nodes = text.split(',').map((part) => {
    const { ip6, host, port } = NODE.exec(part.trim())?.groups ?? {};
    return { host: ip6 ?? host ?? '', port: Number(port ?? 0) };
  });
  const good = nodes.every(({ host, port }) => host !== '' && port >= 1 && port <= 65_535);
  return good ? nodes : null;
}

/** Servers as one text, such as parseRedisNodes reads. */
export function formatRedisNodes(nodes: readonly RedisNode[]): string {
  return nodes
    .map(({ host, port }) => `${host.includes(':') ? `[${host}]` : host}:${port}`)
    .join(',');
}

const MONGO_URI =
  /^mongodb(?<srv>\+srv)?:\/\/(?:(?<user>[^\s@/?#]*)@)?(?<hosts>[^\s@/?#]+)(?:\/(?<db>[^\s@/?#]*))?(?:\?(?<options>[^\s@#]*))?$/i;
const HOST = /^(?:\[[0-9a-f:.]+\]|[\w.-]+|[\w.%-]+\.sock)(?::(?<port>\d{1,5}))?$/i;

/** Whether this is a MongoDB address that the driver can read. The servers are not asked. */
export function isMongoUri(text: string): boolean {
  const { srv, user = '', hosts = '', options = '' } = MONGO_URI.exec(text)?.groups ?? {};
  if (hosts === '' || decoded(text) === null) return false;
  if (user.split(':').length > 2) return false;
  const ports = hosts.split(',').map((host) => HOST.exec(host)?.groups);
  if (
    ports.some(
      (match) =>
        match === undefined || Number(match.port ?? 1) < 1 || Number(match.port ?? 1) > 65_535,
    )
  ) {
    return false;
  }
  if (srv && (ports.length > 1 || ports[0]?.port !== undefined || !hosts.includes('.')))
    return false;
  return options === '' || options.split('&').every((option) => /^[a-z]+=/i.test(option));
}

/** The password in a MongoDB address as it was before it was percent-encoded; null for none. */
export function passwordOf(uri: string): string | null {
  const [, password = ''] = (MONGO_URI.exec(uri)?.groups?.user ?? '').split(':');
  return password === '' ? null : decoded(password);
}

/** The database that a MongoDB address names, null for none; `admin` is where users are kept, not data. */
export function databaseOf(uri: string): string | null {
  const db = MONGO_URI.exec(uri)?.groups?.db ?? '';
  return db === '' || db === 'admin' ? null : decoded(db);
}
