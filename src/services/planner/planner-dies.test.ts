import { randomUUID } from 'node:crypto';
import { BroadcastChannel } from 'node:worker_threads';
import pino from 'pino';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import { createPlanner } from './planner.ts';

const ROUND = {
  mode: { mode: 'off', by: '', at: null, cause: null },
  figures: null,
  committed: [],
};

/** A planner whose thread does `then` when it is told to, and what it logs. */
async function planner(then: string) {
  const name = randomUUID();
  const channel = new BroadcastChannel(name);
  onTestFinished(() => channel.close());
  const lines: { level: number; msg: string; reason?: string }[] = [];
  const log = pino({ level: 'info' }, { write: (line) => void lines.push(JSON.parse(line)) });
  const source = `
    import { BroadcastChannel, parentPort } from 'node:worker_threads';
    new BroadcastChannel('${name}').onmessage = () => { ${then} };
    parentPort.on('message', () => parentPort.postMessage({ round: ${JSON.stringify(ROUND)} }));`;
  const file = new URL(`data:text/javascript,${encodeURIComponent(source)}`);
  const made = createPlanner(testConfig(await ownRedis()), log, file);
  onTestFinished(() => made.close());
  return { made, lines, tell: () => channel.postMessage('now') };
}

const ENDED = 'the thread that plans ended between two rounds';

describe('between two rounds', () => {
  it('a thread that fails takes nothing else with it: the next round has a new one', async () => {
    const { made, lines, tell } = await planner(`throw new Error('out of order');`);
    for (let rounds = 1; rounds <= 2; rounds += 1) {
      expect(await made.round('w1')).toEqual(ROUND);
      tell();
      await until('it is told', () => lines.length === rounds);
    }
    expect(lines[1]).toMatchObject({ level: 50, msg: ENDED, reason: 'out of order' });
  });

  it('a thread that ends without a word is noticed at once', async () => {
    const { made, lines, tell } = await planner('process.exit(0);');
    await made.round('w1');
    tell();
    await until('it is told', () => lines.some(({ msg }) => msg === ENDED), 5_000);
    expect(await made.round('w1')).toEqual(ROUND);
  });

  it('what the thread has to say is heard', async () => {
    const note = { level: 'warn', details: {}, text: 'MongoDB is away' };
    const { made, lines, tell } = await planner(
      `parentPort.postMessage({ note: ${JSON.stringify(note)} });`,
    );
    await made.round('w1');
    tell();
    await until('it is told', () => lines.some(({ msg }) => msg === note.text));
  });
});

describe('a planner that is closed', () => {
  it('tells whoever waits for a round', async () => {
    const { made, lines } = await planner('');
    const round = expect(made.round('w1')).rejects.toThrow('gone');
    await made.close();
    await round;
    expect(lines).toEqual([]);
  });
});
