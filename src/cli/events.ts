import type { VigieEvent } from '../domain/event.ts';
import { endRedis } from '../services/redis/connect.ts';
import { followEvents, latestEventId, recentEvents } from '../services/redis/events.ts';
import type { Call } from './call.ts';
import { needPlatform } from './connect.ts';
import { EXIT } from './exit.ts';
import { numberOption } from './options.ts';
import { stopSignal } from './stop.ts';

function asText({ at, seq, type, order, driver, via, by }: VigieEvent): string {
  const parts = [new Date(at).toISOString(), String(seq), type, order, driver, via, by];
  return parts.filter(Boolean).join('  ');
}

/** `vigie events`: the newest events, and with `--follow` every new one, a line each. */
export async function eventsCommand({ options, config, m }: Call): Promise<number> {
  const last = numberOption(m, '--last', options.last, { min: 0, max: 10_000, whole: true });
  const signal = stopSignal();
  const platform = await needPlatform(config, m, 'events');
  const print = (events: readonly VigieEvent[]) => {
    for (const event of events) {
      process.stdout.write(`${options.json ? JSON.stringify(event) : asText(event)}\n`);
    }
  };
  const from = await latestEventId(platform);
  const recent = last > 0 ? await recentEvents(platform, last) : [];
  print(recent);
  if (options.follow) {
    signal.addEventListener('abort', () => endRedis(platform.redis));
    const start = recent.at(-1)?.streamId ?? from;
    await followEvents(platform.redis, platform.keys.events, start, print, signal);
  }
  endRedis(platform.redis);
  return EXIT.ok;
}
