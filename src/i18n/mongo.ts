/** `vigie mongo …`: what it takes and says. */
export const mongoEn = {
  about: 'how MongoDB is set up for Vigie',
  indexes:
    'the indexes that Vigie needs: makes what is missing, tells what is unused or superfluous',
  dryRun: 'only tell what is missing',
  making: 'indexes made',
  missing: (index: string) => `missing: ${index}`,
  made: (index: string) => `made: ${index}`,
  notMade: (index: string, reason: string) => `could not be made: ${index} (${reason})`,
  doubled: (key: string) =>
    `two documents have the same ${key}: find them with $group and remove one, then run this again`,
  different: (index: string, has: string, needs: string) =>
    `other options: ${index} has ${has}, Vigie needs ${needs}. Drop it, then run this again:`,
  unused: (index: string, since: string) => `never used since ${since}: ${index}`,
  prefix: (index: string, longer: string) =>
    `superfluous: ${index}, ${longer} answers all that it does. To drop it:`,
  foreign: (index: string) =>
    `not needed by Vigie: ${index}. If no other program needs it, to drop it:`,
  noOptions: 'no options',
  usesUnknown:
    'Whether they are used is not told to this user: it needs the right indexStats (vigie config acl).',
  summary: (good: number, needed: number) => `${good} of ${needed} needed indexes are there.`,
};

export const mongoFr: typeof mongoEn = {
  about: 'comment MongoDB est réglé pour Vigie',
  indexes: 'les index qu’il faut à Vigie : crée ceux qui manquent, dit les inutilisés et superflus',
  dryRun: 'dire seulement ce qui manque',
  making: 'index créés',
  missing: (index) => `manque : ${index}`,
  made: (index) => `créé : ${index}`,
  notMade: (index, reason) => `n’a pas pu être créé : ${index} (${reason})`,
  doubled: (key) =>
    `deux documents ont le même ${key} : trouvez-les par $group et retirez-en un, puis relancez`,
  different: (index, has, needs) =>
    `autres options : ${index} a ${has}, il faut ${needs}. Retirez-le, puis relancez :`,
  unused: (index, since) => `jamais utilisé depuis ${since} : ${index}`,
  prefix: (index, longer) =>
    `superflu : ${index}, ${longer} répond à tout ce qu’il fait. Pour le retirer :`,
  foreign: (index) =>
    `pas utile à Vigie : ${index}. Si aucun autre programme n’en a besoin, pour le retirer :`,
  noOptions: 'aucune option',
  usesUnknown:
    'Cet utilisateur n’apprend pas s’ils servent : il lui faut le droit indexStats (vigie config acl).',
  summary: (good, needed) => `${good} des ${needed} index nécessaires sont là.`,
};
