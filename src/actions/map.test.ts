import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../test/helpers/context.ts';
import { anOrder, BASTILLE, desk, OPERA } from '../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../test/helpers/servers.ts';
import { plain } from '../components/text.ts';
import { distanceM, offset, type Position } from '../domain/geo.ts';
import { frame } from '../screens/frame.ts';
import type { Config } from '../services/config/config.ts';
import { openLog } from '../services/log/log.ts';
import type { Platform } from '../services/redis/connect.ts';
import { assignOrder } from '../services/redis/transitions/assignments.ts';
import { addDriver, driverOffDuty, moveDriver } from '../services/redis/transitions/drivers.ts';
import { createOrder } from '../services/redis/transitions/orders.ts';
import type { Servers } from '../services/servers/start.ts';
import { startLive } from '../store/live.ts';
import { thingOf } from '../store/map/things.ts';
import { createConsoleStore } from '../store/store.ts';
import type { ActionContext } from './context.ts';

const NATION = { lon: 2.3958, lat: 48.8484 };
let servers: Servers;
let config: Config;
let platform: Platform;

beforeAll(async () => {
  servers = await ownRedis();
  config = testConfig(servers);
  platform = await ownPlatform(config);
});

const driver = (id: string, position: Position) =>
  addDriver(platform, { id, name: `Name ${id}`, rating: 4.5, regions: ['Paris'], position }, desk);

beforeEach(async () => {
  await platform.redis.flushdb();
  await driver('d1', OPERA);
  await driver('d2', offset(OPERA, 800, 180));
  await driver('d3', NATION);
  await createOrder(platform, anOrder('c1', { pickup: NATION, dropoff: OPERA }), desk);
  await createOrder(platform, anOrder('c2', { pickup: OPERA, dropoff: BASTILLE }), desk);
  await platform.redis.geoadd(
    platform.keys.deliveryPoints,
    ...[BASTILLE.lon, BASTILLE.lat, 'Bastille', 2.2385, 48.8924, 'La Défense'],
  );
});

/** A console on the Map, with its keys and what it shows. */
async function atTheMap() {
  const leave = new AbortController();
  onTestFinished(() => leave.abort());
  const store = createConsoleStore(aStart());
  const live = startLive(store, config, await openLog(config, 'console'), leave.signal);
  let copied = '';
  const context: ActionContext = aContext({
    ...{ store, live },
    copy: (text) => {
      copied = text;
    },
  });
  const press = pressing(() => context);
  press('4');
  const map = () => store.getState().map;
  await until('the map', () => (map().content?.driversTotal ?? 0) > 0);
  const text = () => frame(store.getState()).map(plain).join('\n');
  return {
    ...{ press, type: typing(() => context), map, text, copied: () => copied },
    state: store.getState,
    select: async (id: string) => {
      for (let i = 0; map().selected?.id !== id && i < 20; i += 1) press('tab');
      await until(id, () => map().selected?.id === id);
    },
    shows: (part: string) => until(part, () => text().includes(part)),
    at: (id: string) => thingOf(store.getState(), { kind: 'driver', id })?.at,
  };
}

describe('the map on real servers', () => {
  it('shows drivers, orders and places, and who moves', async () => {
    const { text, shows, at } = await atTheMap();
    await shows('3 of 3 drivers  2 of 2 orders');
    expect(text()).toContain('Bastille');
    expect(text()).not.toContain('La Défense');
    await moveDriver(platform, { driver: 'd3', position: offset(NATION, 900, 10) });
    await until('he moved', () => distanceM(at('d3') ?? NATION, offset(NATION, 900, 10)) < 2);
    await driverOffDuty(platform, 'd3', desk);
    await shows('2 of 2 drivers');
  });

  it('goes through things by Tab, tells what is known of them, and opens them', async () => {
    const { press, select, text, state, shows, copied } = await atTheMap();
    await assignOrder(platform, { order: 'c1', driver: 'd3' }, desk);
    await select('c1');
    await shows('with d3 Name d3');
    await shows('25.50 €');
    press('y');
    expect(copied()).toBe('c1');
    press('enter');
    expect([state().screen, state().orders.selected]).toEqual(['orders', 'c1']);
    press('esc');
    expect(state().screen).toBe('map');
    await select('d2');
    expect(text()).toContain('d2 Name d2  free');
    press('enter');
    expect([state().screen, state().drivers.selected]).toEqual(['drivers', 'd2']);
  });

  it('shows what is selected elsewhere, and acts on the order under the cursor', async () => {
    const { press, map, state, shows, text } = await atTheMap();
    press('1');
    await until('the board', () => state().selected === 'c1');
    press('v');
    expect([state().screen, map().selected?.id]).toEqual(['map', 'c1']);
    await shows('P c1');
    await until('the order', () => map().content?.order?.id === 'c1');
    press('c');
    await until('assigned', () => map().content?.order?.status === 'assigned');
    await shows('with d3 Name d3');
    expect(text()).toContain('c1 Amélie Roux  assigned');
    // Who has the order is followed from it.
    press('f');
    await shows('following d3');
    press('esc', 'esc', 'esc');
    expect(state().screen).toBe('live');
    press('3');
    await until('the roster', () => state().drivers.selected !== null);
    press('v');
    await until('a driver on the map', () => map().selected?.kind === 'driver');
  });

  it('pans, zooms about the cursor, and shows everything and the zone again', async () => {
    const { press, map, select, shows, text } = await atTheMap();
    await select('d3');
    const { cursor, view } = map();
    press('+', '+', '+');
    expect(map().cursor).toEqual(cursor);
    expect(map().view?.metresPerDot).toBeLessThan((view?.metresPerDot ?? 0) / 2);
    await shows('d3');
    press('shift-left', 'shift-left', 'shift-left', 'shift-left');
    await shows('0 of 3 drivers');
    expect(text()).toContain('0 of 2 orders');
    press('e');
    await shows('La Défense');
    expect(text()).toContain('3 of 3 drivers');
    press('e');
    await until('the zone', () => !text().includes('+ La Défense'));
    await shows('the zone');
    for (let i = 0; i < 40; i += 1) press('+');
    expect(text()).toContain('it can’t be nearer');
  });

  it('moves the cursor by cells, onto things, and the map over its edge', async () => {
    const { press, map, select } = await atTheMap();
    await select('d2');
    press('l');
    expect(map().selected).toBeNull();
    const there = map().cursor;
    press('left');
    expect(map().selected).toEqual({ kind: 'driver', id: 'd2' });
    press('right');
    expect(distanceM(map().cursor, there)).toBeLessThan(300);
    const { view } = map();
    for (let i = 0; i < 80; i += 1) press('l');
    expect(map().view?.centre.lon).toBeGreaterThan(view?.centre.lon ?? 180);
  });

  it('follows a driver, wherever he rides', async () => {
    const { press, type, map, select, shows, text, state } = await atTheMap();
    await select('d1');
    press('f');
    await shows('following d1');
    const far = offset(OPERA, 12_000, 300);
    await moveDriver(platform, { driver: 'd1', position: far });
    await until('the map is there', () => distanceM(map().view?.centre ?? OPERA, far) < 2);
    expect(text()).toContain('following d1 Name d1');
    expect(map().cursor).toEqual(map().view?.centre);
    press('f');
    expect(map().follow).toBeNull();
    press('f');
    await shows('following d1');
    await driverOffDuty(platform, 'd1', desk);
    await shows('d1 has no position');
    expect([map().follow, map().selected]).toEqual([null, null]);
    // Nobody is in sight there: one names whom to follow.
    press('f');
    expect(state().prompt?.kind).toBe('line');
    type('d3');
    press('enter');
    await until('d3', () => map().follow === 'd3');
    press('f', 'esc', 'e');
    await shows('2 of 2 drivers');
    press('f');
    expect(state().prompt?.kind).toBe('choice');
    type('name d2');
    press('enter');
    await until('d2', () => map().follow === 'd2');
  });

  it('lists the drivers nearest to a point, within a radius', async () => {
    const { press, map, select, shows, text } = await atTheMap();
    await select('d1');
    press('n');
    await shows('Nearest drivers within 2 km');
    await until('two', () => map().nearest?.list?.eligible.length === 2);
    expect(text()).toMatch(/d1 Name d1 +0\/4 {2}0\.00/);
    expect(text()).toMatch(/d2 Name d2 +0\/4 {2}0\.80/);
    press('[', '[');
    await shows('within 0.5 km');
    await until('one', () => map().nearest?.list?.eligible.length === 1);
    press('[');
    expect(text()).toContain('the narrowest radius');
    press(']', ']', ']', ']');
    await until('all', () => map().nearest?.list?.eligible.length === 3);
    press('tab', 'tab', 'tab');
    expect(map().selected?.id).toBe('d1');
    press('esc');
    expect(map().nearest).toBeNull();
  });

  it('tells the distance of two marks: of drivers as Redis does, of points by the same formula', async () => {
    const { press, map, select, shows, text } = await atTheMap();
    await select('d1');
    press('space');
    await shows('marked d1');
    await select('d3');
    press('space');
    const { redis, keys } = platform;
    const metres = Number(await redis.geodist(keys.driversLocations, 'd1', 'd3'));
    await shows(`1 to 2: ${(metres / 1000).toFixed(2)} km`);
    await until('by Redis', () => map().marksDistanceM === metres);
    await moveDriver(platform, { driver: 'd3', position: OPERA });
    await shows('1 to 2: 0.00 km');
    press('space');
    expect(map().marks.length).toBe(1);
    press('l', 'l', 'l', 'space');
    const [a, b] = map().marks;
    if (!a || !b) throw new Error('two marks');
    expect([a.thing?.id, b.thing]).toEqual(['d1', null]);
    expect(text()).toContain(`1 to 2: ${(distanceM(OPERA, b.at) / 1000).toFixed(2)} km`);
    press('esc');
    expect(map().marks).toEqual([]);
  });

  it('shades where drivers are too many, until one comes near enough to see each', async () => {
    const { redis, keys } = platform;
    const crowd = Array.from({ length: 2_000 }, (_, i) => offset(OPERA, 5 * i, i * 137.5));
    await redis.geoadd(
      keys.driversLocations,
      ...crowd.flatMap(({ lon, lat }, i) => [lon, lat, `x${i}`]),
    );
    const { press, type, map, shows } = await atTheMap();
    await shows('of 2,003 drivers');
    await shows('shaded');
    press('f');
    type('nobody');
    press('enter');
    await shows('nobody has no position');
    press('f');
    type('x7');
    press('enter');
    await shows('following x7');
    await until('where he is', () => distanceM(map().cursor, crowd[7] ?? NATION) < 2);
    for (let i = 0; i < 6; i += 1) press('+');
    await until('each', () => map().content?.crowds.length === 0);
    expect(map().content?.drivers.length).toBeGreaterThan(10);
  });

  it('filters what is on it', async () => {
    const { press, type, shows, state, text } = await atTheMap();
    press('/');
    type('d2|waiting');
    press('enter');
    await shows('1 of 3 drivers  2 of 2 orders');
    expect(text()).not.toContain('+ Bastille');
    press('/');
    for (let i = 0; i < 12; i += 1) press('backspace');
    type('nobody');
    press('enter');
    await shows('nothing here matches');
    press('esc');
    expect(state().filters.map).toBe('');
    await shows('3 of 3 drivers');
  });

  it('begins where the drivers are, when that is another city', async () => {
    await platform.redis.flushdb();
    await driver('lyon1', { lon: 4.8357, lat: 45.764 });
    await driver('lyon2', { lon: 4.85, lat: 45.75 });
    const { shows, text } = await atTheMap();
    await shows('2 of 2 drivers');
    expect(text()).toContain('lyon1');
  });
});
