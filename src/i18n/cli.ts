/** Commands, options, and what they answer. */
export const cliEn = {
  about: 'A control room for deliveries in the terminal.',
  options: {
    redisUrl: 'Redis: redis://, rediss:// (TLS) or unix://',
    mongoUri: 'MongoDB: mongodb:// or mongodb+srv://',
    redisNodes: 'servers of a Redis Cluster: host:port,host:port',
    zone: 'the zone whose keys to use',
    lang: 'en or fr',
    timeZone: 'the time zone of days and times of reports, IANA',
    as: 'who acts, in every event',
    theme: 'how the console looks: default, contrast, colour-blind, large',
    ascii: 'plain ASCII instead of lines and marks',
    readonly: 'a console that can look and change nothing',
    bell: 'the console rings for a new critical alert',
    logLevel: 'debug, info, warn or error',
    logFile: 'where the log goes',
    json: 'JSON for programs',
    note: 'leave this note for the next dispatcher first',
    help: 'show help',
    version: 'show the version',
  },
  commands: {
    console: 'the control room (what plain vigie starts)',
    demo: 'private servers, seed data, worker, simulator and console at once',
    worker: 'carries events to MongoDB, watches the zone, adopts what other programs write',
    simulate: 'orders that arrive and drivers that ride',
    seed: 'fills both stores with data that is the same for the same seed',
    status: 'the board in short',
    health: 'tests the way to both servers',
    zones: 'the zones on this server, and how each is',
    handover: 'what the next dispatcher must know',
    events: 'the events as they were recorded',
    config: 'the settings in force and where each comes from',
    configAcl: 'the Redis users and MongoDB roles that console, worker and commands need',
  },
  demo: {
    headless: 'everything but the console; prints REDIS_URL and MONGO_URI and stays',
    noSimulator: 'keeps the data still',
    keep: 'keeps the data in this folder for the next start',
    stopHint: 'running; Ctrl-C stops it',
    workerRestarted: (name: string, attempt: number) =>
      `${name} died, starting it again (try ${attempt} of 5)`,
    workerGivenUp: (name: string) => `${name} was started five times in vain: see the log`,
  },
  simulate: {
    rate: 'orders a minute of the simulated clock',
    speed: 'how many times faster than the clock',
    seed: 'the same number makes the same orders',
    still: 'drivers only report where they stand',
  },
  seed: {
    drivers: 'how many drivers',
    orders: 'how many orders, in all statuses',
    deliveries: 'how many past deliveries in MongoDB',
    seed: 'the same number makes the same data',
    at: 'the moment at which the data ends (ISO 8601, default now)',
    force: 'add to whatever the stores hold',
    stages: { drivers: 'drivers', orders: 'orders', deliveries: 'deliveries' },
    done: (drivers: number, orders: number, deliveries: number, already: number) =>
      `${drivers} drivers, ${orders} orders, ${deliveries} deliveries written${already > 0 ? `; ${already} were there already` : ''}.`,
    refused: (store: string) =>
      `${store} holds data that is not of this seed: nothing was written. --force adds to it.`,
    noHistory: 'MongoDB does not answer: Redis alone is filled.',
    interrupted: 'Interrupted. Run the same command again: it goes on where it was.',
  },
  events: {
    follow: 'go on with new ones until stopped',
    last: 'how many of the newest to begin with',
  },
  zones: {
    columns: ['zone', 'waiting', 'open', 'on duty', 'workers'],
    noAnswer: 'its server does not answer',
    none: 'There is no zone here yet. Make one: vigie seed --zone paris',
  },
  worker: {
    started: (name: string) => `worker started as ${name}; Ctrl-C stops it`,
    stopped: 'worker stopped',
  },
  simulator: {
    started: (rate: number, speed: number) =>
      `simulator: ${rate} orders a minute, speed ×${speed}; Ctrl-C stops it`,
  },
  number: (name: string, given: string, expected: string) =>
    `${name} is "${given}": expected ${expected}.`,
  whole: (min: number, max: number) => `a whole number from ${min} to ${max}`,
  positive: (min: number, max: number) => `a number from ${min} to ${max}`,
  isoTime: 'a time such as 2026-11-20T12:00:00Z',
  redisDown: (where: string, reason: string) =>
    `Redis does not answer at ${where} (${reason}). Start it, set REDIS_URL, or try: vigie demo`,
  mongoDown: (where: string, reason: string) =>
    `MongoDB does not answer at ${where} (${reason}). Start it, set MONGO_URI, or try: vigie demo`,
  mongoRefused: (where: string, reason: string) => `MongoDB at ${where} refused: ${reason}.`,
  mongoForbidden: (where: string, reason: string) =>
    `MongoDB at ${where} refused: ${reason}. Look at the user in MONGO_URI; vigie config acl prints the rights that it needs.`,
  redisUntrusted: (where: string, reason: string) =>
    `The certificate of Redis at ${where} is not accepted (${reason}). Name its authority in REDIS_CA_FILE.`,
  mongoUntrusted: (where: string, reason: string) =>
    `The certificate of MongoDB at ${where} is not accepted (${reason}). Name its authority in MONGO_URI: tlsCAFile=.`,
  unexpected: (message: string, log: string) => `Something went wrong: ${message}. The log: ${log}`,
  oldNode: (version: string) => `Vigie needs Node.js 22 or newer; this is ${version}.`,
  unknownCommand: (name: string, of: string) =>
    `There is no command "${name}". ${of} --help lists them.`,
  unknownOption: (command: string, option: string) =>
    `${command} has no option "${option}". ${command} --help lists them.`,
  tooManyArguments: (command: string) =>
    `${command} takes no further words. ${command} --help shows what it takes.`,
  missingArgument: (command: string, word: string) =>
    `${command} needs <${word}>. ${command} --help shows what it takes.`,
  missingValue: (option: string) => `${option} needs a value.`,
  defaultIs: (value: string) => `default ${value}`,
  helpTitles: {
    'Usage:': 'Usage:',
    'Options:': 'Options:',
    'Global Options:': 'Options of every command:',
    'Commands:': 'Commands:',
    '[options]': '[options]',
    '[command]': '[command]',
  },
  noTerminal:
    'The console needs a terminal. For programs: vigie status --json, vigie events --follow --json.',
};

export const cliFr: typeof cliEn = {
  about: 'Une salle de contrôle des livraisons dans le terminal.',
  options: {
    redisUrl: 'Redis : redis://, rediss:// (TLS) ou unix://',
    mongoUri: 'MongoDB : mongodb:// ou mongodb+srv://',
    redisNodes: 'serveurs d’un Redis Cluster : hôte:port,hôte:port',
    zone: 'la zone dont on utilise les clés',
    lang: 'en ou fr',
    timeZone: 'le fuseau horaire des jours et heures des rapports, IANA',
    as: 'qui agit, dans chaque événement',
    theme: 'aspect de la console : default, contrast, colour-blind, large',
    ascii: 'ASCII simple au lieu des traits et marques',
    readonly: 'une console qui regarde et ne change rien',
    bell: 'la console sonne à chaque nouvelle alerte critique',
    logLevel: 'debug, info, warn ou error',
    logFile: 'où va le journal',
    json: 'JSON pour les programmes',
    note: 'laisser d’abord cette note au prochain',
    help: 'afficher l’aide',
    version: 'afficher la version',
  },
  commands: {
    console: 'la salle de contrôle (ce que vigie seul démarre)',
    demo: 'serveurs privés, données, worker, simulateur et console d’un coup',
    worker: 'porte les événements à MongoDB, surveille la zone, adopte ce que d’autres écrivent',
    simulate: 'des commandes qui arrivent et des livreurs qui roulent',
    seed: 'remplit les deux bases, mêmes données pour la même graine',
    status: 'le tableau en bref',
    health: 'teste le chemin vers les deux serveurs',
    zones: 'les zones de ce serveur et leur état',
    handover: 'ce que le prochain doit savoir',
    events: 'les événements tels qu’enregistrés',
    config: 'les réglages en vigueur et leur origine',
    configAcl: 'les utilisateurs Redis et rôles MongoDB de console, worker et commandes',
  },
  demo: {
    headless: 'tout sauf la console ; affiche REDIS_URL et MONGO_URI et reste',
    noSimulator: 'garde les données immobiles',
    keep: 'garde les données dans ce dossier pour la prochaine fois',
    stopHint: 'en marche ; Ctrl-C pour arrêter',
    workerRestarted: (name, attempt) => `${name} est mort, on le relance (essai ${attempt} sur 5)`,
    workerGivenUp: (name) => `${name} a été relancé cinq fois en vain : voyez le journal`,
  },
  simulate: {
    rate: 'commandes par minute de l’horloge simulée',
    speed: 'combien de fois plus vite que l’horloge',
    seed: 'le même nombre fait les mêmes commandes',
    still: 'les livreurs signalent seulement où ils sont',
  },
  seed: {
    drivers: 'combien de livreurs',
    orders: 'combien de commandes, dans tous les états',
    deliveries: 'combien de livraisons passées dans MongoDB',
    seed: 'le même nombre fait les mêmes données',
    at: 'l’instant où finissent les données (ISO 8601, défaut maintenant)',
    force: 'ajouter à ce que les bases contiennent',
    stages: { drivers: 'livreurs', orders: 'commandes', deliveries: 'livraisons' },
    done: (drivers, orders, deliveries, already) =>
      `${drivers} livreurs, ${orders} commandes, ${deliveries} livraisons écrits${already > 0 ? ` ; ${already} y étaient déjà` : ''}.`,
    refused: (store) =>
      `${store} contient des données d’une autre origine : rien n’a été écrit. --force y ajoute.`,
    noHistory: 'MongoDB ne répond pas : seul Redis est rempli.',
    interrupted: 'Interrompu. Relancez la même commande : elle reprend où elle en était.',
  },
  events: {
    follow: 'continuer avec les nouveaux jusqu’à l’arrêt',
    last: 'combien des plus récents pour commencer',
  },
  zones: {
    columns: ['zone', 'en attente', 'ouvertes', 'en service', 'workers'],
    noAnswer: 'son serveur ne répond pas',
    none: 'Il n’y a pas encore de zone ici. Faites-en une : vigie seed --zone paris',
  },
  worker: {
    started: (name) => `worker démarré sous le nom ${name} ; Ctrl-C l’arrête`,
    stopped: 'worker arrêté',
  },
  simulator: {
    started: (rate, speed) =>
      `simulateur : ${rate} commandes par minute, vitesse ×${speed} ; Ctrl-C l’arrête`,
  },
  number: (name, given, expected) => `${name} vaut « ${given} » : attendu ${expected}.`,
  whole: (min, max) => `un nombre entier de ${min} à ${max}`,
  positive: (min, max) => `un nombre de ${min} à ${max}`,
  isoTime: 'un instant comme 2026-11-20T12:00:00Z',
  redisDown: (where, reason) =>
    `Redis ne répond pas à ${where} (${reason}). Démarrez-le, réglez REDIS_URL, ou essayez : vigie demo`,
  mongoDown: (where, reason) =>
    `MongoDB ne répond pas à ${where} (${reason}). Démarrez-le, réglez MONGO_URI, ou essayez : vigie demo`,
  mongoRefused: (where, reason) => `MongoDB à ${where} a refusé : ${reason}.`,
  mongoForbidden: (where, reason) =>
    `MongoDB à ${where} a refusé : ${reason}. Voyez l’utilisateur de MONGO_URI ; vigie config acl donne les droits qu’il lui faut.`,
  redisUntrusted: (where, reason) =>
    `Le certificat de Redis à ${where} n’est pas accepté (${reason}). Nommez son autorité dans REDIS_CA_FILE.`,
  mongoUntrusted: (where, reason) =>
    `Le certificat de MongoDB à ${where} n’est pas accepté (${reason}). Nommez son autorité dans MONGO_URI : tlsCAFile=.`,
  unexpected: (message, log) => `Quelque chose a échoué : ${message}. Le journal : ${log}`,
  oldNode: (version) => `Vigie demande Node.js 22 ou plus récent ; ici ${version}.`,
  unknownCommand: (name, of) => `Il n’y a pas de commande « ${name} ». ${of} --help les donne.`,
  unknownOption: (command, option) =>
    `${command} n’a pas d’option « ${option} ». ${command} --help les donne.`,
  tooManyArguments: (command) =>
    `${command} ne prend pas d’autre mot. ${command} --help dit ce qu’il prend.`,
  missingArgument: (command, word) =>
    `${command} demande <${word}>. ${command} --help dit ce qu’il prend.`,
  missingValue: (option) => `${option} demande une valeur.`,
  defaultIs: (value) => `défaut ${value}`,
  helpTitles: {
    'Usage:': 'Usage :',
    'Options:': 'Options :',
    'Global Options:': 'Options de toute commande :',
    'Commands:': 'Commandes :',
    '[options]': '[options]',
    '[command]': '[commande]',
  },
  noTerminal:
    'La console demande un terminal. Pour les programmes : vigie status --json, vigie events --follow --json.',
};
