import { Redis } from 'ioredis';
import { type AclRole, PLACEHOLDER, redisUser } from '../../src/services/config/acl.ts';
import type { Servers } from '../../src/services/servers/start.ts';

/** What tests do as administrators on the connection that the product uses; the product never does. */
const TESTS_OWN =
  '+flushdb +flushall +keys +script|flush +client|kill +client|pause +client|list +client|id +acl ' +
  '+config|set +config|resetstat +debug +xdel +rename +linsert +monitor +command +multi +exec ' +
  '+xclaim +lpush +dump +restore +hexists +subscribe';

/** A Redis that is open, reached as the user of a role, in any zone. */
export async function asRole(servers: Servers, role: AclRole): Promise<Servers> {
  const { redis, redisUrl } = servers;
  if (!redis || redisUrl === null) return servers;
  const { user, rules } = redisUser(role, null);
  const makeUser = async () => {
    const admin = new Redis(redisUrl.replace(/^unix:\/\//, ''));
    await admin.acl('SETUSER', user, ...rules, '~{*}:*', ...TESTS_OWN.split(' '));
    admin.disconnect();
  };
  await makeUser();
  return {
    ...servers,
    redisUrl: redisUrl.replace('://', `://${user}:${PLACEHOLDER}@`),
    redis: {
      ...redis,
      // Without an ACL file users are gone with the process.
      start: () => redis.start().then(makeUser),
    },
  };
}
