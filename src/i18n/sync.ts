/** `vigie sync`, `vigie hydrate` and `vigie reconcile`. */
export const syncEn = {
  about: 'the way from Redis to MongoDB: what could not be carried, and what was lost',
  dead: 'entries that could not be written to MongoDB',
  list: 'lists them with their reasons',
  show: 'everything that one of them holds',
  repair: 'changes fields of one: amount=12.50 status=livrée',
  replay: 'carries one to MongoDB, or all of them',
  lost: 'events that MongoDB has and a Redis that came back older lost',
  none: 'No dead letters.',
  noSuch: (id: string) => `There is no dead letter ${id}. vigie sync dead list shows them.`,
  change: (given: string) => `"${given}" is no change: expected field=value, such as amount=12.50.`,
  repaired: (id: string) => `${id} repaired. Now: vigie sync dead replay ${id}`,
  stillDead: (id: string, reason: string) => `${id} still can't be carried: ${reason}`,
  replayed: (n: number, dead: number) =>
    dead === 0 ? `${n} carried to MongoDB.` : `${n} carried to MongoDB, ${dead} still can't be.`,
  which: 'Name a dead letter, or --all.',
  all: 'every dead letter of this zone',
  nothingLost: 'Nothing was lost.',
  loss: (epoch: number, from: number, to: number) => `epoch ${epoch}: events ${from} to ${to}`,
  hydrate: {
    about: 'fills an empty Redis from MongoDB: open orders, drivers, versions, seq',
    limit: 'how long to wait for both servers, seconds',
    force: 'also into a Redis that holds something: what is there and newer stays',
    waiting: (name: string, attempt: number, pause: string, reason: string) =>
      `${name} does not answer (${reason}): try ${attempt}, next in ${pause} s`,
    drivers: 'drivers',
    orders: 'orders',
    done: (orders: number, drivers: number, seq: number, epoch: number) =>
      `${orders} open orders and ${drivers} drivers are back in Redis; events go on after ${seq}, epoch ${epoch}.`,
    filled: 'Redis holds data already: nothing was loaded. --force adds what is missing.',
    nothing: 'MongoDB has nothing of this zone: nothing was loaded.',
    gaveUp: (name: string, tries: number) =>
      `${name} did not answer in ${tries} tries. Nothing was loaded.`,
  },
  reconcile: {
    about: 'compares Redis with MongoDB, and every index with its hashes',
    repair: 'repairs what differs',
    checked: (orders: number, drivers: number) =>
      `${orders} orders and ${drivers} drivers compared.`,
    clean: 'Nothing differs.',
    differs: (n: number) => `${n} differ. vigie reconcile --repair repairs them.`,
    repaired: (n: number) => `${n} repaired.`,
    left: (n: number) => `${n} still differ.`,
    behind: (n: number) => `${n} events are not in MongoDB yet: is a worker running?`,
  },
  kinds: {
    order_index: (id: string, where: string) =>
      `${id}: the index ${where} does not agree with its hash`,
    order_stray: (id: string, where: string) =>
      `${id}: ${where} names it, and there is no such order in it`,
    order_missing: (id: string) => `${id}: open in MongoDB, not in Redis`,
    order_older: (id: string, where: string) => `${id}: Redis is older than MongoDB (${where})`,
    order_behind: (id: string, where: string) => `${id}: MongoDB is behind Redis (${where})`,
    order_differs: (id: string, where: string) => `${id}: differs in ${where}`,
    delivery_missing: (id: string) => `${id}: delivered, and not among the deliveries`,
    delivery_differs: (id: string, where: string) => `${id}: its delivery differs in ${where}`,
    driver_index: (id: string, where: string) => `${id}: ${where} does not agree with his hash`,
    driver_missing: (id: string) => `${id}: in MongoDB, not in Redis`,
    driver_differs: (id: string, where: string) => `${id}: differs in ${where}`,
    region_index: (id: string, where: string) => `${id}: region ${where} is on one side only`,
    alert_stray: (id: string) => `alert ${id}: on the list of open ones, and not open`,
    alert_left: (id: string) => `alert ${id}: open in MongoDB, not in Redis`,
  },
};

export const syncFr: typeof syncEn = {
  about: 'le chemin de Redis à MongoDB : ce qui n’a pas pu passer, ce qui est perdu',
  dead: 'les entrées qui n’ont pas pu être écrites dans MongoDB',
  list: 'les liste avec leurs raisons',
  show: 'tout ce que contient l’une d’elles',
  repair: 'change des champs : amount=12.50 status=livrée',
  replay: 'en porte une à MongoDB, ou toutes',
  lost: 'les événements que MongoDB a et qu’un Redis revenu plus ancien a perdus',
  none: 'Aucune lettre morte.',
  noSuch: (id) => `Il n’y a pas de lettre morte ${id}. vigie sync dead list les donne.`,
  change: (given) =>
    `« ${given} » n’est pas un changement : attendu champ=valeur, comme amount=12.50.`,
  repaired: (id) => `${id} réparée. Ensuite : vigie sync dead replay ${id}`,
  stillDead: (id, reason) => `${id} ne passe toujours pas : ${reason}`,
  replayed: (n, dead) =>
    dead === 0
      ? `${n} portée(s) à MongoDB.`
      : `${n} portée(s) à MongoDB, ${dead} ne passe(nt) toujours pas.`,
  which: 'Nommez une lettre morte, ou --all.',
  all: 'toutes les lettres mortes de cette zone',
  nothingLost: 'Rien n’est perdu.',
  loss: (epoch, from, to) => `époque ${epoch} : événements ${from} à ${to}`,
  hydrate: {
    about: 'remplit un Redis vide depuis MongoDB : commandes ouvertes, livreurs, versions, seq',
    limit: 'combien attendre les deux serveurs, secondes',
    force: 'aussi dans un Redis qui contient quelque chose : ce qui y est plus récent reste',
    waiting: (name, attempt, pause, reason) =>
      `${name} ne répond pas (${reason}) : essai ${attempt}, le suivant dans ${pause} s`,
    drivers: 'livreurs',
    orders: 'commandes',
    done: (orders, drivers, seq, epoch) =>
      `${orders} commandes ouvertes et ${drivers} livreurs sont de retour dans Redis ; les événements continuent après ${seq}, époque ${epoch}.`,
    filled: 'Redis contient déjà des données : rien n’a été chargé. --force ajoute ce qui manque.',
    nothing: 'MongoDB n’a rien de cette zone : rien n’a été chargé.',
    gaveUp: (name, tries) => `${name} n’a pas répondu en ${tries} essais. Rien n’a été chargé.`,
  },
  reconcile: {
    about: 'compare Redis à MongoDB, et chaque index à ses hashes',
    repair: 'répare ce qui diffère',
    checked: (orders, drivers) => `${orders} commandes et ${drivers} livreurs comparés.`,
    clean: 'Rien ne diffère.',
    differs: (n) => `${n} différence(s). vigie reconcile --repair les répare.`,
    repaired: (n) => `${n} réparée(s).`,
    left: (n) => `${n} différence(s) encore.`,
    behind: (n) => `${n} événements ne sont pas encore dans MongoDB : un worker tourne-t-il ?`,
  },
  kinds: {
    order_index: (id, where) => `${id} : l’index ${where} ne s’accorde pas avec son hash`,
    order_stray: (id, where) => `${id} : ${where} la nomme, et elle n’y est pas`,
    order_missing: (id) => `${id} : ouverte dans MongoDB, absente de Redis`,
    order_older: (id, where) => `${id} : Redis est plus ancien que MongoDB (${where})`,
    order_behind: (id, where) => `${id} : MongoDB est en retard sur Redis (${where})`,
    order_differs: (id, where) => `${id} : diffère par ${where}`,
    delivery_missing: (id) => `${id} : livrée, et absente des livraisons`,
    delivery_differs: (id, where) => `${id} : sa livraison diffère par ${where}`,
    driver_index: (id, where) => `${id} : ${where} ne s’accorde pas avec son hash`,
    driver_missing: (id) => `${id} : dans MongoDB, absent de Redis`,
    driver_differs: (id, where) => `${id} : diffère par ${where}`,
    region_index: (id, where) => `${id} : la région ${where} n’est que d’un côté`,
    alert_stray: (id) => `alerte ${id} : sur la liste des ouvertes, et pas ouverte`,
    alert_left: (id) => `alerte ${id} : ouverte dans MongoDB, absente de Redis`,
  },
};
