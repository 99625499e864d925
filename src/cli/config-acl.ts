import {
  ACL_ROLES,
  type AclRole,
  MONITOR_ROLE,
  mongoRole,
  PLACEHOLDER,
  redisUser,
} from '../services/config/acl.ts';
import type { Call } from './call.ts';
import { EXIT } from './exit.ts';

/** A document for mongosh, a privilege a line. */
const document = (value: object) =>
  JSON.stringify(value).replaceAll('{"resource"', '\n  {"resource"');

/** `vigie config acl`: the Redis user and the MongoDB role that each kind of process needs. */
export async function configAclCommand({ options, config, m }: Call): Promise<number> {
  const rolesOf = (role: AclRole) => ({
    redis: redisUser(role, config.zone),
    mongodb: mongoRole(role, config.mongo),
  });
  if (options.json) {
    const all = Object.fromEntries(ACL_ROLES.map((role) => [role, rolesOf(role)]));
    process.stdout.write(`${JSON.stringify({ ...all, admin: { mongodb: MONITOR_ROLE } })}\n`);
    return EXIT.ok;
  }
  const admin = "db.getSiblingDB('admin')";
  const monitor = [
    `## ${m.acl.monitor}`,
    `# ${m.acl.monitorWhere}`,
    `${admin}.getRole('${MONITOR_ROLE.role}') ?? ${admin}.createRole(${document(MONITOR_ROLE)})`,
  ].join('\n');
  const blocks = ACL_ROLES.map((role) => {
    const { redis, mongodb } = rolesOf(role);
    const { database, createRole, createUser } = mongodb;
    return [
      `## ${m.acl.roles[role]}`,
      `# ${m.acl.redis(redis.user, PLACEHOLDER)}`,
      `ACL SETUSER ${redis.user} ${redis.rules.join(' ')}`,
      `# ${m.acl.mongo(createUser.user, database, PLACEHOLDER)}`,
      `use ${database}`,
      `db.createRole(${document(createRole)})`,
      `db.createUser(${document(createUser)})`,
    ].join('\n');
  });
  process.stdout.write(`${[monitor, ...blocks].join('\n\n')}\n`);
  return EXIT.ok;
}
