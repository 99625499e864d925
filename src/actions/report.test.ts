import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { aContext, pressing, typing } from '../../test/helpers/context.ts';
import { ownHistory, ownRedis, testConfig, until } from '../../test/helpers/servers.ts';
import { consoleMessages } from '../i18n/console.ts';
import { connectMongo, type History } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import { REPORTS } from '../services/reports/list.ts';
import type { FormPrompt } from '../store/prompt.ts';
import { createConsoleStore } from '../store/store.ts';
import type { ActionContext } from './context.ts';
import { rerunWhenBack } from './report.ts';

let history: History;
let closed: History;
let from: History;
let context: ActionContext;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  history = await ownHistory(config);
  closed = await connectMongo(config.mongo, 'test');
  await closed.close();
  await history.db.collection('deliveries').insertOne({
    command_id: 'x',
    region: 'Paris',
    delivery_time: new Date(),
    amount_cents: 100,
    driver_id: 'd1',
  });
});

beforeEach(() => {
  from = history;
  const start = { ...aState(80, 24), welcome: '' };
  const live = { platform: {} as Platform, history: () => from, refresh: () => undefined };
  context = aContext({ store: createConsoleStore(start), live });
});

const m = consoleMessages('en');
const state = () => context.store.getState();
const press = pressing(() => context);
const type = typing(() => context);

describe('a report', () => {
  it('that loses MongoDB says what happens next, keeps what it had, and runs again by itself', async () => {
    press('6');
    await until('the answer', () => state().report.result?.counted === 1);
    from = closed;
    press('n');
    await until('an error', () => state().report.error !== null);
    expect(state().report).toMatchObject({ error: m.reports.lost, waits: true, running: false });
    expect(state().report.result?.counted).toBe(1);
    from = history;
    await until('the answer', () => state().report.error === null && !state().report.running);
  });

  it('that MongoDB refuses says why; n runs it again', async () => {
    const deliveries = 'nowhere';
    await history.db.createCollection(deliveries, {
      viewOn: 'deliveries',
      pipeline: [{ $project: { x: { $divide: [1, { $literal: 0 }] } } }, { $match: { x: 1 } }],
    });
    from = { ...history, deliveries };
    press('6');
    await until('an error', () => state().report.error?.includes('MongoDB refused'));
    expect(state().report).toMatchObject({ waits: false, running: false });
    from = history;
    press('n');
    await until('the answer', () => state().report.result?.counted === 1);
  });

  it('whose period is no longer wanted is not heard, also when it fails', async () => {
    from = closed;
    press('6');
    from = history;
    press('p');
    expect(state().report).toMatchObject({ period: { period: '30d' }, running: true });
    await until('the newer answer', () => !state().report.running);
    expect(state().report).toMatchObject({ period: { period: '30d' }, error: null });
    expect(state().report.result?.counted).toBe(1);
  });

  it('that runs is broken off by Esc, here and on the server; what it finds later is not heard', async () => {
    // A collection that takes minutes to read: each of its documents looks up all others, each of those again.
    const many = Array.from({ length: 3_000 }, (_, n) => ({ n }));
    await history.db.collection<{ n: number }>('many').insertMany(many);
    const others = (pipeline: object[]) => ({
      $lookup: { from: 'many', let: { v: '$n' }, pipeline, as: 'others' },
    });
    const smaller = { $match: { $expr: { $gt: ['$$v', '$n'] } } };
    const view = { viewOn: 'deliveries', pipeline: [others([others([smaller])])] };
    await history.db.createCollection('slow', view);
    const running = async () => {
      const ns = { $regex: `^${history.db.databaseName}[.]` };
      const { inprog } = await history.db.admin().command({ currentOp: true, ns });
      return inprog.length;
    };
    from = { ...history, deliveries: 'slow' };
    press('6');
    await until('it runs', async () => (await running()) > 1);
    press('esc');
    expect(state()).toMatchObject({ screen: 'reports', report: { running: false } });
    expect(state().message.text).toContain('broken off');
    expect(state().report.error).toContain('n runs it again');
    await until('nothing runs on the server', async () => (await running()) === 0);
    expect(state().report).toMatchObject({ result: null, running: false });
    press('esc');
    expect(state().screen).toBe('live');
    from = history;
    press('6', 'enter');
    await until('the answer', () => state().report.result?.counted === 1);
    expect(state().report.focus).toBe('table');
  });

  it('whose table has the keys is moved in, and Esc gives them back to the list', async () => {
    press('6');
    await until('the answer', () => state().report.result !== null);
    press('tab', 'j', 'j');
    expect(state().report).toMatchObject({ focus: 'table', row: 0 });
    press('esc');
    expect(state()).toMatchObject({ screen: 'reports', report: { focus: 'list' } });
    const copied: string[] = [];
    context = { ...context, copy: (text) => copied.push(text) };
    press('y');
    expect(copied[0]?.split('\n')).toEqual([
      expect.stringMatching(/^region\tdeliveries/),
      'Paris\t1\t1.00\t\t\t\t',
    ]);
  });

  it('that waits for MongoDB runs when it is back', async () => {
    let away = true;
    context = { ...context, live: { ...context.live, history: () => (away ? null : history) } };
    rerunWhenBack(context);
    context.store.setState({ mongo: { state: 'down', since: 0 } });
    press('6');
    expect(state().report.error).toContain('runs when it is back');
    away = false;
    context.store.setState({ mongo: { state: 'up', since: 0 } });
    await until('the answer', () => state().report.result !== null);
  });

  it('of one driver asks for his id; one that nobody knows is told and stays to be corrected', async () => {
    press('6');
    const at = REPORTS.findIndex(({ id }) => id === 'driver');
    press(...Array.from({ length: at }, () => 'j'), 'enter');
    type('d7');
    press('enter');
    const form = () =>
      (state().prompt?.kind === 'form' ? state().prompt : null) as FormPrompt | null;
    await until('a word about it', () => form()?.fields[0]?.error !== null && !form()?.busy);
    expect(form()?.fields[0]).toMatchObject({ error: m.reports.ask.unknown.driver('d7') });
    expect(form()?.fields[0]?.field.before).toBe('d7');
    press('backspace');
    type('1');
    press('enter');
    await until('the answer', () => state().report.result !== null);
    expect(state()).toMatchObject({ prompt: null, report: { subject: 'd1', focus: 'table' } });
  });

  it('over two dates says at its field which is none', async () => {
    press('6', 'd');
    type('2026-02-30');
    press('tab', 'enter');
    const form = () =>
      (state().prompt?.kind === 'form' ? state().prompt : null) as FormPrompt | null;
    await until('a word about it', () => form()?.fields[0]?.error !== null && !form()?.busy);
    expect(form()?.fields[0]?.error).toBe(m.reports.ask.faults.noSuchDay('2026-02-30'));
    press('ctrl-u');
    type('2026-02-28');
    press('tab', 'enter');
    await until('a period', () => state().prompt === null);
    expect(state().report.period).toEqual({ from: '2026-02-28' });
    await until('the answer', () => !state().report.running);
  });

  it('that runs is not started twice by coming back to it', async () => {
    let asked = 0;
    context = {
      ...context,
      live: {
        ...context.live,
        history: () => {
          asked += 1;
          return history;
        },
      },
    };
    press('6', '1', '6');
    await until('the answer', () => state().report.result !== null);
    expect(asked).toBe(1);
  });
});
