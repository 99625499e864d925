import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { startDemo, vigie } from '../helpers/binary.ts';
import { commandOf, descendants, isAlive } from '../helpers/processes.ts';
import { until } from '../helpers/servers.ts';

interface Status {
  redis: { ok: boolean };
  mongo: { ok: boolean };
  worker: { ok: boolean };
  orders: Record<string, number>;
  events: { seq: number; lag: number };
}

async function statusOf(env: NodeJS.ProcessEnv): Promise<Status & { code: number }> {
  const { code, out } = await vigie(['status', '--json'], env);
  return { ...JSON.parse(out), code };
}

function find(pid: number, words: string): number {
  const found = descendants(pid).find((each) => commandOf(each).includes(words));
  if (found === undefined) throw new Error(`no process "${words}" below ${pid}`);
  return found;
}

describe('the demo', () => {
  it('starts again what is killed with -9, on the same data', async () => {
    const demo = await startDemo();
    await until('all well', async () => (await statusOf(demo.env)).code === 0);
    for (const victim of ['redis-server', 'mongod', 'main.js worker', 'main.js simulate']) {
      const before = await statusOf(demo.env);
      const pid = find(demo.pid, victim);
      process.kill(pid, 'SIGKILL');
      await until(`another ${victim}`, () => {
        const next = descendants(demo.pid).find((each) => commandOf(each).includes(victim));
        return next !== undefined && next !== pid;
      });
      const after = await until(
        `all well after ${victim}`,
        async () => {
          const status = await statusOf(demo.env);
          return status.code === 0 && status.events.lag === 0 ? status : null;
        },
        40_000,
      );
      expect(after.events.seq).toBeGreaterThanOrEqual(before.events.seq);
    }
  });

  it('leaves no process and no folder behind when it is killed with -9', async () => {
    const demo = await startDemo();
    await until('all well', async () => (await statusOf(demo.env)).code === 0);
    const family = descendants(demo.pid);
    expect(family.length).toBeGreaterThanOrEqual(5);
    const folder = dirname(demo.env.REDIS_URL.replace('unix://', ''));
    expect(existsSync(folder)).toBe(true);
    process.kill(demo.pid, 'SIGKILL');
    await until('nothing is left', () => !family.some(isAlive) && !existsSync(folder), 20_000);
  });

  it.each(['SIGTERM', 'SIGKILL'] as const)(
    'leaves nothing behind when %s comes while it is starting',
    async (signal) => {
      // A folder of its own tells whether anything is left.
      const temporary = mkdtempSync(join(tmpdir(), 'vigie-starting-'));
      onTestFinished(() => rmSync(temporary, { recursive: true, force: true }));
      const child = spawn(process.execPath, ['dist/main.js', 'demo', '--headless'], {
        stdio: 'ignore',
        env: { ...process.env, TMPDIR: temporary },
      });
      onTestFinished(() => void child.kill('SIGKILL'));
      const pid = child.pid ?? 0;
      const family = await until('a server is starting', () => {
        const below = descendants(pid);
        return below.some((each) => commandOf(each).includes('mongod ')) ? below : null;
      });
      process.kill(pid, signal);
      await until(
        'nothing is left',
        () => ![pid, ...family].some(isAlive) && readdirSync(temporary).length === 0,
      );
    },
  );

  it('ends cleanly when it is told to, and keeps its data where it was asked to', async () => {
    const keep = mkdtempSync(join(tmpdir(), 'vigie-keep-'));
    onTestFinished(() => rmSync(keep, { recursive: true, force: true }));
    const first = await startDemo('--no-simulator', '--keep', keep);
    const before = await until('all carried', async () => {
      const status = await statusOf(first.env);
      return status.code === 0 && status.events.lag === 0 ? status : null;
    });
    const family = descendants(first.pid);
    const folder = dirname(first.env.REDIS_URL.replace('unix://', ''));
    expect(await first.stop()).toBe(0);
    expect(family.some(isAlive)).toBe(false);
    expect(existsSync(folder)).toBe(false);
    const second = await startDemo('--no-simulator', '--keep', keep);
    const after = await until('all well again', async () => {
      const status = await statusOf(second.env);
      return status.code === 0 ? status : null;
    });
    expect(after.orders).toEqual(before.orders);
    // What stands still may become late, which is an event; nothing else has happened, and nothing is lost.
    const { out } = await vigie(['events', '--last', '10000', '--json'], second.env);
    const events = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { seq: number; type: string });
    const since = events.filter(({ seq }) => seq > before.events.seq);
    expect(events.map(({ seq }) => seq).filter((seq) => seq <= before.events.seq)).toHaveLength(
      before.events.seq,
    );
    expect(since.filter(({ type }) => !type.startsWith('alert_'))).toEqual([]);
    const taken = await vigie(['demo', '--headless', '--keep', keep], { VIGIE_LANG: 'en' });
    expect([taken.code, taken.err.includes('in use by another demo')]).toEqual([1, true]);
  });
});
