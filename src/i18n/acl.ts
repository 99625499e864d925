/** What `vigie config acl` says above each block of rules. */
export const aclEn = {
  roles: {
    console: 'Console: desks that assign',
    readonly: 'Read-only console: who only looks (also status, events, reports)',
    worker: 'Worker (also desks that start one with W: it runs as their user)',
    commands: 'Commands that fill or repair: seed, simulate and the like',
  },
  monitor: 'How MongoDB itself is: members of the replica set, oplog, connections',
  monitorWhere: 'in mongosh as an administrator, once a server, before the users below',
  redis: (user: string, password: string) =>
    `Redis user ${user}: in redis-cli as an administrator, your own password for ${password}; then ACL SAVE (or CONFIG REWRITE without an aclfile) keeps it.`,
  mongo: (user: string, db: string, password: string) =>
    `MongoDB user ${user}: in mongosh as an administrator, your own password for ${password}; it signs in at ${db}: mongodb://${user}:${password}@host/${db}`,
};

export const aclFr: typeof aclEn = {
  roles: {
    console: 'Console : les postes qui affectent',
    readonly: 'Console en lecture : qui regarde seulement (aussi status, events, rapports)',
    worker: 'Worker (et les postes qui en lancent un par W : il prend leur utilisateur)',
    commands: 'Commandes qui remplissent ou réparent : seed, simulate et semblables',
  },
  monitor: 'Comment va MongoDB lui-même : membres du replica set, oplog, connexions',
  monitorWhere: 'dans mongosh en administrateur, une fois par serveur, avant les utilisateurs',
  redis: (user, password) =>
    `Utilisateur Redis ${user} : dans redis-cli en administrateur, votre mot de passe à la place de ${password} ; puis ACL SAVE (ou CONFIG REWRITE sans aclfile) le garde.`,
  mongo: (user, db, password) =>
    `Utilisateur MongoDB ${user} : dans mongosh en administrateur, votre mot de passe à la place de ${password} ; il s’identifie dans ${db} : mongodb://${user}:${password}@hôte/${db}`,
};
