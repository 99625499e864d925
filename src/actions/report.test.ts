import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aState } from '../../test/helpers/board.ts';
import { ownHistory, ownRedis, testConfig, until } from '../../test/helpers/servers.ts';
import { consoleMessages } from '../i18n/console.ts';
import { connectMongo, type History } from '../services/mongo/connect.ts';
import type { Platform } from '../services/redis/connect.ts';
import { createConsoleStore } from '../store/store.ts';
import type { ActionContext } from './context.ts';
import { handleKey } from './handle.ts';
import { helpScroll } from './help.ts';

let history: History;
let closed: History;
let from: History;
let context: ActionContext;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  history = await ownHistory(config);
  closed = await connectMongo(config.mongo, 'test');
  await closed.close();
  await history.db
    .collection('deliveries')
    .insertOne({ command_id: 'x', region: 'Paris', delivery_time: new Date(), amount_cents: 100 });
});

beforeEach(() => {
  from = history;
  const start = { ...aState(80, 24), welcome: '' };
  const unused = {} as Platform;
  context = {
    ...{ store: createConsoleStore(start), m: consoleMessages('en'), rows: () => 3 },
    live: { platform: unused, history: () => from, refresh: () => undefined },
    ...{
      startWorker: () => undefined,
      showZone: () => undefined,
      suspend: async () => true,
      quit: () => undefined,
    },
  };
});

const state = () => context.store.getState();
const press = (...keys: string[]) => {
  for (const key of keys) handleKey(context, key);
};

describe('a report', () => {
  it('that fails says so; n runs it again', async () => {
    from = closed;
    press('6');
    await until('an error', () => state().report.error?.includes('n runs it again'));
    expect(state().report.running).toBe(false);
    from = history;
    press('n');
    await until('the answer', () => state().report.result?.regions.total.deliveries === 1);
    expect(state().report.error).toBeNull();
  });

  it('whose period is no longer wanted is not heard, also when it fails', async () => {
    from = closed;
    press('6');
    from = history;
    press('p');
    expect(state().report).toMatchObject({ period: '30d', running: true });
    await until('the newer answer', () => !state().report.running);
    expect(state().report).toMatchObject({ period: '30d', error: null });
    expect(state().report.result?.regions.total.deliveries).toBe(1);
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

describe('help', () => {
  it('scrolls to its end and no further, so that the way back is as long', () => {
    press('?', ...Array<string>(60).fill('j'));
    expect(state().help.offset).toBe(helpScroll(24));
    press('k');
    expect(state().help.offset).toBe(helpScroll(24) - 1);
    press('c');
    expect(state().help.open).toBe(false);
    expect(state().message.text).toBe('');
    expect(helpScroll(100)).toBe(0);
  });
});
