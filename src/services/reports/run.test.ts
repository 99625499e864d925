import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { aScope, endless, ever } from '../../../test/helpers/reports.ts';
import { ownHistory, ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import type { History } from '../mongo/connect.ts';
import { explainReport } from './explain.ts';
import { runReport } from './run.ts';

let history: History;

beforeAll(async () => {
  history = await ownHistory(testConfig(await ownRedis()));
  await history.db.collection(history.deliveries).insertOne({ command_id: 'c1' });
});

/** Questions of this test's own database that the server has in hand. */
async function inHand(): Promise<number> {
  const ns = `${history.db.databaseName}.${history.deliveries}`;
  const { inprog } = await history.db
    .admin()
    .command({ currentOp: 1, ns, 'command.pipeline': { $exists: true } });
  const explained = await history.db.admin().command({
    ...{ currentOp: 1, ns, 'command.explain.pipeline': { $exists: true } },
  });
  return inprog.length + explained.inprog.length;
}

const all = (signal: AbortSignal, maxTimeMs: number) => {
  const scope = aScope(ever, { deliveries: history.deliveries });
  return {
    run: () =>
      runReport(history, endless, scope, { signal, maxTimeMs, against: null, now: Date.now() }),
    explain: () => explainReport(history, endless, scope, { signal, maxTimeMs }),
  };
};

describe.each(['run', 'explain'] as const)('a report (%s)', (how) => {
  afterEach(() => until('nothing is in hand', async () => (await inHand()) === 0));

  it('that is given up ends on the server, all its questions', async () => {
    const giveUp = new AbortController();
    const asked = all(giveUp.signal, 600_000)[how]();
    const failed = expect(asked).rejects.toThrow('given up');
    await until('both questions are in hand', async () => (await inHand()) === 2);
    giveUp.abort(new Error('given up'));
    await failed;
    await until('the server has neither in hand', async () => (await inHand()) === 0, 5_000);
    // The connection pool goes on.
    expect(await history.db.collection(history.deliveries).countDocuments()).toBe(1);
  });

  it('that takes longer than it may is given up by the server', async () => {
    const { signal } = new AbortController();
    await expect(all(signal, 100)[how]()).rejects.toMatchObject({ code: 50 });
  });

  it('that was given up before it began is not asked', async () => {
    const asked = all(AbortSignal.abort(new Error('too late')), 600_000)[how]();
    await expect(asked).rejects.toThrow('too late');
  });
});
