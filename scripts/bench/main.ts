/**
 * `npm run bench -- NAME [--quick] [--json]`: measures one thing on private servers and prints what it
 * found, beside the bare thing measured in the same run. It never fails on a number. `dispatch` needs no
 * servers and has options of its own (options.ts).
 */
import { startServers } from '../../src/services/servers/start.ts';
import { BadInput, type Bench, type Figure } from './bench.ts';
import { type Asked, readAsked } from './options.ts';
import { asJson, asRow, HEADING } from './print.ts';

const BENCHES: Readonly<Record<string, () => Promise<Bench>>> = {
  assign: async () => (await import('./assign.ts')).assign,
  sync: async () => (await import('./sync.ts')).sync,
  geo: async () => (await import('./geo.ts')).geo,
  frames: async () => (await import('./frames.ts')).frames,
  live: async () => (await import('./live.ts')).live,
  startup: async () => (await import('./startup.ts')).startup,
  dispatch: async () => (await import('./dispatch.ts')).dispatch,
  reports: async () => (await import('./reports.ts')).reports,
  archive: async () => (await import('./archive.ts')).archive,
};

const sentenceOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error)).replaceAll('\n', ' ');
const complain = (sentence: string) => process.stderr.write(`${sentence}\n`);

async function main(): Promise<number> {
  let asked: Asked;
  try {
    asked = readAsked(process.argv.slice(2), Object.keys(BENCHES));
  } catch (error) {
    complain(sentenceOf(error));
    return 2;
  }
  const { name, quick, json, given } = asked;
  // What was started last goes first.
  const ends: (() => unknown)[] = [];
  const endAll = async () => {
    for (const end of ends.reverse()) await Promise.resolve(end()).catch(() => undefined);
  };

  // Who reads has heard enough: `| head`.
  process.stdout.once('error', () => process.exit(0));

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
  let headed = false;
  const write = (text: string) => void (stopped || process.stdout.write(`${text}\n`));
  const run = async (): Promise<number> => {
    const bench = await BENCHES[name]?.();
    await bench?.({
      quick,
      json,
      given,
      startServers: (options) => {
        if (stopped) throw new Error('stopped');
        const starting = startServers(options);
        ends.push(async () => (await starting).stop());
        return starting;
      },
      atEnd: (end) => void ends.push(end),
      report: (figure: Figure) => {
        if (json) return write(asJson(name, figure));
        if (!headed) write(HEADING);
        headed = true;
        write(asRow(figure));
      },
      line: write,
      note: complain,
    });
    return 0;
  };
  const failed = (error: unknown): number => {
    if (error instanceof BadInput) {
      complain(sentenceOf(error));
      return 2;
    }
    if (!stopped) complain(`The bench could not go on: ${sentenceOf(error)}`);
    return 1;
  };
  const code = await Promise.race([run().catch(failed), stoppedBy]);
  await endAll();
  return code;
}

// Connections of a bench that was stopped would keep the process.
process.exit(await main());
