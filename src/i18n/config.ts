/** What each setting must be, by the key that the schema names. */
export const configEn = {
  clusterNeedsZone:
    'REDIS_NODES needs a zone: in a Cluster every key of a zone is in one slot. Set VIGIE_ZONE, or: --zone paris',
  clusterHasOneDb: (db: number) =>
    `REDIS_DB is ${db}: a Cluster (REDIS_NODES) has only database 0. Zones keep data apart there: --zone.`,
  clusterWithoutNodes: (where: string) =>
    `Redis at ${where} is part of a Cluster. Set REDIS_NODES to its servers (REDIS_NODES=${where}) and choose a zone with --zone.`,
  title: ['setting', 'value', 'from'],
  invalid: (name: string, given: string, expected: string, origin: string) =>
    `${name} is "${given}" (${origin}): expected ${expected}.`,
  origins: { environment: 'environment', default: 'default' },
  overruled: (origin: string) => `overrules ${origin}`,
  files: 'Read for settings, the first that has one wins (after flags and the environment):',
  missing: '(not there)',
  unreadable: (file: string, reason: string) =>
    `The settings file ${file} cannot be read (${reason}). Make it readable or remove it.`,
  redisUrl:
    'redis://user:password@host:port/db, rediss:// for TLS, or unix:///path/to/socket?db=0 (special characters of the password percent-encoded)',
  host: 'a host name or an address',
  port: 'a port from 1 to 65535',
  redisDb: 'a database number from 0 to 9999',
  caFile: 'a PEM file that can be read, with the certificate of the authority',
  redisNodes: 'servers of a Cluster as host:port,host:port',
  seconds: 'a number of seconds above 0',
  hours: 'a number of hours, such as 24 or 0.5',
  mongoUri:
    'mongodb://user:password@host:port/ or mongodb+srv://host/ (special characters of the password percent-encoded)',
  mongoDb: 'a database name without spaces, dots, slashes or $',
  mongoDbZone: 'a database name that has room for the zone: 63 characters with it and a dash',
  mongoCollection: 'a collection name without spaces or $',
  milliseconds: 'a whole number of milliseconds from 1 to 600000',
  poolSize: 'a whole number from 1 to 500',
  zone: 'nothing, or lowercase letters, digits and dashes (32 at most)',
  lang: 'en or fr',
  timeZone: 'a time zone of the IANA database, such as Europe/Paris',
  operator: 'a name without spaces, 32 characters at most',
  operatorReserved:
    'a name that none of Vigie’s own programs acts under (engine, worker, simulator, seed), such as desk1: set VIGIE_OPERATOR, or --as desk1',
  yesNo: 'yes or no',
  theme: 'default, contrast, colour-blind or large',
  logLevel: 'debug, info, warn or error',
  logFile: 'a file name, without < > : " | ? *',
  'redis-server': 'the path of a redis-server 6.2 or newer that runs here',
  mongod: 'the path of a mongod 6.0 or newer that runs here',
  keepFolder: 'a folder that can be written',
};

export const configFr: typeof configEn = {
  clusterNeedsZone:
    'REDIS_NODES demande une zone : dans un Cluster toutes les clés d’une zone sont dans un slot. Réglez VIGIE_ZONE, ou : --zone paris',
  clusterHasOneDb: (db) =>
    `REDIS_DB vaut ${db} : un Cluster (REDIS_NODES) n’a que la base 0. Les zones y séparent les données : --zone.`,
  clusterWithoutNodes: (where) =>
    `Redis à ${where} fait partie d’un Cluster. Réglez REDIS_NODES sur ses serveurs (REDIS_NODES=${where}) et choisissez une zone avec --zone.`,
  title: ['réglage', 'valeur', 'origine'],
  invalid: (name, given, expected, origin) =>
    `${name} vaut « ${given} » (${origin}) : attendu ${expected}.`,
  origins: { environment: 'environnement', default: 'défaut' },
  overruled: (origin) => `l’emporte sur ${origin}`,
  files:
    'Lus pour les réglages, le premier qui en a un l’emporte (après options et environnement) :',
  missing: '(absent)',
  unreadable: (file, reason) =>
    `Le fichier de réglages ${file} ne peut pas être lu (${reason}). Rendez-le lisible ou retirez-le.`,
  redisUrl:
    'redis://nom:motdepasse@hôte:port/base, rediss:// pour TLS, ou unix:///chemin/du/socket?db=0 (caractères spéciaux du mot de passe encodés en %)',
  host: 'un nom d’hôte ou une adresse',
  port: 'un port de 1 à 65535',
  redisDb: 'un numéro de base de 0 à 9999',
  caFile: 'un fichier PEM lisible, avec le certificat de l’autorité',
  redisNodes: 'des serveurs d’un Cluster : hôte:port,hôte:port',
  seconds: 'un nombre de secondes supérieur à 0',
  hours: 'un nombre d’heures, comme 24 ou 0.5',
  mongoUri:
    'mongodb://nom:motdepasse@hôte:port/ ou mongodb+srv://hôte/ (caractères spéciaux du mot de passe encodés en %)',
  mongoDb: 'un nom de base sans espace, point, barre ni $',
  mongoDbZone: 'un nom de base qui laisse place à la zone : 63 caractères avec elle et un tiret',
  mongoCollection: 'un nom de collection sans espace ni $',
  milliseconds: 'un nombre entier de millisecondes de 1 à 600000',
  poolSize: 'un nombre entier de 1 à 500',
  zone: 'rien, ou des minuscules, chiffres et tirets (32 au plus)',
  lang: 'en ou fr',
  timeZone: 'un fuseau horaire de la base IANA, comme Europe/Paris',
  operator: 'un nom sans espace, 32 caractères au plus',
  operatorReserved:
    'un nom sous lequel aucun programme de Vigie n’agit (engine, moteur, worker, simulator, seed), comme poste1 : réglez VIGIE_OPERATOR, ou --as poste1',
  yesNo: 'yes ou no',
  theme: 'default, contrast, colour-blind ou large',
  logLevel: 'debug, info, warn ou error',
  logFile: 'un nom de fichier, sans < > : " | ? *',
  'redis-server': 'le chemin d’un redis-server 6.2 ou plus récent qui fonctionne ici',
  mongod: 'le chemin d’un mongod 6.0 ou plus récent qui fonctionne ici',
  keepFolder: 'un dossier où l’on peut écrire',
};
