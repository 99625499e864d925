/** The bench `dispatch` as a process. */
import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { BadInput } from '../scripts/bench/bench.ts';
import { generateInstance, writeInstance } from '../scripts/bench/dispatch/generate.ts';
import { dispatch as inProcess } from '../scripts/bench/dispatch.ts';
import type { Given } from '../scripts/bench/options.ts';
import { wrongWith } from './helpers/solution-check.ts';

interface Line {
  readonly bench: string;
  readonly metric: string;
  readonly value: number;
  readonly n: number;
  readonly policy: string;
  readonly noise_sd?: number;
}

function dispatch(...args: string[]): Promise<{ code: unknown; out: string; err: string }> {
  return new Promise((resolve) => {
    const whole = ['scripts/bench/main.ts', 'dispatch', ...args];
    execFile(process.execPath, whole, (error, out, err) =>
      resolve({ code: error?.code ?? 0, out, err }),
    );
  });
}

/** A folder with two instances, a small one and a busy one, and one for what comes of them, which is not there yet. */
function folders(): { instances: string; out: string } {
  const base = mkdtempSync(join(tmpdir(), 'vigie-bench-dispatch-'));
  onTestFinished(() => rmSync(base, { recursive: true, force: true }));
  const instances = join(base, 'instances');
  for (const [i, name] of ['one', 'two'].entries()) {
    const files = generateInstance({ seed: 7 + i, orders: 40 + 160 * i, dutyPerOrder: 30 });
    writeInstance(join(instances, name), files);
  }
  return { instances, out: join(base, 'out') };
}

const linesOf = (out: string) =>
  out
    .trimEnd()
    .split('\n')
    .map((line): Line => JSON.parse(line));

/** Mean over instances of the mean minutes between two columns of the orders' file. */
function meanBetween(files: readonly string[], from: string, to: string): number {
  const means = files.map((file) => {
    const [header = '', ...rows] = readFileSync(file, 'utf8').trimEnd().split('\n');
    const column = (name: string) => header.split(' ').indexOf(name);
    const spans = rows
      .map((row) => row.split(' ').map(Number))
      .map((row) => (row[column(to)] ?? Number.NaN) - (row[column(from)] ?? Number.NaN));
    return spans.reduce((sum, span) => sum + span, 0) / spans.length;
  });
  return means.reduce((sum, mean) => sum + mean, 0) / means.length;
}

describe('the bench dispatch', () => {
  it('writes figures for programs, and solutions that break no rule and say the same', async () => {
    const { instances, out } = folders();
    const asked = ['--instances', instances, '--policy', 'closest,optimal', '--out', out];
    const { code, out: text } = await dispatch(...asked, '--quick', '--json');
    expect(code).toBe(0);
    const lines = linesOf(text);
    for (const policy of ['closest', 'optimal']) {
      const own = lines.filter((line) => line.policy === policy);
      const value = (metric: string) => own.find((line) => line.metric === metric)?.value;
      const metrics = own.filter(({ n }) => n === 2).map(({ metric }) => metric);
      expect(metrics).toEqual([
        ...['click_to_door_min', 'click_to_door_p90_min'],
        ...['ready_to_pickup_min', 'ready_to_pickup_p90_min'],
        ...['undelivered_pct', 'late_pct', 'cost_per_order', 'orders_per_bundle'],
        ...['km_per_order', 'solve_mean_ms', 'solve_p99_ms', 'solve_max_ms'],
      ]);
      const solutions = ['one', 'two'].map((name) => join(out, name, policy));
      for (const [i, solution] of solutions.entries()) {
        expect(readdirSync(solution).sort()).toEqual([
          'solution_info_assignments.txt',
          'solution_info_couriers.txt',
          'solution_info_orders.txt',
        ]);
        expect(wrongWith(join(instances, i === 0 ? 'one' : 'two'), solution)).toEqual([]);
      }
      const files = solutions.map((solution) => join(solution, 'solution_info_orders.txt'));
      const [door, pickup] = ['click_to_door_min', 'ready_to_pickup_min'].map(value);
      expect(door).toBeCloseTo(meanBetween(files, 'placement_time', 'dropoff_time'), 1);
      expect(pickup).toBeCloseTo(meanBetween(files, 'ready_time', 'pickup_time'), 1);
    }
    const hot = lines.find(({ metric }) => metric === 'solve_ms');
    expect(hot).toMatchObject({
      bench: 'dispatch',
      policy: 'optimal',
      orders: 500,
      drivers: 2_000,
    });
    expect(hot?.value).toBeGreaterThan(0);
  });

  it('draws the same noise from the same seed', async () => {
    const { instances, out } = folders();
    const asked = ['--instances', instances, '--only', 'two', '--policy', 'balanced', '--json'];
    const noise = ['--noise', '8', '--noise-seed'];
    const answers = await Promise.all([
      dispatch(...asked, ...noise, '1', '--out', out),
      dispatch(...asked, ...noise, '1'),
      dispatch(...asked, ...noise, '2'),
      dispatch(...asked),
    ]);
    const figures = answers.map(({ out: text }) =>
      linesOf(text).filter(({ metric }) => !metric.startsWith('solve')),
    );
    const values = figures.map((lines) => JSON.stringify(lines.map(({ value }) => value)));
    expect(new Set(values).size).toBe(3);
    expect(values[0]).toBe(values[1]);
    expect(figures[0]?.[0]).toMatchObject({ noise_sd: 8, noise_seed: 1, n: 1 });
    expect(figures[3]?.[0]?.noise_sd).toBeUndefined();
    // One policy: no folder for it.
    expect(wrongWith(join(instances, 'two'), join(out, 'two'))).toEqual([]);
  });

  it('writes one line a policy for people, on instances of its own where none are named', async () => {
    const { code, out, err } = await dispatch('--quick', '--policy', 'closest,balanced');
    expect(code).toBe(0);
    const [heading, ...rows] = out.trimEnd().split('\n');
    expect(heading).toMatch(/^policy +to door +p90 +to pickup/);
    expect(rows.map((row) => row.split(' ')[0])).toEqual(['closest', 'balanced']);
    expect(rows[0]?.trim().split(/\s+/)).toHaveLength(14);
    expect(err).toMatch(/Without --instances: 4 generated instances/);
  });

  it('says of an instance without orders that nothing is measured of it, and makes no figure up', async () => {
    const { instances } = folders();
    const orders = join(instances, 'one', 'orders.txt');
    const [header] = readFileSync(orders, 'utf8').split('\n');
    writeFileSync(orders, `${header}\n`);
    const asked = ['--instances', instances, '--only', 'one', '--policy', 'closest'];
    const [people, programs] = await Promise.all([
      dispatch(...asked),
      dispatch(...asked, '--json'),
    ]);
    expect([people.code, programs.code]).toEqual([0, 0]);
    expect(people.out.trimEnd().split('\n')[1]).toMatch(/^closest( +-){12} +1$/);
    expect(linesOf(programs.out).map(({ value }) => value)).toEqual(Array(12).fill(null));
    for (const { err } of [people, programs])
      expect(err).toContain('Without orders, so that nothing is measured of it: one.');
  });

  it('refuses what it can’t read, in one sentence, and writes nothing', async () => {
    const { instances, out } = folders();
    const broken = join(instances, 'two', 'orders.txt');
    writeFileSync(broken, readFileSync(broken, 'utf8').replace(/\to?\d+\tr/, '\tnoon\tr'));
    const one = { instances: [instances], only: 'one', out };
    const calls: [Given, RegExp][] = [
      [{ ...one, only: 'two' }, /two\/orders\.txt, line \d+, field placement_time: .*not "noon"/],
      [{ instances: [`${instances}/none`], out }, /none: there is no such folder/],
      [{ ...one, policy: 'best' }, /no policy "best".*closest, best_rated, balanced, optimal/],
      [{ ...one, noise: 'loud' }, /--noise must be .*not "loud"/],
      [{ ...one, 'noise-seed': '1' }, /--noise-seed needs --noise/],
      [{ ...one, noise: '8', 'noise-seed': 'x' }, /--noise-seed must be/],
      [{ only: 'one' }, /--only needs --instances/],
      [{ ...one, out: broken }, /orders\.txt: the folder can't be made/],
    ];
    const silent = () => expect.unreachable();
    for (const [given, message] of calls) {
      const told = { quick: false, json: false, given, startServers: silent, atEnd: silent };
      const context = { ...told, report: silent, note: silent, line: silent };
      await expect(inProcess(context)).rejects.toThrow(message);
      await expect(inProcess(context)).rejects.toBeInstanceOf(BadInput);
    }
    const answers = await Promise.all([
      dispatch('--instances', instances, '--out', out),
      dispatch('--instances', instances, '--out', out, '--policy', 'best'),
      dispatch('more'),
    ]);
    for (const { code, out: text, err } of answers) {
      expect([code, text, err.trimEnd().split('\n').length]).toEqual([2, '', 1]);
    }
    expect(existsSync(out)).toBe(false);
  });
});
