import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../test/helpers/context.ts';
import { desk } from '../../test/helpers/life.ts';
import {
  ownHistory,
  ownPlatform,
  ownRedis,
  testConfig,
  until,
} from '../../test/helpers/servers.ts';
import { alertId } from '../domain/alert.ts';
import { consoleMessages } from '../i18n/console.ts';
import { readOpenAlerts } from '../services/board/alerts.ts';
import { readBoard } from '../services/board/snapshot.ts';
import type { History } from '../services/mongo/connect.ts';
import { connectPlatform, type Platform } from '../services/redis/connect.ts';
import { acknowledgeAlert, openAlert, resolveAlert } from '../services/redis/transitions/alerts.ts';
import { readAlertsScreen } from '../store/alerts/read.ts';
import { selectedAlert, shownAlerts } from '../store/alerts/rows.ts';
import { boardRead } from '../store/reducers.ts';
import { createConsoleStore } from '../store/store.ts';
import type { ActionContext } from './context.ts';

const m = consoleMessages('en').alertsScreen;
let platform: Platform;
let history: History | null;
let kept: History;
let context: ActionContext;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  platform = await ownPlatform(config);
  kept = await ownHistory(config);
});

const state = () => context.store.getState();
const press = pressing(() => context);
const type = typing(() => context);
const said = (part: string) => until(part, () => state().message.text.includes(part));
const open = (kind: 'out_of_zone' | 'order_late' | 'events_lost', subject: string) =>
  openAlert(
    platform,
    { kind, subject, driver: null, severity: 'critical', details: { name: 'Léa', due_at: '1' } },
    { by: 'worker', at: Date.now() - 60_000 },
  );
async function look(): Promise<void> {
  const signal = new AbortController().signal;
  const { store } = context;
  await readAlertsScreen({ store, platform, history: () => history, signal });
}
const rows = () => shownAlerts(state()).map(alertId);
const states = async () =>
  Object.fromEntries((await readOpenAlerts(platform)).map((each) => [alertId(each), each.state]));

beforeEach(async () => {
  await platform.redis.flushdb();
  history = kept;
  const store = createConsoleStore(aStart());
  store.setState({ redis: { state: 'up', since: 0 }, mongo: { state: 'up', since: 0 } });
  const live = { platform, history: () => history, refresh: () => undefined };
  context = aContext({ store, live });
  press('5');
});

describe('the life of an alert, by keys', () => {
  it('is acknowledged, taken back, muted, unmuted, and gone when its cause is', async () => {
    await open('out_of_zone', 'd6');
    await look();
    expect(rows()).toEqual(['out_of_zone:d6']);
    press('a');
    await said('Acknowledged: d6 Léa out of zone');
    expect(await states()).toEqual({ 'out_of_zone:d6': 'acknowledged' });
    await look();
    expect(rows()).toEqual([]);
    press('a');
    expect(state().message.text).toBe(m.disabled.none);
    press('u');
    await said('Asks for a hand again');
    await look();

    press('m');
    expect(state().prompt).toMatchObject({ kind: 'choice' });
    type('15');
    press('enter');
    await said('Muted for 15 min');
    await look();
    expect(rows()).toEqual([]);
    press('tab', 'tab');
    expect(rows()).toEqual(['out_of_zone:d6']);
    press('a');
    expect(state().message.text).toBe(m.disabled.muted);
    press('m');
    await said('Asks for a hand again');
    expect(await states()).toEqual({ 'out_of_zone:d6': 'open' });

    await resolveAlert(platform, { kind: 'out_of_zone', subject: 'd6' }, { by: 'worker' });
    press('shift-tab', 'shift-tab');
    await look();
    expect(selectedAlert(state())).toBeNull();
  });

  it('a race is told: who has it', async () => {
    await open('out_of_zone', 'd6');
    await look();
    await acknowledgeAlert(platform, { kind: 'out_of_zone', subject: 'd6' }, { by: 'desk2' });
    press('a');
    await said('out_of_zone:d6: Already acknowledged by desk2');
    expect(state().message.kind).toBe('error');
  });

  it('an answer that comes late leaves a failure that nobody has read', async () => {
    await open('out_of_zone', 'd6');
    await look();
    press('a');
    context.store.setState({ message: { kind: 'error', text: 'c1: taken' } });
    await until('it is answered', async () => (await states())['out_of_zone:d6'] !== 'open');
    await until('and told', () => state().undo.length === 1);
    expect(state().message.text).toBe('c1: taken');
  });

  it('on Live the first that nobody has is acknowledged', async () => {
    press('1', 'a');
    expect(state().message.text).toBe(m.disabled.noneOpen);
    await open('out_of_zone', 'd6');
    const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 5 });
    context.store.setState((before) => boardRead(before, board, Date.now()));
    press('a');
    await said('Acknowledged: d6 Léa');
    expect(await states()).toEqual({ 'out_of_zone:d6': 'acknowledged' });
  });

  it('with the cursor in its panel on Live, the one under it is acknowledged', async () => {
    for (const id of ['d6', 'd7']) await open('out_of_zone', id);
    const board = await readBoard(platform, { waitingOffset: 0, waitingLimit: 5 });
    context.store.setState((before) => boardRead(before, board, Date.now()));
    const [first = '', second = ''] = board.alerts.map(alertId);
    press('1');
    context.store.setState({ focus: 'alerts' });
    press('j', 'a');
    await said('Acknowledged');
    expect(await states()).toEqual({ [first]: 'open', [second]: 'acknowledged' });
  });
});

describe('several at once', () => {
  it('are each told when not all could be answered', async () => {
    for (const id of ['c1', 'c2', 'c3']) await open('order_late', id);
    await look();
    for (let i = 0; i < 3; i += 1) press('space', 'j');
    await acknowledgeAlert(platform, { kind: 'order_late', subject: 'c2' }, { by: 'desk2' });
    press('a');
    await said('2 done, 1 not. u takes it back.');
    const { prompt } = state();
    expect(prompt).toMatchObject({ kind: 'text' });
    const lines = prompt?.kind === 'text' ? prompt.lines : [];
    expect(lines.filter((line) => line.endsWith(': done'))).toHaveLength(2);
    expect(lines.join('\n')).toContain('Already acknowledged by desk2');
    await look();
    press('esc', 'esc');
    expect(state().alerts.marks).toEqual([]);
    // What was done can be taken back, all of it.
    press('u');
    await said('2 ask again.');
    expect(await states()).toMatchObject({ 'order_late:c1': 'open', 'order_late:c3': 'open' });
  });

  it('that got no answer can be taken back once Redis is there again', async () => {
    for (const id of ['c1', 'c2']) await open('order_late', id);
    await look();
    press('space', 'j', 'space', 'a');
    await said('2 acknowledged. u takes it back.');
    const { live } = context;
    const away = connectPlatform(
      testConfig({ redisUrl: 'redis://127.0.0.1:1', folder: '/tmp' }).redis,
      null,
      'test',
    );
    context = { ...context, live: { ...live, platform: away } };
    press('u');
    await said('0 done, 2 not.');
    away.redis.disconnect();
    context = { ...context, live };
    press('u');
    await said('2 ask again.');
    expect(await states()).toEqual({ 'order_late:c1': 'open', 'order_late:c2': 'open' });
  });
});

describe('keys that lead elsewhere', () => {
  it('Enter goes to the driver or the order, and Esc comes back', async () => {
    await open('out_of_zone', 'd6');
    await open('order_late', 'c1');
    await look();
    const where = () => ({
      screen: state().screen,
      selected: state()[state().screen === 'orders' ? 'orders' : 'drivers'].selected,
    });
    const first = selectedAlert(state())?.subject;
    press('enter');
    expect(where()).toEqual({ screen: first === 'd6' ? 'drivers' : 'orders', selected: first });
    press('esc');
    expect(state().screen).toBe('alerts');
    press('j', 'enter');
    expect(where().selected).toBe(first === 'd6' ? 'c1' : 'd6');
  });

  it('events that are lost are closed after a question, others by themselves', async () => {
    await open('events_lost', 'epoch1');
    await look();
    press('R');
    expect(state().prompt).toMatchObject({ kind: 'confirm' });
    press('n');
    expect(Object.keys(await states())).toHaveLength(1);
    press('R', 'y');
    await said('Closed: ');
    expect(await states()).toEqual({});
    await open('out_of_zone', 'd6');
    await look();
    press('R');
    expect(state().message.text).toBe(m.disabled.byItself);
  });

  it('what is over comes from history; while that is away it says so and Redis’ part works', async () => {
    await open('out_of_zone', 'd6');
    history = null;
    press('shift-tab');
    await look();
    expect(state().alerts).toMatchObject({ tab: 'resolved', resolved: null });
    expect(state().alerts.live).toHaveLength(1);
    history = kept;
    await look();
    expect(await until('what is over', () => state().alerts.resolved)).toEqual([]);
  });

  it('nothing that writes exists where one may only look', async () => {
    await open('out_of_zone', 'd6');
    await look();
    context.store.setState({ readonly: true });
    press('a', 'm', 'R', 'u');
    expect(state().prompt).toBeNull();
    expect(await states()).toEqual({ 'out_of_zone:d6': 'open' });
    press('ctrl-g');
    expect(state()).toMatchObject({ alerts: { bell: true }, message: { text: m.said.bellOn } });
  });
});

it('an operator’s name is kept with the answer', async () => {
  await open('out_of_zone', 'd6');
  await look();
  press('a');
  await said('Acknowledged');
  const [alert] = await readOpenAlerts(platform);
  expect(alert?.life.at(-1)).toMatchObject({ what: 'acknowledged', by: desk.by });
});
