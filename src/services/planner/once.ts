import type { Order } from '../../domain/order.ts';
import { planRound } from '../../domain/planning/optimal.ts';
import type { Why } from '../../domain/why.ts';
import type { Config } from '../config/config.ts';
import type { Platform } from '../redis/connect.ts';
import { asDown } from '../redis/scripts.ts';
import { shardTime } from '../redis/shard.ts';
import { nothingKnown, readLive, setAside, told } from './live.ts';
import { situationOf } from './situation.ts';
import { detoursAtOnce } from './ways.ts';

/** Whom the engine would give an order to. */
export interface OncePlanned {
  readonly order: Order;
  readonly driver: string;
  readonly name: string;
  /** null: not told. */
  readonly why: Why | null;
}

/** A round of the engine, planned here and now. */
export interface OnceRound {
  /** What was planned for: the oldest MOST_ORDERS that somebody may take, and what nobody may before them. */
  readonly waiting: readonly Order[];
  /** Each driver's first way first. */
  readonly planned: readonly OncePlanned[];
}

/** So many thousands that nobody may take are looked past in one go. */
const MOST_ROUNDS = 20;

/**
 * Plans rounds as a worker would, without one; what was learned for one serves the next. Nothing is shown or
 * given. A round throws RedisDown.
 */
export function createOnce(config: Config, platform: Platform): () => Promise<OnceRound> {
  const memory = nothingKnown();
  const detours = detoursAtOnce(config);

  async function plan(
    waiting: Map<string, Order>,
  ): Promise<OnceRound & { readonly more: boolean }> {
    const now = await shardTime(platform);
    // What was given meanwhile is shown no more.
    memory.shown = null;
    const live = await readLive(platform, memory, detours, now);
    const situation = situationOf(live);
    const made = planRound(situation.problem);
    const found = setAside(memory, live, situation, made);
    const orders = new Map(live.waiting.map((order) => [order.id, order]));
    for (const [id, order] of orders) waiting.set(id, order);
    const { tentative, why } = told(live, memory.shown ?? new Map(), situation, made);
    const planned = tentative.flatMap(({ order: id, driver, driverName: name }) => {
      const order = orders.get(id);
      return order ? [{ order, driver, name, why: why(id) }] : [];
    });
    return { waiting: [...waiting.values()], planned, more: found > 0 && live.leftOut > 0 };
  }

  return async () => {
    const waiting = new Map<string, Order>();
    for (let round = 1; ; round += 1) {
      const { more, ...made } = await plan(waiting).catch((error: unknown) => {
        throw asDown(error);
      });
      if (!more || round === MOST_ROUNDS) return made;
    }
  };
}
