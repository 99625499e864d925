import { existsSync } from 'node:fs';
import { settingFiles } from '../services/config/load.ts';
import type { Call } from './call.ts';
import { EXIT } from './exit.ts';

/** `vigie config`: what is in force, and where each value came from; secrets masked. */
export async function configCommand({ options, config, loaded, m }: Call): Promise<number> {
  if (options.json) {
    const settings = loaded.inForce.map(({ name, ...rest }) => [name, rest] as const);
    process.stdout.write(`${JSON.stringify(Object.fromEntries(settings))}\n`);
    return EXIT.ok;
  }
  const origins: Readonly<Record<string, string>> = m.config.origins;
  const nothing = config.ascii ? '-' : '–';
  const rows = [
    m.config.title,
    ...loaded.inForce.map(({ name, value, origin, overruled }) => {
      const from = origins[origin] ?? origin;
      const note =
        overruled === null ? '' : `, ${m.config.overruled(origins[overruled] ?? overruled)}`;
      return [name, value || nothing, `${from}${note}`];
    }),
  ];
  const width = (column: number) => Math.max(...rows.map((row) => row[column]?.length ?? 0));
  const [first, second] = [width(0), width(1)];
  const table = rows.map(
    ([name = '', value = '', origin = '']) =>
      `${name.padEnd(first)}  ${value.padEnd(second)}  ${origin}`,
  );
  const files = settingFiles().map((file) =>
    existsSync(file) ? `  ${file}` : `  ${file} ${m.config.missing}`,
  );
  process.stdout.write(`${[...table, '', m.config.files, ...files].join('\n')}\n`);
  return EXIT.ok;
}
