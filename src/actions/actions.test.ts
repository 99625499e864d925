import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../test/helpers/context.ts';
import { aDriver, anOrder, desk } from '../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../test/helpers/servers.ts';
import { consoleMessages } from '../i18n/console.ts';
import { readBoard } from '../services/board/snapshot.ts';
import type { History } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { assignOrder } from '../services/redis/transitions/assignments.ts';
import { createOrder } from '../services/redis/transitions/orders.ts';
import { goTo } from '../store/navigate.ts';
import type { FormAnswer, FormPrompt } from '../store/prompt.ts';
import { boardRead } from '../store/reducers.ts';
import { SCREENS } from '../store/state.ts';
import { createConsoleStore } from '../store/store.ts';
import type { ActionContext } from './context.ts';
import { keyName, keysOf } from './keys.ts';
import { askForm, confirm, paste } from './prompt.ts';
import { runAction } from './run.ts';
import { ACTIONS, actionsOn } from './table.ts';

const m = consoleMessages('en');
let platform: Platform;
let history: History;
let context: ActionContext;
let workers = 0;
let left = false;
let copied = '';
let zones: (string | null)[] = [];

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  history = await ownHistory(config);
});

beforeEach(async () => {
  await platform.redis.flushdb();
  zones = [];
  left = false;
  const store = createConsoleStore(aStart());
  store.setState({ redis: { state: 'up', since: 0 }, mongo: { state: 'up', since: 0 } });
  copied = '';
  context = aContext({
    store,
    live: { platform, history: () => history, refresh: () => undefined },
    copy: (text) => {
      copied = text;
    },
    showZone: (zone) => void zones.push(zone),
    startWorker: () => {
      workers += 1;
    },
    suspend: async () => true,
    quit: () => {
      left = true;
    },
  });
});

const state = () => context.store.getState();
const press = pressing(() => context);
const type = typing(() => context);
async function look(): Promise<void> {
  const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 50 });
  context.store.setState((before) => boardRead(before, board, Date.now()));
}
const said = (part: string) => until(part, () => state().message.text.includes(part));

describe('keys', () => {
  it('that are typed fast are split again', () => {
    expect(keysOf('jjj', {})).toEqual(['j', 'j', 'j']);
    expect(keysOf('a\r', {})).toEqual(['a', 'enter']);
    expect(keysOf(' ', {})).toEqual(['space']);
    expect(keysOf('', { upArrow: true })).toEqual(['up']);
    expect(keysOf('', { upArrow: true, shift: true })).toEqual(['shift-up']);
    expect(keysOf('', { tab: true, shift: true })).toEqual(['shift-tab']);
    expect(keysOf('c', { ctrl: true })).toEqual(['ctrl-c']);
  });
  it('held with Shift are those without, where nothing else is meant', () => {
    press('?', 'shift-down');
    expect(state().prompt).toMatchObject({ kind: 'help', offset: 1 });
    press('esc', 'shift-down');
    expect(state().message.text).toBe('');
    press('shift-right');
    expect(state().message.text).toBe(m.said.unknownKey('Shift-Right'));
  });
  it('are written as on the keyboard of their language', () => {
    const names = (key: string) => [keyName(key, m), keyName(key, consoleMessages('fr'))];
    expect(names('enter')).toEqual(['Enter', 'Entrée']);
    expect(names('shift-tab')).toEqual(['Shift-Tab', 'Maj-Tab']);
    expect(names('ctrl-l')).toEqual(['Ctrl-L', 'Ctrl-L']);
    expect(names('c')).toEqual(['c', 'c']);
  });
  it('mean one thing on each screen', () => {
    for (const screen of SCREENS) {
      const keys = actionsOn({ screen, readonly: false }).flatMap((action) => action.keys);
      expect([screen, keys.filter((key, at) => keys.indexOf(key) !== at)]).toEqual([screen, []]);
    }
    expect(new Set(ACTIONS.map(({ id }) => id)).size).toBe(ACTIONS.length);
    for (const { title } of ACTIONS) expect(title(m)).not.toBe('');
  });
  it('without meaning say so, and those that can not work say why', async () => {
    press('Z');
    expect(state().message.text).toContain('Z does nothing here');
    for (const [key, reason] of [
      ['c', m.disabled.noOrder],
      ['u', m.disabled.nothingToUndo],
      ['/', m.liveScreen.filterElsewhere],
      [',', m.disabled.noSimulator],
      ['space', m.disabled.noDriver],
    ] as const) {
      press(key);
      expect(state().message.text).toBe(reason);
    }
    context.store.setState({ redis: { state: 'down', since: 0 } });
    press('c');
    expect(state().message.text).toBe(m.disabled.redisDown);
  });
  it('open and close what they should', () => {
    press('?', 'down');
    expect(state().prompt).toMatchObject({ kind: 'help', offset: 1 });
    press('esc');
    expect(state().prompt).toBeNull();
    press('tab');
    expect(state().focus).toBe('nearest');
    press('shift-tab', '+', '+');
    expect(state()).toMatchObject({ focus: 'waiting', radiusM: 20_000 });
    press('+');
    expect(state().message.text).toBe(m.disabled.widest);
    press('W', 'q');
    expect([workers, left]).toEqual([1, true]);
  });
});

describe('a line that is typed', () => {
  it('filters while it is typed, is kept by Enter, and Esc takes it away again', () => {
    press('2', '/');
    type('Paris é');
    expect(state().filters.orders).toBe('Paris é');
    press('backspace', 'ctrl-w');
    expect(state().filters.orders).toBe('');
    type('mar');
    press('enter');
    expect(state().prompt).toBeNull();
    expect(state().message.text).toBe(m.said.filtered('mar'));
    press('3');
    expect(state().filters.drivers).toBeUndefined();
    press('2', 'esc');
    expect(state()).toMatchObject({ screen: 'orders', filters: { orders: '' } });
    press('esc');
    expect(state().screen).toBe('live');
  });

  it('is what it was before when typing is given up, and the last line says no more than that', () => {
    press('2', '/');
    type('!paris');
    press('enter', '/');
    expect(state().message.text).toBe('');
    type(' nord');
    expect(state().filters.orders).toBe('!paris nord');
    press('esc');
    expect(state().filters.orders).toBe('!paris');
    press('/', 'enter');
    expect(state().message.text).toBe(m.said.filtered('!paris'));
    press('esc');
    expect(state()).toMatchObject({ filters: { orders: '' }, message: { text: '' } });
  });
  it('says when it is no regular expression', () => {
    press('2', '/');
    type('a(');
    press('enter');
    expect(state().message.text).toBe(m.said.noRegex('a('));
  });

  it('takes what is pasted; where nothing is typed, a paste is no key', () => {
    press('2', '/');
    paste(context, 'one\r\ntwo');
    expect(state().filters.orders).toBe('one two');
    press('esc');
    paste(context, 'q');
    expect(left).toBe(false);
    expect(state().message.text).toBe(m.prompt.pasteNowhere);
  });
});

describe('the palette', () => {
  it('finds an action by some of its letters and runs it', () => {
    press(':');
    type('drivrs');
    press('enter');
    expect(state().screen).toBe('drivers');
  });

  it('says why one can not be run', () => {
    press(':');
    type('undo');
    press('enter');
    expect(state().message.text).toBe(m.disabled.nothingToUndo);
  });

  it('stays while nothing matches', () => {
    press(':');
    type('zzzz');
    press('enter');
    expect(state().prompt?.kind).toBe('choice');
    press('esc');
    expect(state().prompt).toBeNull();
  });
});

describe('a form', () => {
  const sent: Readonly<Record<string, string>>[] = [];
  const options = [
    { id: 'p1', label: 'Opéra' },
    { id: 'p2', label: 'Bastille' },
  ];
  const open = (answer: FormAnswer) =>
    askForm(context, {
      title: 'new order',
      fields: [
        { id: 'client', label: 'client' },
        { id: 'place', label: 'place', options },
      ],
      submit: async (values) => {
        sent.push(values);
        return answer;
      },
    });

  it('keeps what was typed and says what is wrong, beside the field', async () => {
    open({ client: 'too short' });
    type('Al');
    press('tab');
    type('bast');
    press('enter');
    const form = () => (state().prompt?.kind === 'form' ? state().prompt : null);
    await until('the answer', () => form()?.kind === 'form' && !(form() as FormPrompt).busy);
    expect(sent.at(-1)).toEqual({ client: 'Al', place: 'p2' });
    expect(form()).toMatchObject({
      index: 0,
      fields: [{ error: 'too short', field: { before: 'Al' } }, { field: { before: 'bast' } }],
    });
    press('esc');
    expect(state().prompt).toBeNull();
  });

  it.each([
    ['ba', 'p2'],
    ['opera', 'p1'],
    ['a', 'a'],
    ['zzz', 'zzz'],
    ['2.33,48.87', '2.33,48.87'],
  ])(
    'takes "%s" for %s: what names nothing alone is judged as it was typed',
    async (text, value) => {
      open(null);
      press('tab');
      type(text);
      press('enter');
      await until('it is closed', () => state().prompt === null);
      expect(sent.at(-1)?.place).toBe(value);
    },
  );

  it('closes when it is accepted', async () => {
    open(null);
    press('up', 'enter');
    await until('it is closed', () => state().prompt === null);
    expect(sent.at(-1)).toEqual({ client: '', place: '' });
  });
});

it('an action that Redis did not answer says so in words, any other what broke it', async () => {
  const run = (error: Error) =>
    runAction(context, {
      ...{ id: 'test', title: () => '', keys: [], group: 'general' },
      run: () => Promise.reject(error),
    });
  run(new RedisDown('ECONNREFUSED'));
  await said(m.said.redisLost);
  run(new Error('odd'));
  await said(m.said.failed('odd'));
});

describe('a question', () => {
  it('takes one key for yes, and any other for no', () => {
    let done = 0;
    const yes = () => {
      done += 1;
    };
    const ask = () => confirm(context, { text: 'really?', yes });
    ask();
    press('enter');
    expect([done, state().message.text]).toEqual([0, m.prompt.notDone]);
    ask();
    press('y');
    expect(done).toBe(1);
  });
});

describe('a console that may only look', () => {
  it('has no key that writes', () => {
    context.store.setState({ readonly: true });
    for (const key of ['c', 'u', 'W']) {
      press(key);
      expect(state().message.text).toBe(m.said.unknownKey(key));
    }
  });
});

describe('going to and fro', () => {
  it('leads back one step at a time', () => {
    context.store.setState(goTo(state(), 'orders'));
    context.store.setState(goTo(state(), 'drivers'));
    press('esc');
    expect(state().screen).toBe('orders');
    press('esc');
    expect(state().screen).toBe('live');
    press('tab', '3', 'esc');
    expect(state()).toMatchObject({ screen: 'live', focus: 'nearest' });
    press('esc');
    expect(state().focus).toBe('waiting');
  });

  it('copies the order that is selected', () => {
    context.store.setState({ selected: 'c1042' });
    press('y');
    expect(copied).toBe('c1042');
  });
});

describe('marks', () => {
  it('two drivers at most', async () => {
    context.store.setState({
      focus: 'nearest',
      candidates: {
        orderId: 'c1',
        radiusM: 5_000,
        excluded: [],
        eligible: ['near', 'best', 'both'].map((driverId) => ({
          driverId,
          name: '',
          distanceM: 1,
          rating: 4,
          load: 0,
          capacity: 4,
        })),
      },
    });
    press('space', 'j', 'space', 'j', 'space');
    expect(state().marks).toEqual(['best', 'both']);
    press('space');
    expect(state().marks).toEqual(['best']);
  });
});

describe('the selection', () => {
  it('stays with its order when rows move, and goes on when it leaves', async () => {
    await aDriver(platform, 'd1');
    for (let i = 0; i < 10; i += 1) await createOrder(platform, anOrder(`c${i}`), desk);
    await look();
    press('j', 'j', 'j');
    expect(state().selected).toBe('c3');
    await assignOrder(platform, { order: 'c0', driver: 'd1' }, desk);
    await look();
    expect(state()).toMatchObject({ selected: 'c3', selectedIndex: 2 });
    await assignOrder(platform, { order: 'c3', driver: 'd1' }, desk);
    await look();
    expect(state().selected).toBe('c4');
    // A key that was meant for c3 does nothing to c4.
    press('c');
    expect(state().message.text).toBe('c3 has left the list; now on c4: press again.');
    press('c');
    await said('c4 assigned to d1');
    await look();
    // What one did oneself is no surprise.
    expect(state().selected).toBe('c5');
    press('C');
    expect(state().prompt).toMatchObject({ kind: 'line' });
    press('esc', 'G');
    expect(state()).toMatchObject({ selected: 'c9', waitingOffset: 1 });
    press('g', 'k');
    expect(state()).toMatchObject({ selected: 'c1', waitingOffset: 0 });
  });
});

describe('zones', () => {
  it('are gone through by one key, and it says when there is no other', async () => {
    press('z');
    await said('There is no other zone here');
    await platform.redis.hset('zones', { lyon: 1, paris: 2 });
    press('z');
    await until('the first zone', () => zones.at(-1) === 'lyon');
    context.store.setState({ zone: 'lyon' });
    press('z');
    await until('the next', () => zones.at(-1) === 'paris');
    context.store.setState({ zone: 'paris' });
    press('z');
    await until('round again', () => zones.join() === 'lyon,paris,lyon');
    // Data outside of every zone is one more stop.
    await createOrder(platform, anOrder('c1'), desk);
    press('z');
    await until('the plain data', () => zones.at(-1) === null);
  });
});

describe('reports and the simulator', () => {
  it('run, change their period, and say when MongoDB is away', async () => {
    await history.db.collection('deliveries').insertOne({
      command_id: 'x',
      region: 'Paris',
      delivery_time: new Date(),
      amount_cents: 100,
    });
    press('6');
    await until('the report', () => state().report.result?.counted === 1);
    press('p');
    await until(
      'another period',
      () => state().report.period.period === '30d' && !state().report.running,
    );
    context = { ...context, live: { ...context.live, history: () => null } };
    press('n');
    expect(state().report.error).toBe(m.reports.noMongo);
    press('esc');
    expect(state().screen).toBe('live');
  });

  it('is paused, stepped and paced', async () => {
    await platform.redis.hset(platform.keys.simulator, { seen: Date.now(), speed: 4, paused: 0 });
    await look();
    press(',');
    await said('Simulator paused');
    press('>');
    await said('×8');
    press('.');
    await said('One step');
    expect(await platform.redis.hgetall(platform.keys.simulator)).toMatchObject({
      paused: '1',
      speed: '8',
      steps: '1',
    });
  });
});
