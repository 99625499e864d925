import type { Messages } from '../i18n/index.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { readZones, type ZoneInShort } from '../services/zones/registry.ts';
import type { Call } from './call.ts';
import { needPlatform, redisPlace } from './connect.ts';
import { EXIT, Failure } from './exit.ts';

/** One object a zone, in the words of `vigie status --json`; numbers are null where its server is away. */
function asJson({ zone, counts }: ZoneInShort) {
  return {
    zone,
    ok: counts !== null,
    orders: { waiting: counts?.waiting ?? null, open: counts?.open ?? null },
    drivers: { on_duty: counts?.onDuty ?? null },
    worker: { n: counts?.workers ?? null },
  };
}

function asText(zones: readonly ZoneInShort[], m: Messages, ascii: boolean): string {
  const [title = '', ...numbers] = m.cli.zones.columns;
  const names = zones.map(({ zone }) => zone ?? (ascii ? '-' : '–'));
  const width = Math.max(title.length, ...names.map((name) => name.length));
  const cells = (values: readonly number[]) =>
    values.map((value, index) => String(value).padStart(numbers[index]?.length ?? 0)).join('  ');
  const lines = zones.map(({ counts }, index) => {
    const name = (names[index] ?? '').padEnd(width);
    if (!counts) return `${name}  ${m.cli.zones.noAnswer}`;
    return `${name}  ${cells([counts.waiting, counts.open, counts.onDuty, counts.workers])}`;
  });
  return [`${title.padEnd(width)}  ${numbers.join('  ')}`, ...lines].join('\n');
}

/** `vigie zones`: every zone on this server. Exit 1 when the server of one does not answer. */
export async function zonesCommand({ options, config, m }: Call): Promise<number> {
  const platform = await needPlatform(config, m, 'zones');
  try {
    const zones = await readZones(platform).catch((error) => {
      if (!(error instanceof RedisDown)) throw error;
      throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
    });
    if (options.json) process.stdout.write(`${JSON.stringify(zones.map(asJson))}\n`);
    else if (zones.length === 0) process.stdout.write(`${m.cli.zones.none}\n`);
    else process.stdout.write(`${asText(zones, m, config.ascii)}\n`);
    return zones.every(({ counts }) => counts) ? EXIT.ok : EXIT.failed;
  } finally {
    endRedis(platform.redis);
  }
}
