import { describe, expect, inject, it, vi } from 'vitest';
import type { Platform } from '../../src/services/redis/connect.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { desk } from '../helpers/life.ts';
import { aMorning } from '../helpers/morning.ts';
import { aDesk, aScene } from '../helpers/scene.ts';

// A console of its own takes its time where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const ESC = '\u001b';
const ENTER = '\r';

const holder = ({ redis, keys }: Platform, order: string) => redis.get(keys.assignment(order));
const statusOf = ({ redis, keys }: Platform, order: string) =>
  redis.hget(keys.order(order), 'status');

describe('a dispatcher', () => {
  it('assigns an order, thinks again, and takes it back', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1', 'c2');
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('▸ c1');

    desk1.press('c');
    await desk1.sees('c1 assigned to d1 Alice (closest −0.52, next d2 Bob −1.21). u undoes.');
    expect(await holder(scene.platform, 'c1')).toBe('d1');
    await desk1.sees('▸ c2');

    desk1.press('u');
    await desk1.sees('c1 taken back from d1, it waits again.');
    expect(await statusOf(scene.platform, 'c1')).toBe('en_attente');

    desk1.press('u');
    await desk1.sees('Nothing of yours to undo.');
  });

  it('moves an order to another driver, and back', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1');
    await assignOrder(scene.platform, { order: 'c1', driver: 'd1' }, { by: 'desk2' });
    const desk1 = await aDesk(scene, 'desk1');
    desk1.press('2');
    await desk1.sees('▸   c1');

    desk1.press('t');
    await desk1.sees('c1, now with d1, goes to');
    await desk1.sees('1.21 km  4.50  0/4');
    desk1.press('char');
    await desk1.misses('1.21 km  4.50  0/4');
    desk1.press(ENTER);
    await desk1.sees('c1 moved from d1 to d3 Charlie. u undoes.');
    expect(await holder(scene.platform, 'c1')).toBe('d3');

    desk1.press('u');
    await desk1.sees('c1 given back to d1.');
    expect(await holder(scene.platform, 'c1')).toBe('d1');
  });

  it('gives three away at once: one was taken meanwhile, and says so', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1', 'c2', 'c3');
    const desk1 = await aDesk(scene, 'desk1');
    desk1.press('2');
    await desk1.sees('Orders  3 of 3');
    desk1.press('   ');
    await desk1.sees('3 marked');

    desk1.press('c');
    await desk1.sees('3 orders, closest: what would be done');
    await desk1.sees('c1  → d1 Alice  0.52 km');
    await desk1.sees('c3  → d2 Bob  1.21 km');
    await desk1.sees('Give all 3 away?');
    await assignOrder(scene.platform, { order: 'c2', driver: 'd3' }, { by: 'desk2' });

    desk1.press('y');
    await desk1.sees('2 of 3 done');
    await desk1.sees('c2  refused: Already assigned to d3 by desk2, ');
    await desk1.sees('c1  assigned to d1 Alice');
    expect(await holder(scene.platform, 'c3')).toBe('d2');

    desk1.press(ESC);
    await desk1.misses('refused');
    desk1.press('u');
    await desk1.sees('2 of 2 done');
    await desk1.sees('c1  taken back from d1, it waits again');
    expect(await holder(scene.platform, 'c2')).toBe('d3');
    expect(await holder(scene.platform, 'c3')).toBeNull();
  });

  it('takes an order on the phone and corrects it', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene);
    const desk1 = await aDesk(scene, 'desk1');
    desk1.press('2');
    await desk1.sees('Orders');

    desk1.press('N');
    await desk1.sees('New order');
    desk1.press('K. Benali\t06 11 22 33 44\t\topera\tbast\tPari\t18,5\t\tring twice\t');
    desk1.press(ENTER);
    await desk1.sees('nobody works there');
    await desk1.sees('K. Benali');
    desk1.press('s\t\t\t\t');
    desk1.press(ENTER);
    await desk1.sees('created: it waits for a driver.');
    const id = /n[\da-z]{6}(?= )/.exec(desk1.screen().at(-1) ?? '')?.[0] ?? '';
    const { redis, keys } = scene.platform;
    expect(await redis.hmget(keys.order(id), 'client', 'origin', 'destination', 'amount')).toEqual([
      ...['K. Benali', 'Opéra', 'Bastille', '18.50'],
    ]);
    await desk1.sees(`▸   ${id}`);

    desk1.press('E');
    await desk1.sees(`Correct ${id}`);
    desk1.press(' at door 3\t\t\t');
    desk1.press(ENTER);
    await desk1.sees(`${id} corrected.`);
    expect(await redis.hget(keys.order(id), 'note')).toBe('ring twice at door 3');
  });

  it('is asked before several are delivered', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1', 'c2', 'c3');
    for (const order of ['c1', 'c2', 'c3'])
      await assignOrder(scene.platform, { order, driver: 'd2' }, desk);
    for (const order of ['c1', 'c2']) await pickUpOrder(scene.platform, order, desk);
    const desk1 = await aDesk(scene, 'desk1');
    desk1.press('2');
    await desk1.sees('Orders  3 of 3');
    desk1.press('   ');
    await desk1.sees('3 marked');

    desk1.press('D');
    await desk1.sees('2 orders delivered? That cannot be undone.');
    await desk1.sees('c3  left as it is: assigned');
    desk1.press('n');
    await desk1.sees('Not done.');
    expect(await statusOf(scene.platform, 'c1')).toBe('récupérée');

    desk1.press('D');
    await desk1.sees('2 orders delivered? That cannot be undone.');
    desk1.press('y');
    await desk1.sees('2 of 3 done');
    expect(await statusOf(scene.platform, 'c1')).toBe('livrée');
    expect(await statusOf(scene.platform, 'c3')).toBe('assignée');
  });
});

describe('two dispatchers', () => {
  it('want one order: the second hears who was first', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1');
    const [desk1, desk2] = await Promise.all([aDesk(scene, 'desk1'), aDesk(scene, 'desk2')]);
    for (const each of [desk1, desk2]) {
      await each.sees('▸ c1');
      each.press('t');
      await each.sees('c1 goes to');
    }
    desk2.press(ENTER);
    await desk2.sees('c1 assigned to d1 Alice. u undoes.');
    // The choice of desk1 is still open, on what was true when it opened.
    desk1.press(ENTER);
    await desk1.sees('c1: Already assigned to d1 by desk2, ');
    expect(await holder(scene.platform, 'c1')).toBe('d1');
  });
});
