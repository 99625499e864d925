import { explain } from '../domain/explain.ts';
import { STRATEGIES, type StrategyName } from '../domain/strategy.ts';
import type { Why } from '../domain/why.ts';
import { DEFAULT_RADIUS_M } from '../services/board/candidates.ts';
import { lookAround, reasonOfPerson } from '../services/dispatch/reason.ts';
import type { Platform } from '../services/redis/connect.ts';
import { parseOrder } from '../services/redis/parse.ts';
import {
  assignOrder,
  reassignOrder,
  unassignOrder,
  undoOrder,
} from '../services/redis/transitions/assignments.ts';
import {
  deliverOrder,
  failOrder,
  pickUpOrder,
  rateOrder,
} from '../services/redis/transitions/deliveries.ts';
import {
  cancelOrder,
  correctOrder,
  createOrder,
  deleteOrder,
} from '../services/redis/transitions/orders.ts';
import { allowPair, pinPlan, refusePair } from '../services/redis/transitions/plans.ts';
import type { Call } from './call.ts';
import { Failure, UsageError } from './exit.ts';
import { cents, due, item, needed, position, text, texts, time } from './fields.ts';
import { radiusOption } from './options.ts';
import { type Asked, actOf, runTransition } from './outcome.ts';
import { countsOf } from './results.ts';

/** What is left out is left as it is. */
function present<T extends object>(fields: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [K in keyof T]?: Exclude<T[K], undefined> };
}

async function create(call: Call, platform: Platform, id: string): Promise<Asked> {
  const { m } = call;
  const order = {
    id,
    client: needed(call, 'client', '--client'),
    destination: text(call, 'destination') ?? '',
    region: text(call, 'region') ?? '',
    amountCents: cents(needed(call, 'amount', '--amount')),
    pickup: position('pickup', needed(call, 'pickup', '--pickup')),
    dropoff: position('dropoff', needed(call, 'dropoff', '--dropoff')),
    items: texts(call, 'item').map((given) => item(given)),
    ...present({
      clientId: text(call, 'clientId'),
      phone: text(call, 'phone'),
      address: text(call, 'address'),
      note: text(call, 'note'),
      origin: text(call, 'origin'),
      restaurantId: text(call, 'restaurant'),
      dueAt: due(call),
      readyAt: time(call, 'ready'),
    }),
  };
  return {
    outcome: await createOrder(platform, order, actOf(call)),
    done: m.dispatch.done.created(id),
  };
}

async function correct(call: Call, platform: Platform, order: string): Promise<Asked> {
  const fields = present({
    note: text(call, 'note'),
    address: text(call, 'address'),
    phone: text(call, 'phone'),
    dueAt: due(call),
  });
  if (Object.keys(fields).length === 0)
    throw new UsageError(call.m.dispatch.needs('--note, --address, --phone, --due'));
  return {
    outcome: await correctOrder(platform, { order, ...fields }, actOf(call)),
    done: call.m.dispatch.done.corrected(order),
  };
}

async function assign(call: Call, platform: Platform, order: string): Promise<Asked> {
  const { m } = call;
  const named = call.args[1];
  const strategy = text(call, 'strategy');
  if ((named === undefined) === (strategy === undefined))
    throw new UsageError(m.dispatch.needsDriver);
  const radiusM = radiusOption(m, call.options.radius) * 1000;
  const { driver, why } =
    named === undefined
      ? await chosen(call, platform, order, strategy ?? '')
      : {
          driver: named,
          why: await reasonOfPerson(platform, { order, driver: named, radiusM }),
        };
  const act = { ...actOf(call), ...(strategy === undefined ? {} : { via: strategy }) };
  return {
    outcome: await assignOrder(platform, { order, driver, why }, act),
    done: m.dispatch.done.assigned(order, driver),
  };
}

/** Whom a strategy chooses among the drivers as they are now, and why; one who does not exist where nobody can. */
async function chosen(
  { m, options }: Call,
  platform: Platform,
  id: string,
  given: string,
): Promise<{ driver: string; why: Why | null }> {
  const strategy = STRATEGIES.find((each): each is StrategyName => each === given);
  if (!strategy) throw new UsageError(m.cli.number('--strategy', given, STRATEGIES.join(', ')));
  const km = radiusOption(m, options.radius);
  const order = parseOrder(id, await platform.redis.hgetall(platform.keys.order(id)));
  // The script says why: unknown, taken already, or what it answered to this operation before.
  if (order?.status !== 'waiting') return { driver: order?.driverId ?? '-', why: null };
  const { list, tentative } = await lookAround(platform, order, km * 1000);
  const why = explain(strategy, list, { at: Date.now(), tentative });
  if (why.chosen === null)
    throw new Failure(m.dispatch.nobody(id, km, countsOf(list.excluded, m.why.out)));
  return { driver: why.chosen, why };
}

async function reassign(call: Call, platform: Platform, order: string): Promise<Asked> {
  const [, driver = ''] = call.args;
  const why = await reasonOfPerson(platform, { order, driver, radiusM: DEFAULT_RADIUS_M });
  const request = { order, driver, why, ...present({ from: text(call, 'from') }) };
  return {
    outcome: await reassignOrder(platform, request, actOf(call)),
    done: call.m.dispatch.done.reassigned(order, driver),
  };
}

async function pin(call: Call, platform: Platform, order: string): Promise<Asked> {
  const [, driver = ''] = call.args;
  return {
    outcome: await pinPlan(platform, { order, driver }, actOf(call)),
    done: call.m.dispatch.done.pinned(order, driver),
  };
}

async function refuse(call: Call, platform: Platform, order: string): Promise<Asked> {
  const [, driver = ''] = call.args;
  return {
    outcome: await refusePair(platform, { order, driver }, actOf(call)),
    done: call.m.dispatch.done.refused(order, driver),
  };
}

async function allow(call: Call, platform: Platform, order: string): Promise<Asked> {
  const [, driver = ''] = call.args;
  return {
    outcome: await allowPair(platform, { order, driver }, actOf(call)),
    done: call.m.dispatch.done.allowed(order, driver),
  };
}

async function rate(call: Call, platform: Platform, order: string): Promise<Asked> {
  const stars = Number(call.args[1]);
  const request = { order, stars, ...present({ text: text(call, 'text') }) };
  return {
    outcome: await rateOrder(platform, request, actOf(call)),
    done: call.m.dispatch.done.rated(order),
  };
}

type Ask = (call: Call, platform: Platform, order: string) => Promise<Asked>;

const plain =
  (
    transition: typeof deleteOrder,
    done: 'pickedUp' | 'delivered' | 'cancelled' | 'failed' | 'deleted' | 'undone',
  ): Ask =>
  async (call, platform, order) => ({
    outcome: await transition(platform, order, actOf(call)),
    done: call.m.dispatch.done[done](order),
  });

/** As `plain`, with a reason that has to be given. */
const withReason =
  (transition: typeof deleteOrder, done: 'cancelled' | 'failed'): Ask =>
  async (call, platform, order) => {
    needed(call, 'reason', '--reason');
    return plain(transition, done)(call, platform, order);
  };

/** Every sub-command of `vigie order` that changes something. */
export const ORDER_ASKS = {
  create,
  correct,
  assign,
  reassign,
  unassign: async (call: Call, platform: Platform, order: string) => ({
    outcome: await unassignOrder(platform, { order }, actOf(call)),
    done: call.m.dispatch.done.unassigned(order),
  }),
  'pick-up': plain(pickUpOrder, 'pickedUp'),
  deliver: plain(deliverOrder, 'delivered'),
  cancel: withReason(cancelOrder, 'cancelled'),
  fail: withReason(failOrder, 'failed'),
  rate,
  delete: plain(deleteOrder, 'deleted'),
  undo: plain(undoOrder, 'undone'),
  pin,
  unpin: async (call: Call, platform: Platform, order: string) => ({
    outcome: await pinPlan(platform, { order, driver: null }, actOf(call)),
    done: call.m.dispatch.done.unpinned(order),
  }),
  refuse,
  allow,
} as const satisfies Readonly<Record<string, Ask>>;

/** One sub-command of `vigie order`: its transition, and what came of it. */
export function orderCommand(name: keyof typeof ORDER_ASKS) {
  return (call: Call): Promise<number> => {
    const [order = ''] = call.args;
    return runTransition(call, (platform) => ORDER_ASKS[name](call, platform, order));
  };
}
