import { beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../../test/helpers/context.ts';
import { anOrder, BASTILLE, desk, OPERA } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import type { VigieEvent } from '../../domain/event.ts';
import { offset } from '../../domain/geo.ts';
import { timedOrderId } from '../../domain/ids.ts';
import type { Order } from '../../domain/order.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { readBoard } from '../../services/board/snapshot.ts';
import { connectPlatform, type Platform } from '../../services/redis/connect.ts';
import { parseOrder } from '../../services/redis/parse.ts';
import { openAlert } from '../../services/redis/transitions/alerts.ts';
import { assignOrder, reassignOrder } from '../../services/redis/transitions/assignments.ts';
import { pickUpOrder } from '../../services/redis/transitions/deliveries.ts';
import { addDriver } from '../../services/redis/transitions/drivers.ts';
import { createOrder } from '../../services/redis/transitions/orders.ts';
import { boardRead } from '../../store/reducers.ts';
import { createConsoleStore } from '../../store/store.ts';
import type { ActionContext } from '../context.ts';
import { askFirst, askWhy } from './finish.ts';
import { assignBy, chooseDriver } from './give.ts';

const m = consoleMessages('en');
let platform: Platform;
let context: ActionContext;
let left = false;

beforeAll(async () => {
  platform = await ownPlatform(testConfig(await ownRedis()));
});

beforeEach(async () => {
  await platform.redis.flushdb();
  const store = createConsoleStore(aStart());
  store.setState({ redis: { state: 'up', since: 0 } });
  context = aContext({
    store,
    live: { platform, history: () => null, refresh: () => undefined },
    quit: () => {
      left = true;
    },
  });
  left = false;
  const add = (id: string, rating: number, metres: number, capacity = 4) =>
    addDriver(
      platform,
      { id, name: id, rating, regions: ['Paris'], position: offset(OPERA, metres, 0), capacity },
      desk,
    );
  await add('near', 4, 200, 2);
  await add('best', 5, 4_000);
  await add('both', 4.9, 900);
  for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
  await look();
});

const state = () => context.store.getState();
const press = pressing(() => context);
const type = typing(() => context);
async function look(): Promise<void> {
  const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 50 });
  context.store.setState((before) => boardRead(before, board, Date.now()));
}
const read = async (id: string) =>
  parseOrder(id, await platform.redis.hgetall(platform.keys.order(id))) as Order;
const orders = (...ids: string[]) => Promise.all(ids.map(read));
const said = (part: string) => until(part, () => state().message.text.includes(part));
const holder = (order: string) => platform.redis.get(platform.keys.assignment(order));
/** What is open to be read, once its title says so. */
const shows = (title: string) =>
  until(title, () => {
    const { prompt } = state();
    return prompt?.kind === 'text' && prompt.title.includes(title) ? prompt : null;
  });

describe('one order, at once', () => {
  it.each([
    ['c', 'near', 'closest', 'closest'],
    ['r', 'best', 'best_rated', 'best rated'],
    ['b', 'both', 'balanced', 'balanced'],
  ])('%s chooses %s', async (key, driver, strategy, word) => {
    press(key);
    expect(state().message.text).toContain('c1: being assigned');
    await said(`c1 assigned to ${driver}`);
    expect(state().message.text).toContain(`(${word} `);
    expect(await holder('c1')).toBe(driver);
    expect(await platform.redis.hmget(platform.keys.order('c1'), 'strategy', 'updated_by')).toEqual(
      [strategy, 'desk1'],
    );
  });

  it('leaves the runner-up out of the answer where there is no room', async () => {
    press('b');
    await said('(balanced 8.90, next near 7.80). u undoes.');
    context.store.setState({ columns: 60 });
    await look();
    press('b');
    await said('c2 assigned to both (balanced 8.90). u undoes.');
  });

  it('pressed twice in haste takes one order, not two', async () => {
    press('c', 'c');
    expect(state().message.text).toBe(m.disabled.acting('c1'));
    await said('c1 assigned');
    expect(await platform.redis.scard(platform.keys.ordersStatus('assigned'))).toBe(1);
    expect(state().acting).toEqual([]);
  });

  it('tells a race in words', async () => {
    await assignOrder(platform, { order: 'c1', driver: 'best' }, { by: 'desk2' });
    press('c');
    await said('c1: Already assigned to best by desk2, ');
    expect(state().message.kind).toBe('error');
  });

  it('says when nobody can take it, and why', async () => {
    await platform.redis.hset(platform.keys.driver('near'), 'capacity', '1');
    await assignOrder(platform, { order: 'c3', driver: 'near' }, desk);
    for (const id of ['best', 'both'])
      await platform.redis.hset(platform.keys.driver(id), 'status', 'hors_ligne');
    press('b');
    await said('c1: no driver can take it within 5 km (1 full, 2 off duty). + widens.');
    await platform.redis.del(platform.keys.driversLocations);
    press('t');
    await said('c1: no driver can take it within 5 km. + widens.');
  });

  it('a failure stays beside what comes after it, until a key is pressed', async () => {
    await assignOrder(platform, { order: 'c1', driver: 'best' }, { by: 'desk2' });
    const [c1, c2] = await orders('c1', 'c2');
    const stale = { ...(c1 as Order), status: 'waiting', driverId: null } as const;
    await Promise.all([
      assignBy(context, 'closest', [stale]),
      assignBy(context, 'closest', [c2 as Order]),
    ]);
    expect(await holder('c2')).toBe('near');
    expect(state().message).toMatchObject({ kind: 'error' });
    expect(state().message.text).toContain('c1: Already assigned to best by desk2');
  });
});

describe('undo', () => {
  it('takes back newest first, until the order moves on', async () => {
    press('c');
    await said('c1 assigned');
    await look();
    expect(state().selected).toBe('c2');
    press('c');
    await said('c2 assigned');
    press('u');
    await said('c2 taken back from near, it waits again');
    await pickUpOrder(platform, 'c1', { by: 'desk2' });
    press('u');
    await said('c1 has moved on: picked up by desk2');
    expect(state().message.text.startsWith('c1 has moved on')).toBe(true);
    expect(state().message.kind).toBe('error');
    press('u');
    expect(state().message.text).toBe(m.disabled.nothingToUndo);
  });

  it('goes through a reassignment and one’s own correction', async () => {
    press('c');
    await said('c1 assigned to near');
    await chooseDriver(context, await orders('c1'));
    expect(state().prompt).toMatchObject({ kind: 'choice', title: 'c1, now with near, goes to' });
    type('best');
    press('enter');
    await said('c1 moved from near to best. u undoes.');
    press('u');
    await said('c1 given back to near');
    expect(await holder('c1')).toBe('near');
    press('u');
    await said('c1 taken back from near');
    expect((await read('c1')).status).toBe('waiting');
  });

  it('of what somebody else did since is refused', async () => {
    press('c');
    await said('c1 assigned to near');
    await reassignOrder(platform, { order: 'c1', driver: 'best' }, { by: 'desk2' });
    press('u');
    await said('c1 has moved on: assigned by desk2');
    expect(await holder('c1')).toBe('best');
  });
});

it('u takes the last thing back, whatever it was, and never something older', async () => {
  press('c');
  await said('c1 assigned to near');
  await openAlert(
    platform,
    { kind: 'order_late', subject: 'c2', driver: null, severity: 'warning', details: {} },
    { by: 'worker' },
  );
  await look();
  press('a');
  await said('Acknowledged');
  press('u');
  await said('Asks for a hand again');
  expect(await holder('c1')).toBe('near');
  await pickUpOrder(platform, 'c1', desk);
  await askFirst(context, 'deliver', await orders('c1'));
  press('y');
  await said('c1 delivered');
  press('7', 'u');
  await said('the delivery of c1, can’t be undone; u again');
  press('u');
  await said('c1 has moved on');
});

it('with the cursor in a side panel of Live, keys mean what it is on', async () => {
  await openAlert(
    platform,
    { kind: 'out_of_zone', subject: 'near', driver: null, severity: 'warning', details: {} },
    { by: 'worker' },
  );
  await look();
  context.store.setState({ focus: 'alerts' });
  for (const key of ['c', 't', 'C']) {
    press(key);
    expect(state()).toMatchObject({ prompt: null, message: { text: m.acts.notAnOrder } });
  }
  context.store.setState({ focus: 'events' });
  const event = { streamId: '1-0', type: 'order_created', order: 'c2', record: {} } as VigieEvent;
  context.store.setState({ feed: [event] });
  press('c');
  await said('c2 assigned to near');
  expect(await holder('c1')).toBeNull();
});

describe('several orders', () => {
  it('shows what would be done, then each one’s own result, and one u takes all back', async () => {
    const three = await orders('c1', 'c2', 'c3');
    await assignBy(context, 'closest', three);
    const plan = await shows('3 orders, closest: what would be done');
    expect(plan.lines).toEqual([
      'c1  → near  0.20 km',
      'c2  → near  0.20 km',
      'c3  → both  0.90 km',
    ]);
    expect(await holder('c1')).toBeNull();
    await assignOrder(platform, { order: 'c2', driver: 'best' }, { by: 'desk2' });
    press('y');
    const results = await shows('2 of 3 done');
    expect(results.lines).toEqual([
      expect.stringMatching(/^c2 {2}refused: Already assigned to best by desk2, .+\.$/),
      'c1  assigned to near (closest −0.20)',
      'c3  assigned to both (closest −0.90)',
    ]);
    expect(state().message).toEqual({ kind: 'error', text: '2 of 3 done. u undoes all 2.' });
    // The results are read: a key that acts closes them, and acts.
    press('u');
    const undone = await shows('2 of 2 done');
    expect(undone.lines).toEqual([
      'c1  taken back from near, it waits again',
      'c3  taken back from both, it waits again',
    ]);
    expect(await holder('c2')).toBe('best');
    press('esc', 'u');
    expect(state().message.text).toBe(m.disabled.nothingToUndo);
  });

  it('are not planned over what was opened meanwhile, and that is told', async () => {
    const planning = assignBy(context, 'closest', await orders('c1', 'c2'));
    press('?');
    await planning;
    expect(state().prompt).toMatchObject({ kind: 'help' });
    expect(state().message.text).toBe(`2 orders: ${m.acts.interrupted}`);
  });

  it('any other key than yes leaves them as they are', async () => {
    await assignBy(context, 'closest', await orders('c1', 'c2'));
    await shows('what would be done');
    press('enter');
    expect(state()).toMatchObject({ prompt: null, message: { text: m.prompt.notDone } });
    expect(await holder('c1')).toBeNull();
  });

  it('tells which stay as they are, and for whom nobody has room', async () => {
    for (const id of ['best', 'both'])
      await platform.redis.hset(platform.keys.driver(id), 'status', 'hors_ligne');
    await assignOrder(platform, { order: 'c1', driver: 'near' }, desk);
    await assignBy(context, 'closest', await orders('c1', 'c2', 'c3'));
    const plan = await shows('what would be done');
    expect(plan.lines).toEqual([
      'c2  → near  0.20 km',
      `c3  ${m.acts.crowded}`,
      'c1  left as it is: assigned',
    ]);
    expect(plan.ask?.text).toBe('Give 1 of 3 away?');
    press('y');
    expect((await shows('1 of 3 done')).lines).toHaveLength(3);
  });

  it('go to one driver of choice, or each to its own', async () => {
    await assignOrder(platform, { order: 'c1', driver: 'near' }, desk);
    await chooseDriver(context, await orders('c1', 'c2', 'c3'));
    const choice = state().prompt;
    expect(choice?.kind === 'choice' && choice.options.map(({ id }) => id)).toEqual([
      ...['*closest', '*best_rated', '*balanced', 'both', 'best', 'near'],
    ]);
    expect(choice?.kind === 'choice' && choice.options[5]?.hint).toBe(
      'can take 2 of 3  0.20 km  4.00  1/2',
    );
    type('both');
    press('enter');
    await shows('3 orders, both: what would be done');
    press('y');
    expect((await shows('3 of 3 done')).lines).toEqual([
      'c1  moved from near to both',
      'c2  assigned to both',
      'c3  assigned to both',
    ]);
    press('esc', 'u');
    await shows('3 of 3 done');
    expect([await holder('c1'), await holder('c2')]).toEqual(['near', null]);
  });

  it('are asked for before they are delivered, and for a reason before they are cancelled', async () => {
    for (const order of ['c1', 'c2']) await assignOrder(platform, { order, driver: 'both' }, desk);
    await pickUpOrder(platform, 'c1', desk);
    askFirst(context, 'deliver', await orders('c1', 'c2'));
    expect((await shows('c1')).ask?.text).toBe('c1 delivered? That cannot be undone.');
    press('y');
    expect((await shows('1 of 2 done')).lines).toEqual([
      'c2  left as it is: assigned',
      'c1  delivered',
    ]);
    press('esc');
    askWhy(context, 'cancel', await orders('c2', 'c3'));
    press('enter');
    expect(state().prompt).toMatchObject({ kind: 'line', title: m.acts.reasonNeeded });
    type('client absent');
    press('enter');
    await shows('2 of 2 done');
    const [status, reason] = await platform.redis.hmget(
      platform.keys.order('c3'),
      ...['status', 'cancel_reason'],
    );
    expect([status, reason]).toEqual(['annulée', 'client absent']);
  });

  it('are left alone where somebody was faster while it was asked', async () => {
    await assignOrder(platform, { order: 'c1', driver: 'near' }, desk);
    askWhy(context, 'cancel', await orders('c1'));
    await pickUpOrder(platform, 'c1', { by: 'desk2' });
    type('storm');
    press('enter');
    await said('c1 has moved on: picked up by desk2');
    const [c1] = await orders('c1');
    for (const what of ['pickUp', 'deliver'] as const) {
      const before = what === 'pickUp' ? { status: 'assigned' as const, version: 2 } : {};
      askFirst(context, what, [{ ...(c1 as Order), ...before }]);
      if (what === 'deliver') await reassignOrder(platform, { order: 'c1', driver: 'best' }, desk);
      press('y');
      await said('c1 has moved on');
    }
    expect([(await read('c1')).status, await holder('c1')]).toEqual(['pickedUp', 'best']);
    askWhy(context, 'fail', [c1 as Order]);
    type('absent');
    press('enter');
    await said('c1 has moved on');
    expect((await read('c1')).status).toBe('pickedUp');
  });

  it('are stopped by Esc or Ctrl-C: what is begun is finished', async () => {
    const many = Array.from({ length: 40 }, (_, i) => `m${i}`);
    for (const id of many) await createOrder(platform, anOrder(id), desk);
    askWhy(context, 'cancel', await orders(...many));
    type('storm');
    press('enter');
    press('x', 'ctrl-c');
    const results = await shows('8 of 40 done');
    expect(left).toBe(false);
    expect(results.lines[0]).toBe('m8   not begun');
    expect(await platform.redis.scard(platform.keys.ordersStatus('cancelled'))).toBe(8);
    press('ctrl-c');
    expect(left).toBe(true);
  });
});

describe('a capital letter', () => {
  it('asks first, and says why it can not be done now', async () => {
    press('D');
    expect(state().message.text).toBe(
      'c1 is waiting: only an order that is picked up is delivered.',
    );
    press('C');
    expect(state().prompt).toMatchObject({ kind: 'line' });
    press('esc');
    expect((await read('c1')).status).toBe('waiting');
    askFirst(context, 'pickUp', [{ ...(await read('c1')), status: 'assigned' }]);
    press('n');
    expect(state().message.text).toBe(m.prompt.notDone);
  });
});

describe('the forms', () => {
  it.each(['en', 'fr'] as const)('say in %s what fits beside a field at 80 columns', (lang) => {
    const { hints, problems } = consoleMessages(lang).acts.form;
    for (const words of [...Object.values(hints), ...Object.values(problems)])
      expect(words.length, words).toBeLessThanOrEqual(25);
  });

  const form = () => (state().prompt?.kind === 'form' ? state().prompt : null) ?? never();
  const field = (id: string) => {
    const prompt = form();
    return prompt.kind === 'form' ? prompt.fields.find((each) => each.id === id) : undefined;
  };
  const fill = (...texts: string[]) => {
    for (const [index, text] of texts.entries()) {
      press('ctrl-u');
      type(text);
      press(index === texts.length - 1 ? 'enter' : 'tab');
    }
  };

  it('create an order; what is wrong is told at its field and nothing is lost', async () => {
    const { redis, keys } = platform;
    await redis.geoadd(keys.deliveryPoints, OPERA.lon, OPERA.lat, 'Opéra');
    await redis.geoadd(keys.deliveryPoints, BASTILLE.lon, BASTILLE.lat, 'Bastille');
    press('N');
    await until('the form', () => state().prompt?.kind === 'form');
    fill('K. Benali', '06 11', '', 'ope', 'bast', 'Pari', '18,5', '30', '', '');
    await until('the region', () => field('region')?.error === m.acts.form.problems.empty);
    expect(field('client')?.field.before).toBe('K. Benali');
    type('s');
    for (let i = 0; i < 4; i += 1) press('tab');
    press('enter');
    await said('created: it waits for a driver');
    const id = state().message.text.split(' ')[0] ?? '';
    expect(id).toMatch(/^n[\da-z]{6}$/);
    expect(await read(id)).toMatchObject({
      ...{ client: 'K. Benali', phone: '06 11', origin: 'Opéra', destination: 'Bastille' },
      ...{ region: 'Paris', amountCents: 1850, status: 'waiting' },
    });
    expect(state().prompt).toBeNull();
  });

  it('create an order under another id where the first is taken', async () => {
    const { redis, keys } = platform;
    await redis.geoadd(keys.deliveryPoints, OPERA.lon, OPERA.lat, 'Opéra');
    const chance = vi.spyOn(Math, 'random').mockReturnValue(0);
    const taken = timedOrderId(Date.now(), 0);
    for (const id of [taken, timedOrderId(Date.now() + 10_000, 0)])
      await createOrder(platform, anOrder(id, { client: 'first' }), desk);
    press('N');
    await until('the form', () => state().prompt?.kind === 'form');
    chance.mockReturnValueOnce(0).mockReturnValue(0.5);
    fill('second', '', '', 'ope', 'ope', 'Paris', '18', '30', '', '');
    await said('created: it waits for a driver');
    chance.mockRestore();
    expect((await read(taken)).client).toBe('first');
    expect(state().message.text).toMatch(/^n[\da-z]{5}i created/);
  });

  it('correct an order that may be taken back all the same', async () => {
    press('c');
    await said('c1 assigned to near');
    // Nothing was read since: the order is still the selected one, as it was.
    press('E');
    type('door 3');
    press('tab', 'tab', 'tab', 'enter');
    await said('c1 corrected');
    expect((await read('c1')).note).toBe('door 3');
    press('u');
    await said('The last thing, the correction of c1, can’t be undone; u again goes on');
    expect(await holder('c1')).toBe('near');
    press('u');
    await said('c1 taken back from near');
  });

  it('stay open, as typed, while Redis is away', async () => {
    const away = connectPlatform(
      testConfig({ redisUrl: 'redis://127.0.0.1:1', folder: '/tmp' }).redis,
      null,
      'test',
    );
    const { live } = context;
    context = { ...context, live: { ...live, platform: away } };
    press('E');
    type('ring twice');
    press('tab', 'tab', 'tab', 'enter');
    await until('what is wrong', () => {
      const prompt = form();
      return prompt.kind === 'form' && prompt.error === m.acts.form.tryAgain;
    });
    expect(field('note')?.field.before).toBe('ring twice');
    away.redis.disconnect();
  });
});

function never(): never {
  throw new Error('not expected');
}
