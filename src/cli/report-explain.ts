import { grouped } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { asciiLine, plain, printable } from '../components/text.ts';
import type { Explained } from '../services/reports/explain.ts';
import { extended } from '../services/reports/json.ts';
import type { Call } from './call.ts';

/** Each question to MongoDB, a stage a line, and how the server answered it. */
export function explainText({ m, config }: Call, explained: readonly Explained[]): string[] {
  const words = m.reportCommands.explained;
  const { arrow } = glyphs(config.ascii);
  const figure = (value: number) => grouped(String(value), m.reportCommands);
  const lines = explained.flatMap((each, index) => [
    '',
    words.question(index + 1, each.collection),
    ...each.pipeline.map((stage) => `  ${JSON.stringify(extended(stage))}`),
    `  ${each.stages.join(` ${arrow} `)}`,
    `  ${words.told(
      each.index === null ? words.scan : words.by(each.index),
      ...([figure(each.examined), figure(each.keys), figure(each.returned)] as const),
      each.serverMs,
    )}`,
  ]);
  return lines.map((line) => (config.ascii ? plain(asciiLine([{ text: line }])) : printable(line)));
}
