import type { Health } from '../../domain/health.ts';
import { NO_MONGO_FACTS } from '../../services/status/mongo-health.ts';
import { NO_REDIS_FACTS } from '../../services/status/redis-health.ts';
import type { ConsoleState } from '../state.ts';

/**
 * What is known now: a server that has stopped answering since the last look is down, and what it told
 * then is no longer known. null before the first look.
 */
export function healthNow({ health, redis, mongo }: ConsoleState): Health | null {
  const { read, mongoFault } = health;
  if (read === null) return null;
  const { services } = read;
  const redisGone = redis.state === 'down' && services.redis.status === 'up';
  const mongoGone = mongo.state === 'down' && services.mongodb.status === 'up';
  if (!redisGone && !mongoGone) return read;
  return {
    ...read,
    services: {
      redis: redisGone
        ? { ...services.redis, ...NO_REDIS_FACTS, status: 'down', error: 'timeout' }
        : services.redis,
      mongodb: mongoGone
        ? { ...services.mongodb, ...NO_MONGO_FACTS, status: 'down', error: mongoFault || 'timeout' }
        : services.mongodb,
    },
    zone: redisGone ? null : read.zone,
    dead_letters: mongoGone ? null : read.dead_letters,
  };
}
