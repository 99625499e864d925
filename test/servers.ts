/** Starts what all tests share: one mongod; each test file starts its own Redis (25 ms). */
import type { TestProject } from 'vitest/node';
import { findMongod, findRedis } from '../src/services/servers/find.ts';
import { startServers } from '../src/services/servers/start.ts';

declare module 'vitest' {
  interface ProvidedContext {
    mongoUri: string;
  }
}

export default async function setup(project: TestProject) {
  const search = { onStep: () => undefined };
  await findRedis(search, '7');
  await findRedis(search, '6.2');
  await findMongod(search);
  const servers = await startServers({
    redis: false,
    mongo: { args: ['--setParameter', 'enableTestCommands=1'] },
  });
  if (servers.mongoUri) project.provide('mongoUri', servers.mongoUri);
  return () => servers.stop();
}
