import { grouped } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { shellRows } from '../components/mongosh.ts';
import { asciiLine, plain, printable } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { Explained } from '../services/reports/explain.ts';
import type { Call } from './call.ts';

/** Each question to MongoDB, as mongosh takes it, a stage a line, and how the server answered it. */
export function explainText({ m, config }: Call, explained: readonly Explained[]): string[] {
  const words = m.reportCommands.explained;
  const { arrow } = glyphs(config.ascii);
  const figure = (value: number) => grouped(String(value), consoleMessages(config.lang));
  const lines = explained.flatMap((each) => [
    '',
    ...shellRows(each.collection, each.pipeline),
    `  ${each.stages.join(` ${arrow} `)}`,
    `  ${words.told(
      each.index === null ? words.scan : words.by(each.index),
      ...([figure(each.examined), figure(each.keys), figure(each.returned)] as const),
      each.serverMs,
    )}`,
  ]);
  return lines.map((line) => (config.ascii ? plain(asciiLine([{ text: line }])) : printable(line)));
}
