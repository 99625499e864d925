/** The name under which the dispatch engine acts in events. */
export const ENGINE = 'engine';

/** Names under which Vigie's own programs act in events; all others are people. */
export const PROGRAMS: readonly string[] = ['simulator', 'worker', 'seed', ENGINE];

/** What the console calls the engine where it acts, in its two languages. */
const SHOWN_AS: readonly string[] = ['engine', 'moteur'];

/** Whether a person of this name would read as one of Vigie's own programs, however it is written. */
export function isProgramName(name: string): boolean {
  const plain = name.normalize('NFKC').toLowerCase();
  return PROGRAMS.includes(plain) || SHOWN_AS.includes(plain);
}
