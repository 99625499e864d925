import type { Position } from '../../domain/geo.ts';
import type { Order } from '../../domain/order.ts';
import { DRIVERS_OWN, type Outcome, type Refusal } from '../../domain/refusal.ts';
import { type Ranked, rank } from '../../domain/strategy.ts';
import { findCandidates } from '../board/candidates.ts';
import { readCarried } from '../board/driver-detail.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { asDown } from '../redis/scripts.ts';
import { type Act, explained } from '../redis/transitions/act.ts';
import { reassignOrder } from '../redis/transitions/assignments.ts';

/** What became of one order that a driver carried. */
export interface Handed {
  readonly order: string;
  readonly client: string;
  /** Who was chosen; null: nobody within the radius can take it. */
  readonly to: Ranked | null;
  /** null where nobody was asked, or Redis did not answer. */
  readonly outcome: Outcome | null;
  /** Redis did not answer: it is not known whether it was done. */
  readonly lost: boolean;
}

/** Others took the best one's last place meanwhile: so many are tried. */
const TRIES = 5;
async function positionOf({ redis, keys }: Platform, driver: string): Promise<Position | null> {
  const [place] = await redis.geopos(keys.driversLocations, driver).catch((error) => {
    throw asDown(error);
  });
  return place ? { lon: Number(place[0]), lat: Number(place[1]) } : null;
}

/**
 * Gives everything a driver carries to others, each order to whom `balanced` chooses among the drivers
 * within `radiusM` as they are then: a courier who fell ill. What he has picked up is fetched where he
 * is. Promised soonest goes first; each order has its own result, which `told` hears at once.
 * Refused where there is no such driver; an empty list where he carries nothing. Throws RedisDown
 * where it could not begin.
 */
export async function reassignAll(
  platform: Platform,
  { driver, radiusM }: { driver: string; radiusM: number },
  act: Act,
  told: (handed: Handed, done: number, all: number) => void = () => undefined,
): Promise<readonly Handed[] | Refusal> {
  const known = await platform.redis.exists(platform.keys.driver(driver)).catch((error) => {
    throw asDown(error);
  });
  if (known === 0) return explained({ ok: false, refusal: 'unknown_driver', details: { driver } });
  const carried = await readCarried(platform, driver, Number.POSITIVE_INFINITY);
  const where = await positionOf(platform, driver);
  const results: Handed[] = [];
  for (const order of carried) {
    const from = order.status === 'pickedUp' ? (where ?? order.dropoff) : order.pickup;
    const handed = await handOver(platform, { ...order, pickup: from }, driver, radiusM, act);
    results.push(handed);
    told(handed, results.length, carried.length);
  }
  return results;
}

/** Gives one order to the best who can take it. */
async function handOver(
  platform: Platform,
  order: Order,
  from: string,
  radiusM: number,
  act: Act,
): Promise<Handed> {
  const handed = { order: order.id, client: order.client, to: null, outcome: null, lost: false };
  try {
    const { eligible } = await findCandidates(platform, order, radiusM);
    const ranked = rank(
      'balanced',
      eligible.filter(({ driverId }) => driverId !== from),
    );
    let last: Handed = handed;
    for (const to of ranked.slice(0, TRIES)) {
      const request = { order: order.id, driver: to.driverId, from };
      const outcome = await reassignOrder(platform, request, { ...act, via: 'balanced' });
      last = { ...handed, to, outcome };
      if (outcome.ok || !DRIVERS_OWN.has(outcome.refusal)) break;
    }
    return last;
  } catch (error) {
    if (error instanceof RedisDown) return { ...handed, lost: true };
    throw error;
  }
}
