import { channelsOf } from '../redis/keys.ts';

/** Who connects: each kind of process needs other rights. */
export type AclRole = 'console' | 'readonly' | 'worker' | 'commands';

export const ACL_ROLES: readonly AclRole[] = ['console', 'readonly', 'worker', 'commands'];

/** What stands where the password of a user belongs. */
export const PLACEHOLDER = 'PASSWORD';

/** What every connection does first (scripts are loaded, whether they may be run or not), and asks. */
const CONNECTING =
  'auth hello ping select client|setname info time script|load cluster|slots cluster|info';

const READING =
  'get mget exists type ttl pttl scan hget hmget hgetall hexists hkeys hlen hscan smembers sismember smismember ' +
  'scard sscan srandmember sinter sunion zscore zmscore zrank zrange zcard zcount zscan geopos geodist ' +
  'geosearch lrange llen xlen xrange xrevrange xread xinfo xpending';

/** What the Lua scripts do (Redis checks each of their commands against the user), and direct writes. */
const WRITING =
  'eval evalsha set del expire pexpire incr incrby hset hsetnx hdel hincrby sadd srem smove zadd ' +
  'zrem zincrby zremrangebyscore geoadd rpush xadd xtrim publish';

const RELAYING =
  'xgroup|create xgroup|createconsumer xgroup|delconsumer xgroup|setid xreadgroup xack xautoclaim';

/** The three settings that say what can be lost. CONFIG GET tells passwords too: not for who only looks. */
const ASKING = 'config|get memory|usage';

const COMMANDS: Readonly<Record<AclRole, string>> = {
  readonly: `${CONNECTING} ${READING}`,
  console: `${CONNECTING} ${READING} ${WRITING} ${ASKING}`,
  worker: `${CONNECTING} ${READING} ${WRITING} ${RELAYING} ${ASKING}`,
  // What seeds or restores writes what a worker writes.
  commands: `${CONNECTING} ${READING} ${WRITING} ${RELAYING} ${ASKING}`,
};

/** The platform's own names, for a Redis that may hold other things too. keysOf has them in full. */
const KEY_PATTERNS =
  'driver:* drivers:* drivers_locations region:* delivery_points order:* orders:* assignment:* ' +
  'cache:top_drivers product_sold:* products:sold clients:spent alert:* alerts:* events events:* epoch ' +
  'op:* plan:* plans notes notes:seen settings shard simulator worker:* workers lease:*';

/** Which zones there are is under a plain name, also where a zone is set. */
const ZONES = 'zones';

/** The commands that a role may send, lower case, `name` or `name|subcommand`. */
export function aclCommands(role: AclRole): string[] {
  return COMMANDS[role].split(' ');
}

/** The patterns of the keys that a zone uses; null: the platform's plain names. */
export function aclKeyPatterns(zone: string | null): string[] {
  return [...(zone === null ? KEY_PATTERNS.split(' ') : [`{${zone}}:*`]), ZONES];
}

/** A user of Redis, and the rules of ACL SETUSER that make exactly it, on 6.2 and newer. */
export interface RedisUser {
  readonly user: string;
  readonly rules: readonly string[];
}

/** The user that a role needs on the Redis of a zone; its password is a placeholder. */
export function redisUser(role: AclRole, zone: string | null): RedisUser {
  const channels = channelsOf(zone);
  return {
    user: ['vigie', role, ...(zone === null ? [] : [zone])].join('-'),
    rules: [
      ...['reset', 'on', `>${PLACEHOLDER}`, 'resetchannels'],
      ...aclKeyPatterns(zone).map((pattern) => `~${pattern}`),
      ...(role === 'readonly'
        ? []
        : [channels.alerts, channels.driver('*')].map((channel) => `&${channel}`)),
      ...aclCommands(role).map((command) => `+${command}`),
    ],
  };
}

/** Collections that Vigie uses, besides the one of deliveries, whose name is a setting. */
export const COLLECTIONS: readonly string[] = [
  ...['orders', 'drivers', 'clients', 'restaurants', 'menus', 'events', 'alerts'],
  ...['archive', 'dead_letters', 'checkpoints'],
];

/** What a server tells of itself. Only a role made in `admin` can hold these rights. */
export const MONITOR_ROLE = {
  role: 'vigie-monitor',
  privileges: [{ resource: { cluster: true }, actions: ['serverStatus', 'replSetGetStatus'] }],
  roles: [],
} as const;

interface Privilege {
  readonly resource: { readonly db: string; readonly collection: string };
  readonly actions: readonly string[];
}

/** What `db.createRole` and `db.createUser` take; the password is a placeholder. */
export interface MongoRole {
  readonly database: string;
  readonly createRole: {
    readonly role: string;
    readonly privileges: readonly Privilege[];
    readonly roles: readonly never[];
  };
  readonly createUser: {
    readonly user: string;
    readonly pwd: string;
    readonly roles: readonly (string | { readonly role: string; readonly db: string })[];
  };
}

const READ_ACTIONS = ['find', 'listIndexes', 'collStats', 'changeStream'];
const WRITE_ACTIONS = ['insert', 'update', 'remove', 'createIndex'];
/** Which indexes are used: `vigie mongo indexes`. */
const LOOK_ACTIONS = ['indexStats'];

/** The role that a kind of process needs in the database of the history. */
export function mongoRole(
  role: AclRole,
  { db, collection }: { db: string; collection: string },
): MongoRole {
  const writes = role === 'worker' || role === 'commands';
  const actions = [
    ...READ_ACTIONS,
    ...(writes ? WRITE_ACTIONS : []),
    ...(role === 'commands' ? LOOK_ACTIONS : []),
  ];
  const name = `vigie-${role}`;
  return {
    database: db,
    createRole: {
      role: name,
      privileges: [
        { resource: { db, collection: '' }, actions: ['dbStats', 'listCollections'] },
        ...[...new Set([collection, ...COLLECTIONS])].map((each) => ({
          resource: { db, collection: each },
          actions,
        })),
      ],
      roles: [],
    },
    createUser: {
      user: name,
      pwd: PLACEHOLDER,
      // A worker tells nobody how the servers are.
      roles: role === 'worker' ? [name] : [name, { role: MONITOR_ROLE.role, db: 'admin' }],
    },
  };
}
