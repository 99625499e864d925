import { describe, inject, it, vi } from 'vitest';
import { aMorning } from '../helpers/morning.ts';
import { aDesk, aScene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';

// A console of its own takes its time where the machine is busy.
vi.setConfig({ testTimeout: 90_000 });

const ESC = '\u001b';
const ENTER = '\r';

describe('a server that goes while somebody acts', () => {
  it('Redis: nothing claims to be done, nothing typed is lost, and it is done once', async () => {
    const scene = await aScene({}, inject('mongoUri'));
    await aMorning(scene, 'c1', 'c2');
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('▸ c1');
    desk1.press('2');
    await desk1.sees('Orders  2 of 2');
    desk1.press('  c');
    await desk1.sees('Give all 2 away?');
    scene.servers.redis?.signal('SIGKILL');
    await desk1.sees('redis ○ down');
    desk1.press('y');
    await desk1.sees('0 of 2 done');
    await desk1.sees('c1  no answer: it is not known whether that was done');
    desk1.press(ESC);
    await desk1.misses('no answer');
    await scene.servers.redis?.start();
    await desk1.sees('redis ●');
    desk1.press('c');
    await desk1.sees('Give all 2 away?');
    desk1.press('y');
    await desk1.sees('c2  assigned to d1 Alice (');
    desk1.press(ESC);
    await desk1.misses('c2  assigned to d1 Alice (');

    desk1.press('N');
    await desk1.sees('New order');
    desk1.press('K. Benali\t\t\topera\tbast\t\t12\t\t\t');
    scene.servers.redis?.signal('SIGKILL');
    await desk1.sees('redis ○ down');
    desk1.press(ENTER);
    await desk1.sees('Redis did not answer. Enter sends it again: it is done once.');
    await desk1.sees('K. Benali');
    await scene.servers.redis?.start();
    await desk1.sees('redis ●');
    desk1.press(ENTER);
    await desk1.sees('created: it waits for a driver.');
    const { redis, keys } = scene.platform;
    await until('one order more', async () => (await redis.zcard(keys.ordersWaiting)) === 1);
  });

  it('MongoDB: the work goes on', async () => {
    const scene = await aScene();
    await aMorning(scene, 'c1');
    const desk1 = await aDesk(scene, 'desk1');
    await desk1.sees('▸ c1');
    scene.servers.mongo?.signal('SIGKILL');
    await desk1.sees('mongo ○ down');
    desk1.press('b');
    await desk1.sees('c1 assigned to d1 Alice (balanced 9.08');
    desk1.press('u');
    await desk1.sees('c1 taken back from d1');
    await scene.servers.mongo?.start();
    await desk1.sees('mongo ●');
  });
});
