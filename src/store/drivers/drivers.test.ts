import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../../test/helpers/context.ts';
import { anOrder, BASTILLE, deliver, desk, OPERA } from '../../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../../test/helpers/servers.ts';
import type { ActionContext } from '../../actions/context.ts';
import { offset, type Position } from '../../domain/geo.ts';
import type { Config } from '../../services/config/config.ts';
import { openLog } from '../../services/log/log.ts';
import type { History } from '../../services/mongo/connect.ts';
import type { Platform } from '../../services/redis/connect.ts';
import { assignOrder, reassignOrder } from '../../services/redis/transitions/assignments.ts';
import { pickUpOrder, rateOrder } from '../../services/redis/transitions/deliveries.ts';
import {
  addDriver,
  driverOffDuty,
  moveDriver,
  removeDriver,
} from '../../services/redis/transitions/drivers.ts';
import { createOrder } from '../../services/redis/transitions/orders.ts';
import { startLive } from '../live.ts';
import { goTo } from '../navigate.ts';
import { createConsoleStore } from '../store.ts';
import { rosterView, selectedDriver } from './view.ts';

let config: Config;
let platform: Platform;
let history: History;

beforeAll(async () => {
  config = testConfig(await ownRedis('6.2'));
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});

beforeEach(async () => {
  await platform.redis.flushdb();
  await history.db.collection('deliveries').deleteMany({});
});

const add = (id: string, position: Position | null = OPERA, rating = 4) =>
  addDriver(
    platform,
    { id, name: `Name ${id}`, rating, regions: ['Paris'], ...(position ? { position } : {}) },
    desk,
  );

/** Gives orders to a driver, promised one after the other. */
async function load(driver: string, ...orders: string[]): Promise<void> {
  for (const [minutes, order] of orders.entries()) {
    await createOrder(platform, anOrder(order, { dueAt: Date.now() + minutes * 60_000 }), desk);
    await assignOrder(platform, { order, driver }, desk);
  }
}

/** A console on the Drivers screen, fed by both servers, without its picture. */
async function onDrivers(columns = 120) {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const store = createConsoleStore(aStart({ columns }));
  const live = startLive(store, config, await openLog(config, 'console'), leave.signal);
  const context: ActionContext = aContext({ store, live, rows: () => 5 });
  const press = pressing(() => context);
  const state = store.getState;
  await until('the board', () => state().board !== null);
  await until('MongoDB', () => state().mongo.state === 'up');
  press('3');
  await until('everybody', () => state().drivers.live !== null);
  const view = () => rosterView(state(), 20);
  return {
    ...{ state, press, type: typing(() => context), context, store },
    ids: () => view().rows.map(({ id }) => id),
    row: (id: string) => view().rows.find((driver) => driver.id === id),
    said: (part: string) => until(part, () => state().message.text.includes(part)),
    /** The lines that are open to be read. */
    read: () => {
      const { prompt } = state();
      return prompt?.kind === 'text' ? prompt.lines.join('\n') : '';
    },
  };
}

describe('the roster of a console', () => {
  it('follows what others do: duty, hands, ratings, who comes and who goes', async () => {
    await add('d2');
    await add('d10', null);
    const { ids, row } = await onDrivers();
    expect(ids()).toEqual(['d2', 'd10']);
    expect(row('d10')).toMatchObject({ status: 'offDuty', lastSeenAt: null });
    await load('d2', 'c1');
    await until('he is busy', () => row('d2')?.status === 'busy' && row('d2')?.load === 1);
    await deliver(platform, 'c2', 'd2');
    await rateOrder(platform, { order: 'c2', stars: 5 }, desk);
    await until('his figures', () => row('d2')?.deliveries === 1 && row('d2')?.ratingCount === 1);
    expect(row('d2')).toMatchObject({ load: 1, revenueCents: 2550, rating: 5 });
    await add('d3');
    await reassignOrder(platform, { order: 'c1', driver: 'd3' }, desk);
    await until('both hands', () => row('d3')?.load === 1 && row('d2')?.load === 0);
    expect([row('d2')?.status, row('d3')?.status]).toEqual(['free', 'busy']);
    await driverOffDuty(platform, 'd2', desk);
    await until('off duty', () => row('d2')?.status === 'offDuty');
    await removeDriver(platform, 'd10', desk);
    await until('gone', () => ids().join() === 'd2,d3');
  });

  it('reads where they are of the rows on screen, and sees silence come and go', async () => {
    for (let i = 1; i <= 3; i += 1) await add(`d${i}`);
    const { ids, row, press, state } = await onDrivers();
    await moveDriver(platform, { driver: 'd1', position: BASTILLE });
    await until('his place', () => Math.abs((row('d1')?.position?.lon ?? 0) - BASTILLE.lon) < 1e-4);
    await platform.redis.zadd(platform.keys.driversLastSeen, Date.now() - 400_000, 'd2');
    await platform.redis.zadd(platform.keys.driversLastSeen, Date.now() - 900_000, 'd3');
    await until('two are silent', () => state().drivers.silent.total === 2);
    press('f', 'f', 'f', 'f');
    await until('who is silent longest', () => ids().join() === 'd3,d2');
    await moveDriver(platform, { driver: 'd3', position: OPERA });
    await until('d2 alone', () => ids().join() === 'd2');
    press('s');
    expect(state().message.text).toContain('order of their silence');
    press('esc');
    expect(state().drivers.only).toBe('all');
  });

  it('is read whole again when events were missed', async () => {
    await add('d1');
    const { row } = await onDrivers();
    const { redis, keys } = platform;
    await redis.hset(keys.driver('d1'), 'name', 'Renamed');
    // Beyond the rows on screen only an event tells of a change: this one never came.
    await redis.incr(keys.eventsSeq);
    await add('d2');
    await until('both', () => row('d2') && row('d1')?.name === 'Renamed');
  });

  it('finds who was added and removed by another program, without a word', async () => {
    await add('d1');
    await add('d2');
    const { ids } = await onDrivers();
    const { redis, keys } = platform;
    await redis.hset(keys.driver('python'), 'name', 'Zoé');
    await redis.sadd(keys.driversAll, 'python');
    await until('it is there', () => ids().join() === 'd1,d2,python');
    await redis.srem(keys.driversAll, 'd1');
    await redis.del(keys.driver('d1'));
    await until('it is gone', () => ids().join() === 'd2,python');
  });

  it('tells how far the first reading of many is, and moves through them all', async () => {
    const pipeline = platform.redis.pipeline();
    for (let i = 1; i <= 3_000; i += 1) {
      pipeline.sadd(platform.keys.driversAll, `d${i}`);
      pipeline.hset(platform.keys.driver(`d${i}`), { name: `N${i}`, status: 'disponible' });
    }
    await pipeline.exec();
    const { press, state, ids } = await onDrivers();
    expect(rosterView(state(), 1)).toMatchObject({ all: 3_000, count: 3_000 });
    press('G');
    expect(state().drivers.selected).toBe('d3000');
    await until('the last rows', () => state().drivers.live?.fresh.has('d2995') === true);
    press('k');
    expect(ids().at(-1)).toBe('d3000');
    expect(selectedDriver(state())?.id).toBe('d2999');
  });
});

describe('finding drivers', () => {
  it('filters by text and state; who is selected stays selected while others move', async () => {
    await add('d1', OPERA, 3);
    await add('d2', OPERA, 5);
    await add('d3', null, 4);
    const { press, type, ids, state } = await onDrivers();
    press('j');
    expect(state().drivers.selected).toBe('d2');
    press('s');
    type('rat');
    press('enter');
    expect(ids()).toEqual(['d2', 'd3', 'd1']);
    expect(selectedDriver(state())?.id).toBe('d2');
    press('s', 'enter');
    expect(ids()).toEqual(['d1', 'd3', 'd2']);
    expect(selectedDriver(state())?.id).toBe('d2');
    press('/');
    type('!d2|off duty');
    press('enter');
    expect(ids()).toEqual(['d1']);
    press('esc', 'f');
    expect(ids()).toEqual(['d1', 'd2']);
    press('f');
    expect(ids()).toEqual([]);
  });

  it('shows whom another screen names, though a filter would hide him', async () => {
    await add('d1');
    await add('d2');
    const { press, type, state, store, said } = await onDrivers();
    press('/');
    type('d1');
    press('enter', '1');
    const jump = () =>
      store.setState((now) =>
        goTo(now, 'drivers', { drivers: { ...now.drivers, selected: 'd2' } }),
      );
    jump();
    await said('The filter hid d2');
    expect(state().filters.drivers).toBe('');
    expect(selectedDriver(state())?.id).toBe('d2');
  });

  it('measures from a place or from the pick-up of the selected order', async () => {
    await platform.redis.geoadd(platform.keys.deliveryPoints, OPERA.lon, OPERA.lat, 'Opéra');
    await add('far', offset(OPERA, 3_000, 0));
    await add('near', offset(OPERA, 300, 0));
    await add('off', null);
    await createOrder(platform, anOrder('c1', { pickup: offset(OPERA, 3_000, 0) }), desk);
    const { press, type, ids, state } = await onDrivers();
    press('@');
    await until('the places', () => state().prompt?.kind === 'choice');
    type('opera');
    press('enter');
    expect(ids()).toEqual(['near', 'far', 'off']);
    expect(selectedDriver(state())?.id).toBe('near');
    press('@');
    await until('the places', () => state().prompt?.kind === 'choice');
    press('enter');
    expect(state().drivers.place?.name).toBe('the pick-up of c1');
    expect(ids()).toEqual(['far', 'near', 'off']);
    await moveDriver(platform, { driver: 'far', position: OPERA });
    await until('he rode away', () => ids().join() === 'near,far,off');
  });
});

describe('what is done with drivers', () => {
  it('d sends one off duty and back; one who carries is not sent, and it says what helps', async () => {
    await add('d1');
    const { press, row, said } = await onDrivers();
    press('d');
    await said('d1 Name d1 is off duty');
    await until('it shows', () => row('d1')?.status === 'offDuty');
    press('u');
    await said('d1 Name d1 is on duty');
    await until('it shows', () => row('d1')?.status === 'free');
    press('d');
    await said('is off duty. u undoes.');
    await until('it shows', () => row('d1')?.status === 'offDuty');
    press('d');
    await said('d1 Name d1 is on duty');
    await until('it shows', () => row('d1')?.status === 'free');
    await load('d1', 'c1');
    await until('he carries', () => row('d1')?.load === 1);
    press('d');
    await said('still carries 1: R gives all of it to others');
  });

  it('d with marks does each, and tells of each', async () => {
    await add('d1');
    await add('d2');
    await add('d3', null);
    await load('d1', 'c1');
    const { press, row, read, said, state } = await onDrivers();
    await until('he carries', () => row('d1')?.load === 1);
    press('space', 'space', 'space', 'd');
    await until('the results', () => read() !== '');
    expect(read()).toMatch(/^1 of 3 done\.\n/);
    expect(read()).toContain('d1 Name d1: ');
    expect(read()).toContain('d2 Name d2 is off duty');
    expect(read()).toContain('d3 Name d3: ');
    expect(state().message).toEqual({ kind: 'error', text: '1 of 3 done. u undoes it.' });
    expect(state().drivers.marks).toEqual(['d1', 'd3']);
    press('esc', 'u');
    await said('d2 Name d2 is on duty');
  });

  it('e says where he works; what can not be is said beside what was typed', async () => {
    await add('d1');
    const { press, type, row, said, state } = await onDrivers();
    press('e', 'ctrl-u');
    type('Pa{ris');
    press('enter');
    await until('the fault', () => {
      const { prompt } = state();
      return prompt?.kind === 'form' && prompt.fields[0]?.error?.includes('region');
    });
    press('ctrl-u');
    type('Banlieue, Paris');
    press('enter');
    await said('d1 Name d1 works in Banlieue, Paris now (before: Paris)');
    await until('it shows', () => row('d1')?.regions.join() === 'Banlieue,Paris');
    press('1', 'u');
    await said('d1 Name d1 works in Paris again.');
  });

  it('R asks first, then gives all a sick courier carries to others, order by order', async () => {
    await add('ill');
    await load('ill', 'c1', 'c2', 'c3');
    await pickUpOrder(platform, 'c3', desk);
    const { press, row, read, said, state } = await onDrivers();
    await until('he carries', () => row('ill')?.load === 3);
    await addDriver(
      platform,
      { id: 'one', name: 'One', rating: 5, regions: ['Paris'], position: OPERA, capacity: 2 },
      desk,
    );
    press('R');
    await until('the plan', () => read() !== '');
    expect(state().prompt).toMatchObject({ title: expect.stringContaining('All 3 orders of ill') });
    expect(read()).toMatch(/^c1 {2}→ one One.*\nc2 {2}→ one One.*\nc3 {2}the orders above take/);
    press('n');
    expect(row('ill')?.load).toBe(3);
    press('R');
    await until('the plan', () => read() !== '');
    press('y');
    await said('2 of 3 done. u undoes all 2.');
    const moved = 'moved from ill to one One (balanced 10.00)';
    expect(read().split('\n')).toEqual([
      ...[expect.stringMatching(/^c3 {2}/), `c1  ${moved}`, `c2  ${moved}`],
    ]);
    press('esc');
    await until('the hands', () => row('ill')?.load === 1 && row('one')?.load === 2);
    press('u');
    await said('2 of 2 done');
    await until('all is undone', () => row('ill')?.load === 3 && row('one')?.load === 0);
    press('esc');
    await add('two');
    press('R');
    await until('the plan', () => read().includes('two'));
    press('y');
    await said('3 of 3 done');
    await until('nothing left', () => row('ill')?.load === 0);
    press('esc', 'R');
    expect(state().message.text).toBe('ill Name ill carries nothing.');
  });
});

describe('the detail', () => {
  it('has his way, his hands, his deliveries and what customers wrote; Enter opens an order', async () => {
    await add('d1');
    await moveDriver(platform, { driver: 'd1', position: BASTILLE });
    await load('d1', 'c1');
    const now = Date.now();
    await history.db.collection('deliveries').insertMany(
      [4, 5].map((rating, i) => ({
        ...{ command_id: `h${i}`, driver_id: 'd1', amount_cents: 1_000, duration_minutes: 20 },
        ...{ delivery_time: new Date(now - i * 60_000), client: 'Ana', destination: 'Nation' },
        ...{ rating, ...(i === 1 ? { review: 'très rapide' } : {}) },
      })),
    );
    const { press, state } = await onDrivers(80);
    press('enter');
    const detail = () => state().drivers.detail;
    await until('his history', () => detail()?.history?.deliveries.length === 2);
    expect(detail()?.history).toMatchObject({
      reviews: [{ order: 'h1', rating: 5, review: 'très rapide' }],
      month: { deliveries: 2, revenueCents: 2_000, meanMinutes: 20, stars: [0, 0, 0, 1, 1] },
    });
    await until('his hands', () => detail()?.carried?.length === 1);
    await until('his way', () => (detail()?.track?.points.length ?? 0) >= 1);
    await moveDriver(platform, { driver: 'd1', position: offset(OPERA, 2_000, 90) });
    const points = detail()?.track?.points.length ?? 0;
    await until('it goes on', () => (detail()?.track?.points.length ?? 0) === points + 1);
    press('j', 'k', 'enter');
    expect(state()).toMatchObject({ screen: 'orders', orders: { selected: 'c1' } });
    press('esc');
    expect(state()).toMatchObject({ screen: 'drivers', drivers: { open: true } });
    press('esc');
    expect(state().drivers.open).toBe(false);
  });
});
