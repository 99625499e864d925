/** Starts what all tests share: one mongod; each test file starts its own Redis (25 ms). */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { findMongod, findRedis } from '../src/services/servers/find.ts';
import { startServers } from '../src/services/servers/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string;
  }
}

export default async function setup(project: TestProject) {
  // Whatever a test leaves behind goes with this folder. Short: a socket's path has 108 bytes.
  const folder = mkdtempSync(join(tmpdir(), 'vt-'));
  process.env.TMPDIR = folder;
  const search = { onStep: () => undefined };
  await findRedis(search, '7');
  await findRedis(search, '6.2');
  await findMongod(search);
  const servers = await startServers({
    redis: false,
    mongo: { args: ['--setParameter', 'enableTestCommands=1'] },
  });
  if (servers.mongoUri) project.provide('mongoUri', servers.mongoUri);
  return async () => {
    await servers.stop();
    rmSync(folder, { recursive: true, force: true });
  };
}
