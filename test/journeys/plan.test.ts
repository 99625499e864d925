import { describe, expect, inject, it, vi } from 'vitest';
import { readMode } from '../../src/services/planner/read.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { parseOrder } from '../../src/services/redis/parse.ts';
import { setMode } from '../../src/services/redis/transitions/plans.ts';
import { aMorning } from '../helpers/morning.ts';
import { aPlan, aWorkerLives, writePlan } from '../helpers/plans.ts';
import { aDesk, aScene, type Scene } from '../helpers/scene.ts';

// A console of its own takes its time where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const ESC = '\u001b';
const ENTER = '\r';

/** A morning on which the engine plans: both first orders with Bob, who leaves in three minutes. */
async function aPlannedMorning(): Promise<Scene> {
  const scene = await aScene({}, inject('mongoUri'));
  await aMorning(scene, 'c1', 'c2', 'c3');
  await aWorkerLives(scene.platform);
  const now = Date.now();
  const bob = ['d2', 'Bob'] as const;
  await writePlan(scene.platform, aPlan('c1', bob, { now, together: ['c2'] }));
  await writePlan(scene.platform, aPlan('c2', bob, { now, together: ['c1'] }));
  return scene;
}

const holder = ({ redis, keys }: Platform, order: string) => redis.get(keys.assignment(order));
const orderOf = async ({ redis, keys }: Platform, id: string) =>
  parseOrder(id, await redis.hgetall(keys.order(id)));

describe('a dispatcher beside the engine', () => {
  it('sees a plan on Live, on the Orders and at its driver, asks why, and gives it at once', async () => {
    const scene = await aPlannedMorning();
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('engine suggests');
    await desk1.sees('2 planned');
    await desk1.sees('plan: d2 Bob, leaves in ');
    desk1.press('2');
    await desk1.sees('→ d2 Bob');
    await desk1.sees('planned for d2 Bob,');
    desk1.press('3');
    await desk1.sees('d1  Alice');
    desk1.press('j');
    await desk1.sees('→ c1, leaves in ');
    desk1.press('1');
    await desk1.sees('▸ c1');

    desk1.press('w');
    await desk1.sees('Why c1');
    await desk1.sees('d2 Bob, leaves at');
    desk1.press(ESC);
    await desk1.misses('Why c1');

    desk1.press('o');
    await desk1.sees('give it to d2 Bob now');
    desk1.press(ENTER);
    await desk1.sees('c1 assigned to d2 Bob, as planned. u undoes.');
    expect(await holder(scene.platform, 'c1')).toBe('d2');
    await desk1.sees('c1 assigned to d2 Bob, optimal');
    desk1.press('u');
    await desk1.sees('c1 taken back from d2, it waits again.');
  });

  it('pins a driver, thinks again, and refuses another', async () => {
    const scene = await aPlannedMorning();
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('plan: d2 Bob');

    desk1.press('o');
    await desk1.sees('pin another driver');
    desk1.press('another');
    desk1.press(ENTER);
    await desk1.sees('c1 is to wait for');
    desk1.press('char');
    desk1.press(ENTER);
    await desk1.sees('c1 pinned to d3 Charlie: the engine waits for him. u undoes.');
    expect(await orderOf(scene.platform, 'c1')).toMatchObject({ pinned: { driver: 'd3' } });
    await desk1.sees('c1 pinned to d3 ');
    desk1.press('u');
    await desk1.sees('c1 no longer pinned to d3');
    expect(await orderOf(scene.platform, 'c1')).toMatchObject({ pinned: null });

    desk1.press('o');
    await desk1.sees('refuse d2 Bob');
    desk1.press('refuse');
    desk1.press(ENTER);
    await desk1.sees('c1 will not go to d2 Bob: the engine looks for another. u undoes.');
    expect(await orderOf(scene.platform, 'c1')).toMatchObject({ refused: ['d2'] });
    await desk1.sees('o    no plan for it yet');
  });

  it('gives away all that wait as planned: what has no plan stays', async () => {
    const scene = await aPlannedMorning();
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('2 planned');
    desk1.press('A');
    await desk1.sees('each as planned');
    desk1.press(ENTER);
    await desk1.sees('All 3 that wait, as planned: what would be done');
    await desk1.sees('c3  no plan for it now');
    await desk1.sees('Give 2 of 3 away?');
    desk1.press('y');
    await desk1.sees('2 of 3 done');
    desk1.press(ESC);
    await desk1.misses('any other key closes');
    expect(await holder(scene.platform, 'c2')).toBe('d2');
    expect(await holder(scene.platform, 'c3')).toBeNull();
    desk1.press('u');
    await desk1.sees('c2  taken back from d2');
  });

  it('sets the mode, is asked before automatic, and hears when it turns itself down', async () => {
    const scene = await aPlannedMorning();
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('engine suggests');
    desk1.press('M');
    await desk1.sees('Dispatch engine, now: suggest');
    desk1.press(ENTER);
    await desk1.sees('give orders away by itself? (y: yes');
    desk1.press('y');
    await desk1.sees('Engine automatic: it gives orders away');
    await desk1.sees('engine auto');
    expect(await readMode(scene.platform)).toMatchObject({ mode: 'automatic', by: 'desk1' });

    const stopped = { mode: 'suggest', from: 'automatic', cause: 'positions_silent' } as const;
    await setMode(scene.platform, stopped, { by: 'engine' });
    await desk1.sees('engine suggests: positions silent');
    await desk1.sees('dispatch engine: suggest');

    desk1.press(':');
    desk1.press('engine off');
    desk1.press(ENTER);
    await desk1.sees('Engine off: nothing is planned.');
    await desk1.misses('2 planned');
    desk1.press('o');
    await desk1.sees('The engine is off, nothing is planned: M sets it.');
  });
});
