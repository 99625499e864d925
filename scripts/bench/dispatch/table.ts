/** Tab-separated files with one header line, parsed strictly. */
import { readFileSync } from 'node:fs';
import { BadInput } from '../bench.ts';

/** One line; each of its fields is read once, with an error that names file, line and field. */
export interface Line {
  readonly text: (field: string) => string;
  readonly number: (field: string) => number;
  /** A complaint about one of its fields. */
  readonly wrong: (field: string, what: string) => Error;
}

/** The lines after the header. Throws BadInput where the file or its header is not as it should be. */
export function parseTable(file: string, text: string, header: readonly string[]): Line[] {
  const [first = '', ...rest] = text.split(/\r?\n/);
  if (first !== header.join('\t')) {
    throw new BadInput(
      `${file}, line 1: the header must be ${header.join(', ')}, separated by tabs, not "${first}".`,
    );
  }
  while (rest.at(-1) === '') rest.pop();
  return rest.map((line, index) => lineOf(file, index + 2, header, line.split('\t')));
}

/** A file as text. Throws BadInput where it can't be read. */
export function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : '';
    const why = code === 'ENOENT' ? 'there is no such file' : String(error);
    throw new BadInput(`${file}: ${why}.`);
  }
}

function lineOf(
  file: string,
  number: number,
  header: readonly string[],
  cells: readonly string[],
): Line {
  const where = `${file}, line ${number}`;
  if (cells.length !== header.length) {
    throw new BadInput(`${where}: ${header.length} fields are needed, there are ${cells.length}.`);
  }
  const wrong = (field: string, what: string) => {
    const cell = cells[header.indexOf(field)] ?? '';
    return new BadInput(`${where}, field ${field}: ${what}, not "${cell}".`);
  };
  const text = (field: string) => {
    const cell = cells[header.indexOf(field)] ?? '';
    if (!/^\S+$/.test(cell)) throw wrong(field, 'it must be a name without spaces');
    return cell;
  };
  const NUMBER = /^-?\d+(\.\d+)?$/;
  return {
    text,
    wrong,
    number: (field) => {
      const cell = cells[header.indexOf(field)] ?? '';
      if (!NUMBER.test(cell)) throw wrong(field, 'it must be a number');
      return Number(cell);
    },
  };
}
