import type { History } from '../services/mongo/connect.ts';
import { endRedis } from '../services/redis/connect.ts';
import { RedisDown } from '../services/redis/down.ts';
import { liveReport } from '../services/reports/live.ts';
import type { Scope } from '../services/reports/report.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';
import { needHistory, needPlatform, redisPlace } from './connect.ts';
import { Failure } from './exit.ts';
import type { ReportWish } from './report-wish.ts';

/**
 * A report as Redis counts it now. MongoDB only knows the names: without it ids stand there. Throws Failure
 * when Redis does not answer.
 */
export async function askedLive(
  { config, m }: Call,
  { report, period, region, subject }: ReportWish,
): Promise<ReportResult> {
  const platform = await needPlatform(config, m, 'report');
  const history: History | null = await needHistory(config, m, 'report').catch(() => null);
  const { timeZone, mongo } = config;
  const scope: Scope = { period, timeZone, region, subject, deliveries: mongo.collection };
  try {
    return await liveReport(platform, history, report, scope);
  } catch (error) {
    if (!(error instanceof RedisDown)) throw error;
    throw new Failure(m.cli.redisDown(redisPlace(config), error.message));
  } finally {
    endRedis(platform.redis);
    await history?.close().catch(() => undefined);
  }
}
