/** A parent that starts private servers, says where they are, and hangs until it is killed. */
import { startServers } from '../../src/services/servers/start.ts';

const [keep] = process.argv.slice(2);
const servers = await startServers(keep ? { keep } : {});
const pids = [servers.redis?.pid(), servers.mongo?.pid()];
const { folder, redisUrl } = servers;
process.stdout.write(`${JSON.stringify({ folder, pids, redisUrl })}\n`);
setInterval(() => undefined, 60_000);
