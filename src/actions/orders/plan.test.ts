import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../../test/helpers/context.ts';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { bookOf, listed, ordersState } from '../../../test/helpers/orders.ts';
import { aMode, aPlan, aWorkerLives, writePlan } from '../../../test/helpers/plans.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { promptLine } from '../../screens/prompts.ts';
import { readPlans } from '../../services/board/plans.ts';
import { readBoard } from '../../services/board/snapshot.ts';
import { readMode } from '../../services/planner/read.ts';
import type { Platform } from '../../services/redis/connect.ts';
import { parseOrder } from '../../services/redis/parse.ts';
import { assignOrder } from '../../services/redis/transitions/assignments.ts';
import { driverOffDuty } from '../../services/redis/transitions/drivers.ts';
import { correctOrder, createOrder } from '../../services/redis/transitions/orders.ts';
import { pinPlan, refusePair } from '../../services/redis/transitions/plans.ts';
import { plansRead } from '../../store/plans/state.ts';
import { optionsOf } from '../../store/prompt.ts';
import { boardRead } from '../../store/reducers.ts';
import { createConsoleStore } from '../../store/store.ts';
import type { ActionContext } from '../context.ts';
import { promptKey } from '../prompt.ts';
import { actionsOn } from '../table.ts';
import { askFirst } from './finish.ts';
import { askPlan } from './plan.ts';

const m = consoleMessages('en');
let platform: Platform;
let context: ActionContext;
let copied = '';

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
    copy: (text) => {
      copied = text;
    },
  });
  await aWorkerLives(platform);
  for (const id of ['d1', 'd2']) await aDriver(platform, id);
  for (const id of ['c1', 'c2', 'c3']) await createOrder(platform, anOrder(id), desk);
  await plan('c1', 'd1', ['c2']);
  await plan('c2', 'd1', ['c1']);
  await look();
});

const state = () => context.store.getState();
const press = pressing(() => context);
const type = typing(() => context);
const plan = (order: string, driver: string, together: string[] = []) =>
  writePlan(platform, aPlan(order, [driver, ''], { now: Date.now(), together }));
async function look(): Promise<void> {
  const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 50 });
  context.store.setState((before) => boardRead(before, board, Date.now()));
  const plans = await readPlans(platform, ['c1', 'c2', 'c3']);
  context.store.setState((before) => plansRead(before, plans));
}
const read = async (id: string) =>
  parseOrder(id, await platform.redis.hgetall(platform.keys.order(id)));
const held = async (id: string) => (await read(id)) ?? expect.fail(`${id} is there`);
const holder = (order: string) => platform.redis.get(platform.keys.assignment(order));
const said = (part: string) => until(part, () => state().message.text.includes(part));
const labels = () => {
  const { prompt } = state();
  return prompt?.kind === 'choice' ? optionsOf(prompt).map(({ label }) => label) : [];
};
const asks = (label: string) => until(label, () => labels().some((each) => each.includes(label)));
/** Opens the plan of the order under the cursor, and takes the choice that these letters find first. */
async function choose(letters: string): Promise<void> {
  press('o');
  await asks('pin another');
  type(letters);
  press('enter');
}
const shows = (title: string) =>
  until(title, () => {
    const { prompt } = state();
    return prompt?.kind === 'text' && prompt.title.includes(title) ? prompt : null;
  });

describe('the plan of one order', () => {
  it('is told, and given at once: a person’s assignment that can be undone', async () => {
    press('o');
    await asks('give it to d1 now');
    const { prompt } = state();
    expect(prompt?.kind === 'choice' && prompt.title).toMatch(
      /^c1: d1, leaves in 3 min, picks up \d\d:\d\d with c2$/,
    );
    expect(labels()).toEqual([
      'give it to d1 now',
      'give it to d1 now, with c2',
      'pin d1: the engine leaves it to him',
      'pin another driver…',
      'refuse d1: the engine gives it to another',
    ]);
    press('enter');
    await said('c1 assigned to d1, as planned. u undoes.');
    const { order, updatedBy } = await assigned('c1');
    expect([order, updatedBy]).toEqual(['optimal', 'desk1']);
    press('u');
    await said('c1 taken back from d1');
    expect(await holder('c1')).toBeNull();
  });

  const assigned = async (id: string) => {
    const [order, updatedBy] = await platform.redis.hmget(
      platform.keys.order(id),
      ...['strategy', 'updated_by'],
    );
    return { order, updatedBy };
  };

  it('is given with the orders of the same way', async () => {
    await choose('with c2');
    await shows('2 of 2 done');
    expect([await holder('c1'), await holder('c2')]).toEqual(['d1', 'd1']);
    press('u');
    await until('both back', async () => (await holder('c2')) === null);
  });

  it('is pinned, changed, unpinned; u takes back each', async () => {
    await choose('pin d1');
    await said('c1 pinned to d1: the engine waits for him. u undoes.');
    expect(await read('c1')).toMatchObject({ pinned: { driver: 'd1', by: 'desk1' } });
    await look();
    await choose('pin another');
    await asks('d2');
    type('d2');
    press('enter');
    await said('c1 pinned to d2');
    await look();
    press('u');
    await said('c1 pinned to d1');
    press('u');
    await said('c1 no longer pinned to d1');
    expect(await read('c1')).toMatchObject({ pinned: null });
    press('u');
    await said(m.disabled.nothingToUndo);
  });

  it('is refused for a driver, who may be allowed again', async () => {
    await choose('refuse');
    await said('c1 will not go to d1: the engine looks for another. u undoes.');
    expect(await read('c1')).toMatchObject({ refused: ['d1'], pinned: null });
    press('u');
    await said('c1 may go to d1 again.');
    expect(await read('c1')).toMatchObject({ refused: [], pinned: null });
    await look();
    await choose('pin d1');
    await said('c1 pinned to d1');
    await look();
    await choose('refuse');
    await said('c1 will not go to d1');
    await look();
    press('u');
    await said('c1 pinned to d1');
    expect(await read('c1')).toMatchObject({ refused: [], pinned: { driver: 'd1' } });
    await look();
    await choose('refuse');
    await said('c1 will not go to d1');
    await look();
    await choose('choose d1 again');
    await said('c1 may go to d1 again');
    expect(await read('c1')).toMatchObject({ refused: [], pinned: null });
  });

  it('leaves what was done before to be undone', async () => {
    press('c');
    await said('c1 assigned to d1');
    await look();
    askFirst(context, 'takeBack', [await held('c1')]);
    press('y');
    await said('c1 waits again');
    await look();
    context.store.setState({ selected: 'c1', selectedIndex: 0 });
    // Who it was taken from is refused: his plan is not offered.
    await choose('pin another');
    await asks('d2');
    type('d2');
    press('enter');
    await said('c1 pinned to d2');
    press('u');
    await said('c1 no longer pinned to d2');
    press('u');
    await said('c1 given back to d1');
    expect(await holder('c1')).toBe('d1');
  });

  it('that a person ruled out a moment ago is not offered, though nothing was read again', async () => {
    await refusePair(platform, { order: 'c1', driver: 'd1' }, desk);
    press('o');
    await asks('choose d1 again');
    expect(labels()).toEqual(['pin another driver…', 'let the engine choose d1 again']);
    press('esc');
    await pinPlan(platform, { order: 'c2', driver: 'd2' }, desk);
    press('A');
    await asks('each as planned');
    press('enter');
    const { lines } = await shows('All 3 that wait');
    for (const line of lines) expect(line).toContain('no plan for it now');
  });

  it('is not given with orders of the same way that were pinned to another', async () => {
    await pinPlan(platform, { order: 'c2', driver: 'd2' }, desk);
    press('o');
    await asks('give it to d1 now');
    expect(labels().some((label) => label.includes('with c2'))).toBe(false);
  });

  it('is left alone when somebody pinned another while it was being asked', async () => {
    press('o');
    await asks('give it to d1 now');
    await pinPlan(platform, { order: 'c1', driver: 'd2' }, { by: 'desk2' });
    press('enter');
    await said('c1 has moved on');
    expect(await read('c1')).toMatchObject({ status: 'waiting', pinned: { driver: 'd2' } });
    press('esc', 'o');
    await asks('unpin d2');
    await correctOrder(platform, { order: 'c1', note: 'x' }, desk);
    type('unpin');
    press('enter');
    await said('c1 has moved on: corrected');
    expect(await read('c1')).toMatchObject({ pinned: { driver: 'd2', by: 'desk2' } });
  });

  it('can’t be asked for while nobody plans: it says what helps', async () => {
    context.store.setState(({ plans }) => ({ plans: { ...plans, mode: aMode('off') } }));
    press('o');
    expect(state().message.text).toBe(m.engine.disabled.off);
    context.store.setState(({ plans, board }) => ({
      plans: { ...plans, mode: aMode('suggest') },
      board: board && { ...board, workers: 0 },
    }));
    press('o');
    expect(state().message.text).toBe(m.engine.disabled.noWorker);
  });

  it('tells in words who was faster', async () => {
    press('o');
    await asks('give it to d1 now');
    await assignOrder(platform, { order: 'c1', driver: 'd2' }, { by: 'desk2' });
    press('enter');
    await said('c1: Already assigned to d2 by desk2, ');
  });
});

describe('several orders', () => {
  it('show what would be given as planned, and report each', async () => {
    press('A');
    await asks('each as planned');
    press('enter');
    const shown = await shows('All 3 that wait, as planned: what would be done');
    expect(shown.lines[0]).toMatch(/^c1 {2}→ d1, leaves in 3 min, picks up \d\d:\d\d with c2$/);
    expect(shown.lines[2]).toBe('c3  no plan for it now');
    expect(shown.ask?.text).toBe('Give 2 of 3 away?');
    await assignOrder(platform, { order: 'c2', driver: 'd2' }, { by: 'desk2' });
    press('y');
    const results = await shows('1 of 3 done');
    expect(results.lines[0]).toMatch(/^c2 {2}refused: Already assigned to d2 by desk2/);
    expect(results.lines[1]).toBe('c3  no plan for it now');
    expect(results.lines[2]).toBe('c1  assigned to d1, as planned');
  });

  it('are not given away by the key that asked, pressed twice in haste', async () => {
    const french = { ...context, m: consoleMessages('fr') };
    const orders = [await held('c1'), await held('c2')];
    await askPlan(french, orders);
    const shown = await shows('2 commandes');
    expect(shown.ask?.text).toBe('Confier les 2 ?');
    const { prompt } = state();
    if (prompt?.kind !== 'text') return expect.fail('a text is open');
    promptKey(french, prompt, 'o');
    expect(state().prompt).toBe(prompt);
    expect(await holder('c1')).toBeNull();
    expect(
      promptLine(state(), french.m)
        ?.map(({ text }) => text)
        .join(''),
    ).toContain('(y : oui');
    promptKey(french, prompt, 'y');
    await until('both given', async () => (await holder('c2')) === 'd1');
  });

  it('that are pinned go to who is pinned, or stay', async () => {
    await pinPlan(platform, { order: 'c1', driver: 'd2' }, desk);
    await aDriver(platform, 'd3');
    await pinPlan(platform, { order: 'c3', driver: 'd3' }, desk);
    await driverOffDuty(platform, 'd3', desk);
    await look();
    press('A');
    await asks('each to its closest driver');
    type('closest');
    press('enter');
    const { lines } = await shows('All 3 that wait, closest');
    expect(lines.join('\n')).toMatch(/c1 {2}→ d2.*c3 {2}c3 is pinned to d3 by desk/s);
    press('y');
    await shows('2 of 3 done');
    expect(await holder('c1')).toBe('d2');
    expect(await holder('c3')).toBeNull();
  });

  it('that wait are all given away by a strategy too', async () => {
    press('A');
    await asks('each to its closest driver');
    type('closest');
    press('enter');
    await shows('All 3 that wait, closest: what would be done');
    press('y');
    await shows('3 of 3 done');
    expect(await platform.redis.scard(platform.keys.ordersStatus('waiting'))).toBe(0);
    await look();
    press('esc', 'A');
    expect(state().message.text).toBe(m.engine.disabled.noneWaits);
  });
});

describe('why', () => {
  it('tells of an order that waits whom each would choose, and what the engine would do', async () => {
    press('w');
    const { lines } = await shows('Why c1');
    expect(lines[0]).toMatch(/d1.*\d\d:\d\d/);
    for (const words of ['closest', 'best rated', 'balanced'])
      expect(lines.some((line) => line.includes(words))).toBe(true);
    press('y');
    expect(copied).toBe(lines.join('\n'));
    expect(state().message.text).toBe(m.prompt.copiedAll);
    expect(state().prompt).not.toBeNull();
    press('w');
    expect(state().prompt).toBeNull();
  });

  it('tells of an assigned one by what it went to its driver, though the drivers have moved on', async () => {
    await choose('give it to d1 now');
    await said('c1 assigned to d1');
    await look();
    press('c');
    await said('c2 assigned to d1');
    const book = bookOf([listed('c2', { status: 'assigned', driverId: 'd1' })]);
    context.store.setState({ screen: 'orders', orders: ordersState({ book, selected: 'c2' }) });
    press('w');
    const { lines } = await shows('Why c2');
    expect(lines[0]).toMatch(/^c2 .*d1.* by desk1/);
    expect(lines[1]).toContain('closest');
    expect(lines.join(' ')).toContain('d2');
  });

  it('is asked for where the cursor is on an order alone', () => {
    context.store.setState({ focus: 'top' });
    press('w');
    expect(state().message.text).toBe(m.acts.notAnOrder);
  });
});

describe('the mode', () => {
  it('is chosen by a key; automatic asks first', async () => {
    press('M');
    await asks('automatic');
    expect(labels()).toEqual(['automatic', 'off', 'suggest']);
    type('auto');
    press('enter');
    expect(state().prompt).toMatchObject({ kind: 'confirm', text: m.engine.askAutomatic });
    press('n');
    expect((await readMode(platform)).mode).toBe('suggest');
    press('M');
    type('auto');
    press('enter', 'y');
    await said(m.engine.isSet.automatic);
    expect(await readMode(platform)).toMatchObject({ mode: 'automatic', by: 'desk1' });
    await look();
    press(':');
    type('engine: off');
    press('enter');
    await said(m.engine.isSet.off);
    expect((await readMode(platform)).mode).toBe('off');
  });

  it('is a person’s choice also where nobody chose it before; then it is told that it is so', async () => {
    const choose = () => {
      press(':');
      type('engine: suggest');
      press('enter');
    };
    choose();
    await said(m.engine.isSet.suggest);
    expect(await readMode(platform)).toMatchObject({ mode: 'suggest', by: 'desk1' });
    await look();
    choose();
    expect(state().message.text).toBe(m.engine.isAlready('suggest'));
  });

  it('is left alone while no worker lives, but can be turned off', async () => {
    context.store.setState(({ board }) => ({ board: board && { ...board, workers: 0 } }));
    press('M');
    expect(state().message.text).toBe(m.engine.disabled.noWorker);
    press(':');
    type('engine: off');
    press('enter');
    await said(m.engine.isSet.off);
  });

  it('and all that changes plans does not exist in a console that only reads', () => {
    const ids = actionsOn({ screen: 'live', readonly: true }).map(({ id }) => id);
    for (const id of ['plan', 'allWaiting', 'mode', 'mode.off']) expect(ids).not.toContain(id);
  });
});
