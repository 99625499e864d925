import { formatRedisNodes } from '../config/address.ts';
import type { Config } from '../config/config.ts';
import { maskText, maskUri } from '../config/mask.ts';
import { connectMongo } from '../mongo/connect.ts';
import { connectPlatform, endRedis, whenReady } from '../redis/connect.ts';
import { askShard, infoField } from '../redis/shard.ts';

/** What `vigie health --json` prints: the servers, not the board. `error` is only there when one is down. */
export interface Health {
  readonly timestamp: string;
  readonly services: {
    readonly mongodb: {
      status: 'up' | 'down';
      uri: string;
      database: string;
      collections: number | null;
      data_size_mb: number | null;
      version: string | null;
      replica_set: string | null;
      error?: string;
    };
    readonly redis: {
      status: 'up' | 'down';
      host: string;
      port: number | null;
      version: string | null;
      used_memory: number | null;
      connected_clients: number | null;
      appendonly: string | null;
      appendfsync: string | null;
      maxmemory_policy: string | null;
      /** In a Cluster: whether one lost shard stops the others too (`yes` does). */
      full_coverage?: string | null;
      error?: string;
    };
  };
}

/** Tests the way to both servers, and reads the settings on which it depends what can be lost. */
export async function readHealth(config: Config): Promise<Health> {
  const [mongodb, redis] = await Promise.all([mongoHealth(config), redisHealth(config)]);
  return { timestamp: new Date().toISOString(), services: { mongodb, redis } };
}

const reason = (error: unknown) => maskText(error instanceof Error ? error.message : String(error));

async function mongoHealth({ mongo }: Config): Promise<Health['services']['mongodb']> {
  const where = { uri: maskUri(mongo.uri), database: mongo.db };
  try {
    const history = await connectMongo(mongo, 'health');
    try {
      const [stats, build, hello] = await Promise.all([
        history.db.stats(),
        history.db.command({ buildInfo: 1 }),
        history.db.command({ hello: 1 }),
      ]);
      return {
        status: 'up',
        ...where,
        collections: stats.collections ?? 0,
        data_size_mb: Math.round((stats.dataSize ?? 0) / 1e4) / 100,
        version: String(build.version),
        replica_set: hello.setName ?? null,
      };
    } finally {
      await history.close();
    }
  } catch (error) {
    const unknown = { collections: null, data_size_mb: null, version: null, replica_set: null };
    return { status: 'down', ...where, ...unknown, error: reason(error) };
  }
}

async function redisHealth({ redis: config, zone }: Config): Promise<Health['services']['redis']> {
  const cluster = config.nodes.length > 0;
  const where = cluster
    ? { host: formatRedisNodes(config.nodes), port: null }
    : { host: config.path ?? config.host, port: config.path ? null : config.port };
  const platform = connectPlatform(config, zone, 'health');
  try {
    await whenReady(platform.redis, config.timeoutMs);
    // Of a Cluster, the server that holds the zone.
    const [info] = await askShard(platform, (pipeline) => pipeline.info());
    const field = (name: string) => infoField(String(info), name);
    // Managed services forbid CONFIG: then what it would say stays unknown.
    const setting = async (name: string) => {
      const ask = askShard(platform, (pipeline) => pipeline.config('GET', name));
      const [reply] = await ask.catch(() => []);
      return ((reply ?? []) as string[])[1] ?? null;
    };
    const [appendonly, appendfsync, policy, coverage] = await Promise.all([
      setting('appendonly'),
      setting('appendfsync'),
      setting('maxmemory-policy'),
      cluster ? setting('cluster-require-full-coverage') : null,
    ]);
    return {
      status: 'up',
      ...where,
      version: field('redis_version'),
      used_memory: Number(field('used_memory')),
      connected_clients: Number(field('connected_clients')),
      appendonly,
      appendfsync,
      maxmemory_policy: policy,
      ...(cluster ? { full_coverage: coverage } : {}),
    };
  } catch (error) {
    const unknown = {
      ...{ version: null, used_memory: null, connected_clients: null },
      ...{ appendonly: null, appendfsync: null, maxmemory_policy: null },
    };
    return { status: 'down', ...where, ...unknown, error: reason(error) };
  } finally {
    endRedis(platform.redis);
  }
}
