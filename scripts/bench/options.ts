/** What a bench can be told. */
import { type ParseArgsConfig, parseArgs } from 'node:util';

const COMMON = {
  quick: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const satisfies ParseArgsConfig['options'];

/** What only `dispatch` understands. */
const OF_DISPATCH = {
  instances: { type: 'string', multiple: true },
  only: { type: 'string' },
  policy: { type: 'string' },
  noise: { type: 'string' },
  'noise-seed': { type: 'string' },
  out: { type: 'string' },
} as const satisfies ParseArgsConfig['options'];

/** The options of `dispatch`, as they were given. */
export interface Given {
  readonly instances?: readonly string[] | undefined;
  readonly only?: string | undefined;
  readonly policy?: string | undefined;
  readonly noise?: string | undefined;
  readonly 'noise-seed'?: string | undefined;
  readonly out?: string | undefined;
}

export interface Asked {
  readonly name: string;
  readonly quick: boolean;
  readonly json: boolean;
  readonly given: Given;
}

/** What the command line asks for. Throws a sentence about what can't be understood. */
export function readAsked(args: readonly string[], benches: readonly string[]): Asked {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { ...COMMON, ...OF_DISPATCH },
    allowPositionals: true,
  });
  const { quick, json, ...given } = values;
  const [name = '', ...more] = positionals;
  const names = `The benches are ${benches.join(', ')}.`;
  if (name === '')
    throw new Error(`Name a bench: npm run bench -- NAME [--quick] [--json]. ${names}`);
  if (!benches.includes(name)) throw new Error(`There is no bench "${name}". ${names}`);
  if (name === 'dispatch' && given.instances) {
    // A shell makes several folders of one pattern.
    return { name, quick, json, given: { ...given, instances: [...given.instances, ...more] } };
  }
  if (more.length > 0) throw new Error(`One bench at a time, please, not also ${more.join(', ')}.`);
  const [foreign] = name === 'dispatch' ? [] : Object.keys(given);
  if (foreign) throw new Error(`The bench "${name}" has no option --${foreign}.`);
  return { name, quick, json, given };
}
