import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, it, onTestFinished } from 'vitest';
import { findMongod } from './find.ts';
import { startGuardian } from './guard.ts';
import { mongodReady } from './ready.ts';
import { runServer } from './run.ts';

describe('a mongod whose port another one has', () => {
  it('does not take the other one for itself', async () => {
    const installed = await findMongod({ onStep: () => undefined });
    const port = Number(new URL(inject('mongoUri')).port);
    const data = mkdtempSync(join(tmpdir(), 'vigie-test-'));
    const guard = startGuardian(() => undefined);
    onTestFinished(async () => {
      await guard.stop();
      rmSync(data, { recursive: true, force: true });
    });
    const running = runServer(
      guard,
      {
        name: 'mongod',
        installed,
        args: ['--dbpath', data, '--replSet', 'vigie', '--port', String(port), '--nounixsocket'],
        log: join(data, 'log'),
        ready: (signal) => mongodReady({ port, data, set: 'vigie' }, signal),
      },
      null,
    );
    await expect(running).rejects.toMatchObject({ log: /address already in use/i });
  });
});

describe('a guardian that was killed', () => {
  it('starts nothing any more, and says so', async () => {
    const killed = Promise.withResolvers<void>();
    const guard = startGuardian(() => killed.resolve());
    process.kill(guard.pid, 'SIGKILL');
    await killed.promise;
    expect(guard.serves()).toBe(false);
    const log = join(tmpdir(), 'unused.log');
    const starting = guard.start({ id: 'x', file: '/bin/true', args: [], env: {}, log });
    await expect(starting).rejects.toThrow('the guardian is gone');
    await guard.stop();
  });
});
