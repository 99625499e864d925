import { EXIT } from './exit.ts';
import type { Call } from './program.ts';

/** `vigie config`: what is in force, and where each value came from; secrets masked. */
export async function configCommand({ options, loaded, m }: Call): Promise<number> {
  if (options.json) {
    const object = Object.fromEntries(
      loaded.inForce.map(({ name, value, origin }) => [name, { value, origin }]),
    );
    process.stdout.write(`${JSON.stringify(object)}\n`);
    return EXIT.ok;
  }
  const origins = m.config.origins as Readonly<Record<string, string>>;
  const rows = [
    m.config.title,
    ...loaded.inForce.map(({ name, value, origin }) => [name, value || '–', origins[origin] ?? origin]),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  for (const [name = '', value = '', origin = ''] of rows) {
    process.stdout.write(`${name.padEnd(first)}  ${value.padEnd(second)}  ${origin}\n`);
  }
  return EXIT.ok;
}
