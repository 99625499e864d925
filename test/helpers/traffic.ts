import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import type { NewOrder } from '../../src/domain/order.ts';
import type { Done, Outcome } from '../../src/domain/refusal.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { RedisDown } from '../../src/services/redis/down.ts';
import type { Act } from '../../src/services/redis/transitions/act.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { cancelOrder, createOrder } from '../../src/services/redis/transitions/orders.ts';
import { anOrder } from './life.ts';
import { until } from './servers.ts';

/** An order that came to the door, as it was sent. */
export interface Delivered {
  readonly order: NewOrder;
  readonly driver: string;
}

/** A transition that Redis said was done. */
export interface Ack extends Done {
  readonly order: string;
}

/** Orders that come and go. */
export interface Traffic {
  readonly delivered: Delivered[];
  readonly acks: Ack[];
  /** Waits until so many more orders were delivered. */
  more(count: number, limitMs?: number): Promise<void>;
  /** Lets the orders under way come to their end. Rejects when a transition was refused. */
  stop(): Promise<void>;
}

export interface TrafficOptions {
  /** How the ids begin. */
  readonly prefix?: string;
  readonly driver?: string;
  /** Orders under way at once. */
  readonly lanes?: number;
  /** A breath between two orders of a lane, ms: the worker has to carry all of it. */
  readonly paceMs?: number;
}

/** Repeats a transition under one operation id until Redis has answered; refusals reject. */
export async function insist(
  transition: (act: Act) => Promise<Outcome>,
  operationId: string = randomUUID(),
): Promise<Done> {
  const act = { by: 'desk1', operationId };
  for (;;) {
    try {
      const outcome = await transition(act);
      if (!outcome.ok) throw new Error(`refused: ${JSON.stringify(outcome)}`);
      return outcome;
    } catch (error) {
      if (!(error instanceof RedisDown)) throw error;
      await pause(50);
    }
  }
}

/** An order like no other: its number is in its amount and its items. */
function numberedOrder(id: string, number: number): NewOrder {
  const items = Array.from({ length: number % 3 }, (_, i) => ({
    productId: `p${number % 7}_${i}`,
    quantity: 1 + (number % 4),
  }));
  return anOrder(id, { amountCents: 1000 + number, items });
}

/** Sends orders until it is stopped: four in five come to the door, the fifth is cancelled. */
export function startTraffic(platform: Platform, options: TrafficOptions = {}): Traffic {
  const { prefix = 't', driver = 'd1', lanes = 1, paceMs = 5 } = options;
  const stopping = new AbortController();
  const delivered: Delivered[] = [];
  const acks: Ack[] = [];
  let next = 0;
  let failure: unknown = null;

  const step = async (order: string, transition: (act: Act) => Promise<Outcome>) => {
    const done = await insist(transition);
    acks.push({ ...done, order });
  };
  const one = async (number: number) => {
    const id = `${prefix}${number}`;
    const order = numberedOrder(id, number);
    await step(id, (act) => createOrder(platform, order, act));
    await step(id, (act) => assignOrder(platform, { order: id, driver }, act));
    if (number % 5 === 4) return step(id, (act) => cancelOrder(platform, id, act));
    await step(id, (act) => pickUpOrder(platform, id, act));
    await step(id, (act) => deliverOrder(platform, id, act));
    delivered.push({ order, driver });
  };
  const lane = async () => {
    while (!stopping.signal.aborted && failure === null) {
      await one(next++);
      await pause(paceMs);
    }
  };
  const running = Promise.all(Array.from({ length: lanes }, lane)).catch((error) => {
    failure = error;
  });

  return {
    delivered,
    acks,
    more: async (count, limitMs) => {
      const wanted = delivered.length + count;
      await until(
        `${count} more orders delivered`,
        () => failure !== null || delivered.length >= wanted,
        limitMs,
      );
      if (failure !== null) throw failure;
    },
    stop: async () => {
      stopping.abort();
      await running;
      if (failure !== null) throw failure;
    },
  };
}
