/** A parent that starts private servers, says where they are, and hangs until it is killed. */
import { startServers } from '../../src/services/servers/start.ts';

const servers = await startServers();
const pids = [servers.redis?.pid(), servers.mongo?.pid()];
process.stdout.write(`${JSON.stringify({ folder: servers.folder, pids })}\n`);
setInterval(() => undefined, 60_000);
