import { handoverLines } from '../components/handover.ts';
import { printable } from '../components/text.ts';
import { consoleMessages } from '../i18n/console.ts';
import { readHandover } from '../services/board/handover.ts';
import { endRedis } from '../services/redis/connect.ts';
import { leaveNote } from '../services/redis/transitions/notes.ts';
import type { Call } from './call.ts';
import { needPlatform } from './connect.ts';
import { EXIT, Failure } from './exit.ts';

/** `vigie handover`: what the next dispatcher must know; with `--note` leaves a note first. */
export async function handoverCommand({ options, config, m }: Call): Promise<number> {
  const platform = await needPlatform(config, m, 'handover');
  const words = consoleMessages(config.lang);
  try {
    if (typeof options.note === 'string') {
      const outcome = await leaveNote(platform, options.note, { by: config.operator });
      if (!outcome.ok) throw new Failure(words.refusals[outcome.refusal](outcome.details));
    }
    const handover = await readHandover(platform);
    if (options.json) process.stdout.write(`${JSON.stringify(handover)}\n`);
    else {
      const lines = handoverLines(handover, words.handover, words.alert);
      process.stdout.write(`${lines.map(printable).join('\n')}\n`);
    }
    return EXIT.ok;
  } finally {
    endRedis(platform.redis);
  }
}
