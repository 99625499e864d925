import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { describe, expect, it, onTestFinished } from 'vitest';
import { asJson, asRow } from '../scripts/bench/print.ts';
import { percentile } from '../src/domain/percentile.ts';
import { commandOf, descendants, isAlive } from './helpers/processes.ts';
import { until } from './helpers/servers.ts';

const MAIN = 'scripts/bench/main.ts';

function bench(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [MAIN, ...args], (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

describe('npm run bench', () => {
  it('names its benches when it is asked for another, or for none', async () => {
    const calls = [
      ['nothing'],
      ['toString'],
      [],
      ['geo', 'sync'],
      ['geo', '--slow'],
      ['geo', '--noise', '8'],
    ];
    const answers = await Promise.all(calls.map((args) => bench(...args)));
    for (const { code, out, err } of answers) {
      expect(code).toBe(2);
      expect(out).toBe('');
      expect(err.trimEnd().split('\n')).toHaveLength(1);
    }
    expect(answers[0]?.err).toMatch(/assign, sync, geo, frames, live, startup, dispatch, reports/);
    expect(answers.at(-1)?.err).toMatch(/"geo" has no option --noise/);
  });

  it('writes one object a line', () => {
    const figure = { metric: 'a', value: 12.34567, unit: 'ms', ceiling: 4, n: 7, fsync: 'always' };
    expect(asJson('geo', figure)).toBe(
      '{"bench":"geo","metric":"a","value":12.35,"unit":"ms","ceiling":4,"ratio":3.086,"n":7,"fsync":"always"}',
    );
    const alone = { metric: 'a', value: 0, unit: '', ceiling: null, n: 7 };
    expect(JSON.parse(asJson('geo', alone))).toMatchObject({
      value: 0,
      ceiling: null,
      ratio: null,
    });
    expect(asRow(alone)).toMatch(/^a +0 +- +- +7$/);
  });

  it('takes percentiles by nearest rank', () => {
    const values = Array.from({ length: 100 }, (_, i) => 100 - i);
    expect([0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([50, 99, 100]);
    expect(percentile([3], 0.5)).toBe(3);
    expect(percentile([], 0.5)).toBeNaN();
  });

  it.each([
    ['geo', /redis-server/],
    ['frames', /vigie-bench-\w+\/ours\/main\.js/],
  ])('leaves nothing of %s behind when it is stopped', { timeout: 120_000 }, async (name, last) => {
    const child = spawn(process.execPath, [MAIN, name, '--quick'], { stdio: 'ignore' });
    onTestFinished(() => void child.kill('SIGKILL'));
    const all = () => descendants(child.pid ?? 0);
    const lastOne = await until(
      'what it starts last',
      () => all().find((pid) => last.test(commandOf(pid))),
      60_000,
    );
    const [folder] = /\S+vigie-bench-\w+/.exec(commandOf(lastOne)) ?? [];
    const started = all();
    child.kill('SIGINT');
    const [code] = await once(child, 'exit');
    expect(code).toBe(130);
    await until('the end of all it started', () => !started.some(isAlive), 20_000);
    if (folder) expect(existsSync(folder)).toBe(false);
  });
});
