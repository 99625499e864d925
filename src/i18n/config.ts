/** What each setting must be, by the key that the schema names. */
export const configEn = {
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
  seconds: 'a number of seconds above 0',
  mongoUri:
    'mongodb://user:password@host:port/ or mongodb+srv://host/ (special characters of the password percent-encoded)',
  mongoDb: 'a database name without spaces, dots, slashes or $',
  mongoCollection: 'a collection name without spaces or $',
  milliseconds: 'a whole number of milliseconds from 1 to 600000',
  poolSize: 'a whole number from 1 to 500',
  zone: 'nothing, or lowercase letters, digits and dashes (32 at most)',
  lang: 'en or fr',
  operator: 'a name without spaces, 32 characters at most',
  yesNo: 'yes or no',
  logLevel: 'debug, info, warn or error',
  logFile: 'a file name, without < > : " | ? *',
  'redis-server': 'the path of a redis-server 6.2 or newer that runs here',
  mongod: 'the path of a mongod 6.0 or newer that runs here',
  keepFolder: 'a folder that can be written',
};

export const configFr: typeof configEn = {
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
  seconds: 'un nombre de secondes supérieur à 0',
  mongoUri:
    'mongodb://nom:motdepasse@hôte:port/ ou mongodb+srv://hôte/ (caractères spéciaux du mot de passe encodés en %)',
  mongoDb: 'un nom de base sans espace, point, barre ni $',
  mongoCollection: 'un nom de collection sans espace ni $',
  milliseconds: 'un nombre entier de millisecondes de 1 à 600000',
  poolSize: 'un nombre entier de 1 à 500',
  zone: 'rien, ou des minuscules, chiffres et tirets (32 au plus)',
  lang: 'en ou fr',
  operator: 'un nom sans espace, 32 caractères au plus',
  yesNo: 'yes ou no',
  logLevel: 'debug, info, warn ou error',
  logFile: 'un nom de fichier, sans < > : " | ? *',
  'redis-server': 'le chemin d’un redis-server 6.2 ou plus récent qui fonctionne ici',
  mongod: 'le chemin d’un mongod 6.0 ou plus récent qui fonctionne ici',
  keepFolder: 'un dossier où l’on peut écrire',
};
