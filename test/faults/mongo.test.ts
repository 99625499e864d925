import type { Document } from 'mongodb';
import { describe, expect, it } from 'vitest';
import { outboxLag } from '../../src/services/board/lag.ts';
import { endCheck } from '../helpers/end-check.ts';
import { aDriver } from '../helpers/life.ts';
import { aScene, type Scene } from '../helpers/scene.ts';
import { until } from '../helpers/servers.ts';
import { startTraffic } from '../helpers/traffic.ts';
import { interruptions, startWorker, untilInterrupted } from '../helpers/worker.ts';

const TEST_COMMANDS = { args: ['--setParameter', 'enableTestCommands=1'] };
const WRITES = ['update', 'insert', 'bulkWrite', 'findAndModify'];

/** Errors that the worker's writes get, and how its log names them. */
const ERRORS: readonly { name: string; data: Document; told: number | RegExp }[] = [
  { name: '286 ChangeStreamHistoryLost', data: { errorCode: 286 }, told: 286 },
  { name: '91 ShutdownInProgress', data: { errorCode: 91 }, told: 91 },
  { name: '189 PrimarySteppedDown', data: { errorCode: 189 }, told: 189 },
  { name: '11602 InterruptedDueToReplStateChange', data: { errorCode: 11602 }, told: 11602 },
  { name: '50 MaxTimeMSExpired', data: { errorCode: 50 }, told: 50 },
  { name: '14031 OutOfDiskSpace', data: { errorCode: 14031 }, told: 14031 },
  { name: '13 Unauthorized', data: { errorCode: 13 }, told: 13 },
  { name: 'a closed connection', data: { closeConnection: true }, told: /connection|pool/i },
  {
    name: 'a write concern that failed',
    data: { writeConcernError: { code: 64, errmsg: 'waiting for replication timed out' } },
    told: /waiting for replication timed out/,
  },
];

/** Waits until everything up to now is acknowledged. */
async function caughtUp({ platform }: Scene): Promise<void> {
  const seq = Number(await platform.redis.get(platform.keys.eventsSeq));
  await until(
    'the worker has caught up',
    async () => {
      const now = await outboxLag(platform);
      return now.seq - now.lag >= seq;
    },
    30_000,
  );
}

async function admin({ history }: Scene, command: Document): Promise<Document> {
  return history.db.client.db('admin').command(command);
}

/** Writes of the worker alone fail so from now on; `off` ends it. */
async function failWrites(scene: Scene, data: Document | 'off'): Promise<void> {
  await admin(scene, {
    configureFailPoint: 'failCommand',
    ...(data === 'off'
      ? { mode: 'off' }
      : {
          mode: 'alwaysOn',
          data: { failCommands: WRITES, appName: 'vigie-worker', ...data },
        }),
  });
}

describe('a MongoDB in trouble while orders come and go', () => {
  it('frozen for longer than every time limit: the worker says so and carries on', async () => {
    const scene = await aScene();
    await aDriver(scene.platform, 'd1');
    const worker = startWorker(scene.config);
    const traffic = startTraffic(scene.platform);
    await traffic.more(20);
    await caughtUp(scene);
    scene.mongo?.signal('SIGSTOP');
    await untilInterrupted(worker, interruptions(worker).length);
    // The board does not wait for the history.
    await traffic.more(50);
    scene.mongo?.signal('SIGCONT');
    await caughtUp(scene);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });

  it('whose primary steps down again and again: nothing is lost', async () => {
    const scene = await aScene();
    await aDriver(scene.platform, 'd1');
    const worker = startWorker(scene.config);
    const traffic = startTraffic(scene.platform);
    const term = async () => Number((await admin(scene, { replSetGetStatus: 1 })).term);
    const first = await term();
    for (let round = 0; round < 2; round += 1) {
      await traffic.more(20);
      await caughtUp(scene);
      await admin(scene, {
        replSetStepDown: 1,
        secondaryCatchUpPeriodSecs: 0,
        force: true,
      });
      await traffic.more(20);
      await caughtUp(scene);
    }
    expect(await term()).toBeGreaterThanOrEqual(first + 2);
    await traffic.stop();
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });

  it('that answers writes with errors: the worker names each in its log and carries on', async () => {
    const scene = await aScene({ mongo: TEST_COMMANDS });
    await aDriver(scene.platform, 'd1');
    const worker = startWorker(scene.config);
    const traffic = startTraffic(scene.platform, { paceMs: 20 });
    for (const { name, data, told: words } of ERRORS) {
      await traffic.more(5);
      await caughtUp(scene);
      const before = interruptions(worker).length;
      await failWrites(scene, data);
      // Not necessarily the first line: a driver that drops its connections may say that first.
      await until(
        `the worker's log names ${name}`,
        () =>
          interruptions(worker)
            .slice(before)
            .find(({ error }) =>
              typeof words === 'number'
                ? (error?.cause?.code ?? error?.code) === words
                : words.test(`${error?.message} ${error?.cause?.message}`),
            ),
        30_000,
      );
      await failWrites(scene, 'off');
    }
    await traffic.stop();
    await endCheck(scene, traffic.delivered);
    expect(await worker.end()).toBe(0);
  });
});
