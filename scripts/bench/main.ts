/**
 * `npm run bench -- NAME [--quick] [--json]`: measures one thing on private servers and prints what it
 * found, beside the bare thing measured in the same run. It never fails on a number.
 */
import { parseArgs } from 'node:util';
import { startServers } from '../../src/services/servers/start.ts';
import type { Bench, Figure } from './bench.ts';
import { asJson, asRow, HEADING } from './print.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  assign: async () => (await import('./assign.ts')).assign,
  sync: async () => (await import('./sync.ts')).sync,
  geo: async () => (await import('./geo.ts')).geo,
  frames: async () => (await import('./frames.ts')).frames,
  live: async () => (await import('./live.ts')).live,
  startup: async () => (await import('./startup.ts')).startup,
};

const complain = (sentence: string) => process.stderr.write(`${sentence}\n`);

/** The call, or a sentence about what can't be understood. */
function readCall(): { load: () => Promise<Bench>; name: string; quick: boolean; json: boolean } {
  const { values, positionals } = parseArgs({
    options: {
      quick: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    },
    allowPositionals: true,
  });
  const [name = '', ...more] = positionals;
  const load = Object.hasOwn(BENCHES, name) ? BENCHES[name] : undefined;
  const names = `The benches are ${Object.keys(BENCHES).join(', ')}.`;
  if (name === '')
    throw new Error(`Name a bench: npm run bench -- NAME [--quick] [--json]. ${names}`);
  if (!load) throw new Error(`There is no bench "${name}". ${names}`);
  if (more.length > 0) throw new Error(`One bench at a time, please, not also ${more.join(', ')}.`);
  return { load, name, ...values };
}

async function main(): Promise<number> {
  let call: ReturnType<typeof readCall>;
  try {
    call = readCall();
  } catch (error) {
    complain(error instanceof Error ? error.message : String(error));
    return 2;
  }
  const { load, name, quick, json } = call;
  // What was started last goes first.
  const ends: (() => unknown)[] = [];
  const endAll = async () => {
    for (const end of ends.reverse()) await Promise.resolve(end()).catch(() => undefined);
  };

  let stopped = false;
  const stoppedBy = new Promise<number>((resolve) => {
    for (const [signal, code] of [
      ['SIGINT', 130],
      ['SIGTERM', 143],
      ['SIGHUP', 129],
    ] as const) {
      process.once(signal, () => {
        stopped = true;
        resolve(code);
      });
    }
  });
  if (!json) process.stdout.write(`${HEADING}\n`);
  const run = async (): Promise<number> => {
    const bench = await load();
    await bench({
      quick,
      startServers: (options) => {
        if (stopped) throw new Error('stopped');
        const starting = startServers(options);
        ends.push(async () => (await starting).stop());
        return starting;
      },
      atEnd: (end) => void ends.push(end),
      report: (figure: Figure) => {
        if (!stopped) process.stdout.write(`${json ? asJson(name, figure) : asRow(figure)}\n`);
      },
      note: complain,
    });
    return 0;
  };
  const failed = (error: unknown): number => {
    if (!stopped)
      complain(`The bench could not go on: ${error instanceof Error ? error.message : error}`);
    return 1;
  };
  const code = await Promise.race([run().catch(failed), stoppedBy]);
  await endAll();
  return code;
}

// Connections of a bench that was stopped would keep the process.
process.exit(await main());
