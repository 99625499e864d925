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
import { pauseDriver } from './drivers.ts';
import { type LiveMemory, nothingKnown, readLive, setAside, told } from './live.ts';
import { clearPlans, publish, type ShownPlans, withdraw } from './publish.ts';
import { readMode } from './read.ts';
import { type Live, type Situation, situationOf } from './situation.ts';
import { learnedDetours } from './ways.ts';

/** After so long without a round, what is shown is read anew, ms. */
const AWAY_MS = 10_000;

/** How long the parts of a round took, ms, and how much there was. */
export interface RoundFigures {
  readonly orders: number;
  /** How many more wait and were not planned for. */
  readonly leftOut: number;
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
interface Memory extends LiveMemory {
  commitments: readonly Judged[];
  /** When the mode was set under which they were made. */
  since: number | null;
  /** When the last round began, ms. */
  roundAt: number;
  /** Whether it was told that not all orders are planned for. */
  leftOut: boolean;
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
    ...nothingKnown(),
    ...{ commitments: [], since: null, roundAt: 0, leftOut: false },
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
    const live = await read();
    const situation = situationOf(live);
    const known = performance.now();
    const plan = planRound(situation.problem);
    setAside(memory, live, situation, plan);
    const solved = performance.now();
    const { shown, whyOf } = await show(live, situation, plan);
    const published = performance.now();
    const committed =
      mode.mode === 'automatic' ? await commit(owner, live, plan, shown, whyOf) : [];
    return {
      mode,
      committed,
      figures: {
        ...{ orders: live.waiting.length, leftOut: live.leftOut, drivers: live.drivers.length },
        ...{ readMs: known - begun, solveMs: solved - known },
        publishMs: published - solved,
      },
    };
  }

  async function read(): Promise<Live> {
    const now = await shardTime(platform);
    // Another one may have planned meanwhile.
    if (now - memory.roundAt > AWAY_MS) memory.shown = null;
    memory.roundAt = now;
    const live = await readLive(platform, memory, detours, now);
    tellLeftOut(live);
    return live;
  }

  function tellLeftOut({ leftOut, waiting }: Live): void {
    const some = leftOut > 0;
    if (some === memory.leftOut) return;
    memory.leftOut = some;
    const { unplaced, untaken } = memory.aside;
    const details = {
      ...{ planned: `${waiting.length}`, leftOut: `${leftOut}` },
      ...{ withoutPlaces: `${unplaced.size}`, nobodyMayTake: `${untaken.size}` },
    };
    if (some) note({ level: 'warn', details, text: 'not all waiting orders are planned for' });
    else note({ level: 'info', details, text: 'all waiting orders are planned for again' });
  }

  async function show(
    live: Live,
    situation: Situation,
    plan: Plan,
  ): Promise<{ shown: ShownPlans; whyOf: (order: string) => string }> {
    const shown = memory.shown ?? new Map();
    const { tentative, why } = told(live, shown, situation, plan);
    const whyOf = (order: string) => {
      const its = why(order);
      return its === null ? '' : encodeWhy(its);
    };
    await publish(platform, tentative, shown, { now: live.now, whyOf });
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
