import type { Cluster, Redis } from 'ioredis';

/** One server, or a Cluster: both take the same commands. */
export type RedisClient = Redis | Cluster;
