import { isTelling, type Judged, judged } from '../../domain/breaker.ts';
import type { ModeState } from '../../domain/planned.ts';
import { planRound } from '../../domain/planning/optimal.ts';
import type { Plan } from '../../domain/planning/problem.ts';
import { encodeWhy } from '../../domain/why-text.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../redis/connect.ts';
import { shardTime } from '../redis/shard.ts';
import { stopIfNeeded } from './breaker.ts';
import { type Committed, commitDue } from './commit.ts';
import { type FactsCache, pauseDriver, readDrivers } from './drivers.ts';
import { MOST_ORDERS, readWaiting } from './orders.ts';
import {
  clearPlans,
  leftPlans,
  publish,
  type ShownPlans,
  tentativeOf,
  withdraw,
} from './publish.ts';
import { readMode } from './read.ts';
import { look, nothingSeen, type Seen } from './seen.ts';
import { type Live, type Situation, situationOf } from './situation.ts';
import { learnedDetours, waysOf } from './ways.ts';
import { reasons } from './why.ts';

/** After so long without a round, what is shown is read anew, ms. */
const AWAY_MS = 10_000;
/** A simulator that has not been heard of for so long is gone, ms. */
const SIMULATED_MS = 5_000;

/** How long the parts of a round took, ms, and how much there was. */
export interface RoundFigures {
  readonly orders: number;
  readonly drivers: number;
  readonly readMs: number;
  readonly solveMs: number;
  readonly publishMs: number;
}

/** What one round did; null figures: the engine is off. */
export interface Round {
  readonly mode: ModeState;
  readonly figures: RoundFigures | null;
  readonly committed: readonly Committed[];
}

/** What a planner remembers between two rounds. All of it can be lost. */
interface Memory {
  shown: ShownPlans | null;
  seen: Seen | null;
  facts: FactsCache;
  commitments: readonly Judged[];
  /** When the mode was set under which they were made. */
  since: number | null;
  /** When the last round began, ms. */
  roundAt: number;
}

/** Something for the log. */
export interface Note {
  readonly level: 'info' | 'warn' | 'error';
  readonly details: Readonly<Record<string, string>>;
  readonly text: string;
}

/**
 * Rounds of the dispatch engine, one after the other, each under the lease of who is named. A round
 * rejects with RedisDown, or with what Redis says.
 */
export function createRounds(
  config: Config,
  platform: Platform,
  note: (note: Note) => void,
): (owner: string) => Promise<Round> {
  const detours = learnedDetours(config, (error) =>
    note({
      level: 'warn',
      details: { reason: error instanceof Error ? error.message : String(error) },
      text: 'MongoDB does not tell how long past ways took',
    }),
  );
  const memory: Memory = {
    ...{ shown: null, seen: null, facts: new Map(), commitments: [], since: null, roundAt: 0 },
  };

  async function round(owner: string): Promise<Round> {
    const mode = await readMode(platform);
    if (mode.mode === 'off') {
      memory.shown = null;
      await clearPlans(platform);
      return { mode, figures: null, committed: [] };
    }
    if (memory.since !== mode.at) {
      memory.commitments = [];
      memory.since = mode.at;
    }
    const begun = performance.now();
    const live = await readLive();
    const situation = situationOf(live);
    const read = performance.now();
    const plan = planRound(situation.problem);
    const solved = performance.now();
    const { shown, whyOf } = await show(live, situation, plan);
    const published = performance.now();
    const committed =
      mode.mode === 'automatic' ? await commit(owner, live, plan, shown, whyOf) : [];
    return {
      mode,
      committed,
      figures: {
        ...{ orders: live.waiting.length, drivers: live.drivers.length },
        ...{ readMs: read - begun, solveMs: solved - read },
        publishMs: published - solved,
      },
    };
  }

  async function readLive(): Promise<Live> {
    const now = await shardTime(platform);
    memory.seen ??= nothingSeen(now);
    // Another one may have planned meanwhile.
    if (now - memory.roundAt > AWAY_MS) memory.shown = null;
    memory.roundAt = now;
    memory.shown ??= await leftPlans(platform, MOST_ORDERS);
    await look(platform, memory.seen, now);
    for (const driver of memory.seen.changed) memory.facts.delete(driver);
    const waiting = await readWaiting(platform);
    const drivers =
      waiting.length === 0 ? [] : await readDrivers(platform, waiting, now, memory.facts);
    const pace = await simulatedPace(platform, now);
    const regions = [...new Set(waiting.map(({ region }) => region))];
    // A simulated city's ways teach nothing of real ones.
    if (pace === 1) detours.refresh(regions, now);
    const ways = waysOf(pace === 1 ? detours.known : new Map(), pace);
    return { now, waiting, drivers, seen: memory.seen.orders, shown: memory.shown, ways };
  }

  async function show(
    { now, drivers }: Live,
    { problem, msOf, minutesOf }: Situation,
    plan: Plan,
  ): Promise<{ shown: ShownPlans; whyOf: (order: string) => string }> {
    const shown = memory.shown ?? new Map();
    const names = new Map(drivers.map(({ id, name }) => [id, name]));
    const nameOf = (driver: string) => names.get(driver) ?? driver;
    const tentative = tentativeOf(plan, { now, msOf, nameOf, shown });
    const byOrder = new Map(tentative.map((each) => [each.order, each]));
    const why = reasons({ problem, plan, now, minutesOf, nameOf, tentative: byOrder });
    const whyOf = (order: string) => {
      const told = why(order);
      return told === null ? '' : encodeWhy(told);
    };
    await publish(platform, tentative, shown, { now, whyOf });
    memory.shown = shown;
    return { shown, whyOf };
  }

  async function commit(
    owner: string,
    { now, waiting }: Live,
    plan: Plan,
    shown: ShownPlans,
    whyOf: (order: string) => string,
  ): Promise<readonly Committed[]> {
    const before = judged(memory.commitments, [], memory.seen?.takenBack ?? []);
    const stop = await stopIfNeeded(platform, { now, since: memory.since }, before);
    if (stop !== null) {
      const { cause } = stop;
      if (stop.turnedOff)
        note({ level: 'error', details: { cause }, text: 'automatic mode turned itself off' });
      return [];
    }
    const orders = new Map(waiting.map((order) => [order.id, order]));
    const committed = await commitDue(platform, plan.due, { orders, owner, whyOf });
    const news = committed.flatMap(({ order, driver, outcome }): Judged[] => {
      if (outcome.ok) return [{ order, driver, refused: false }];
      const details = { order, driver, refusal: outcome.refusal };
      note({ level: 'info', details, text: 'a planned assignment was refused' });
      if (!isTelling(outcome.refusal)) return [];
      pauseDriver(memory.facts, driver, now);
      return [{ order, driver, refused: true }];
    });
    memory.commitments = judged(before, news, []);
    // What is given is no longer planned; its order's event says so to everybody.
    const given = committed.filter(({ outcome }) => outcome.ok).map(({ order }) => order);
    await withdraw(platform, given, shown);
    return committed;
  }

  return round;
}

/** How many times faster than the clock the city is: 1 but where a simulator moves it. */
export async function simulatedPace({ redis, keys }: Platform, now: number): Promise<number> {
  const [seen, speed] = await redis.hmget(keys.simulator, 'seen', 'speed');
  const lives = seen != null && now - Number(seen) < SIMULATED_MS;
  return lives ? Math.max(1, Number(speed) || 1) : 1;
}
