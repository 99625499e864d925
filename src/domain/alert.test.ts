import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  ALERT_RULES,
  type Alert,
  type AlertKind,
  type AlertStep,
  alertId,
  holderOf,
  mayClose,
  mustEscalate,
  parseAlertId,
  responseMs,
  rings,
} from './alert.ts';
import { type RedisFacts, redisSights, syncSight } from './alert-stores.ts';
import {
  AT_RISK_MS,
  nextWatched,
  ORDER_KINDS,
  orderSight,
  type Sight,
  silenceSight,
  UNASSIGNED_AFTER_MS,
  type Watched,
  ZONE_MARGIN_M,
  zoneSight,
} from './alert-watch.ts';

const MINUTE = 60_000;
const kinds = Object.keys(ALERT_RULES) as AlertKind[];
const sights = fc.constantFrom<Sight>('bad', 'between', 'good', 'gone');

/** The states that a series of sights leads through. */
function follow(kind: AlertKind, seen: readonly Sight[], muted = false): Watched[] {
  let state: Watched = muted ? { state: 'told', calm: 0, muted } : { state: 'none' };
  return seen.map((sight) => {
    state = nextWatched(state, sight, ALERT_RULES[kind]);
    return state;
  });
}

const openings = (states: readonly Watched[]) =>
  states.flatMap(({ state }, i) =>
    state === 'told' && states[i - 1]?.state !== 'told' ? [i] : [],
  );

describe('what opens an alert', () => {
  it('is a cause that was seen often enough in a row, and it resolves as slowly', () => {
    const words = follow('out_of_zone', [
      ...(['bad', 'between', 'bad', 'bad', 'good', 'good', 'between'] as const),
      ...(['good', 'good', 'good', 'good', 'good', 'good'] as const),
    ]).map(({ state }) => state);
    expect(words.slice(0, 4)).toEqual(['pending', 'none', 'pending', 'told']);
    expect(words.slice(4, 12)).toEqual(Array(8).fill('told'));
    expect(words.at(-1)).toBe('none');
  });

  it('makes one alert at most in a minute of crossing the line', () => {
    fc.assert(
      fc.property(
        fc.constantFrom<AlertKind>('out_of_zone', 'position_silent'),
        fc.array(fc.constantFrom<Sight>('bad', 'between', 'good'), { minLength: 6, maxLength: 60 }),
        (kind, seen) => {
          const { toOpen, toResolve } = ALERT_RULES[kind];
          const opened = openings(follow(kind, seen));
          for (const [i, at] of opened.entries())
            if (i > 0) expect(at - (opened[i - 1] ?? 0)).toBeGreaterThanOrEqual(toOpen + toResolve);
        },
      ),
    );
  });

  it('is over at once when there is nothing left to be wrong, for every kind', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...kinds),
        fc.array(sights),
        fc.boolean(),
        (kind, seen, muted) => {
          expect(follow(kind, [...seen, 'gone'], muted).at(-1)).toEqual({ state: 'none' });
        },
      ),
    );
  });

  it('does not resolve a muted alert, whatever comes and goes', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom<Sight>('bad', 'between', 'good')), (seen) => {
        for (const { state } of follow('out_of_zone', seen, true)) expect(state).toBe('told');
      }),
    );
  });

  it('has a margin on either side of the border, and of silence', () => {
    expect([ZONE_MARGIN_M + 1, ZONE_MARGIN_M, 0, -ZONE_MARGIN_M - 1].map(zoneSight)).toEqual([
      ...['bad', 'between', 'between', 'good'],
    ]);
    expect([6 * MINUTE, 4 * MINUTE, 1_000].map(silenceSight)).toEqual(['bad', 'between', 'good']);
  });
});

describe('an order', () => {
  const order = fc.record({
    dueAt: fc.option(fc.integer({ min: -60 * MINUTE, max: 60 * MINUTE })),
    waitingSince: fc.option(fc.integer({ min: -120 * MINUTE, max: 0 })),
    pickedUp: fc.boolean(),
  });

  it('is told for one thing at most, and for nothing once it is finished', () => {
    fc.assert(
      fc.property(order, (seen) => {
        const told = ORDER_KINDS.filter((kind) => orderSight(kind, seen, 0) === 'bad');
        expect(told.length).toBeLessThanOrEqual(1);
        if (seen.dueAt === null) expect(told).toEqual([]);
      }),
    );
  });

  it('is at risk until it is picked up, then only late', () => {
    const soon = { dueAt: AT_RISK_MS - 1, waitingSince: null, pickedUp: false };
    expect(orderSight('order_at_risk', soon, 0)).toBe('bad');
    expect(orderSight('order_at_risk', { ...soon, pickedUp: true }, 0)).toBe('gone');
    const late = { ...soon, dueAt: -2 * MINUTE, pickedUp: true };
    expect(orderSight('order_late', late, 0)).toBe('bad');
    const waits = { dueAt: 30 * MINUTE, waitingSince: -UNASSIGNED_AFTER_MS - 1, pickedUp: false };
    expect(orderSight('order_unassigned', waits, 0)).toBe('bad');
    expect(orderSight('order_unassigned', { ...waits, waitingSince: null }, 0)).toBe('gone');
  });
});

describe('a server', () => {
  const safe: RedisFacts = {
    ...{ appendonly: 'yes', appendfsync: 'always', maxmemoryPolicy: 'noeviction' },
    ...{ usedBytes: 1, limitBytes: 0, diskOk: true },
  };
  const bad = (facts: Partial<RedisFacts>) =>
    [...redisSights({ ...safe, ...facts })].flatMap(([subject, { sight }]) =>
      sight === 'bad' ? [subject] : [],
    );

  it('is unsafe where a setting lets something be lost', () => {
    expect(bad({})).toEqual([]);
    expect(bad({ appendfsync: 'everysec' })).toEqual(['appendfsync']);
    expect(bad({ appendonly: 'no', appendfsync: 'no' })).toEqual(['appendonly']);
    expect(bad({ maxmemoryPolicy: 'allkeys-lru' })).toEqual(['maxmemory-policy']);
    expect(bad({ usedBytes: 95, limitBytes: 100 })).toEqual(['memory']);
    expect(bad({ diskOk: false })).toEqual(['persistence']);
    expect(bad({ appendonly: null, appendfsync: null, maxmemoryPolicy: null })).toEqual([]);
  });

  it('is behind when an event waits for long, and not while MongoDB is away', () => {
    expect(syncSight(null, 0, true)).toBe('good');
    expect(syncSight(-60_000, 0, true)).toBe('bad');
    expect(syncSight(-60_000, 0, false)).toBe('between');
  });
});

describe('what people answer', () => {
  const step = (what: AlertStep['what'], at: number): AlertStep => ({ what, at, by: 'desk1' });
  const alert = (more: Partial<Alert> = {}): Alert => ({
    ...{ kind: 'out_of_zone', subject: 'd6', severity: 'critical', state: 'open' },
    ...{ openedAt: 0, details: {}, life: [step('opened', 0)] },
    ...more,
  });

  it('nothing: it escalates once, later where it came back', () => {
    expect(mustEscalate(alert(), 5 * MINUTE - 1)).toBe(false);
    expect(mustEscalate(alert(), 5 * MINUTE)).toBe(true);
    const again = alert({ life: [step('opened', 0), step('reopened', 20 * MINUTE)] });
    expect(mustEscalate(again, 24 * MINUTE)).toBe(false);
    expect(mustEscalate(again, 25 * MINUTE)).toBe(true);
    const loud = alert({ life: [step('opened', 0), step('escalated', 5 * MINUTE)] });
    expect(mustEscalate(loud, 60 * MINUTE)).toBe(false);
  });

  it('an acknowledged, muted or resolved one never escalates, nor does an unsafe setting', () => {
    for (const state of ['acknowledged', 'muted', 'resolved'] as const)
      expect(mustEscalate(alert({ state }), 600 * MINUTE)).toBe(false);
    expect(mustEscalate(alert({ kind: 'store_unsafe' }), 600 * MINUTE)).toBe(false);
  });

  it('is kept: who has it, and how long it took', () => {
    const seen = [step('opened', 0), step('acknowledged', 90_000), step('acknowledged', 200_000)];
    const mine = alert({ state: 'acknowledged', life: seen });
    expect(responseMs(mine)).toBe(90_000);
    expect(holderOf(mine)).toEqual(step('acknowledged', 200_000));
    expect(holderOf(alert())).toBeNull();
  });

  it('closes what happened and is over an hour after somebody saw it', () => {
    const lost = alert({
      ...{ kind: 'events_lost', state: 'acknowledged' },
      life: [step('opened', 0), step('acknowledged', MINUTE)],
    });
    expect(mayClose(lost, 60 * MINUTE)).toBe(false);
    expect(mayClose(lost, 61 * MINUTE)).toBe(true);
    expect(mayClose({ ...lost, kind: 'out_of_zone' }, 600 * MINUTE)).toBe(false);
  });

  it('the bell rings for what is critical and in nobody’s hands', () => {
    expect(rings('alert_opened', { severity: 'critical' })).toBe(true);
    expect(rings('alert_escalated', { severity: 'critical' })).toBe(true);
    expect(rings('alert_opened', { severity: 'warning' })).toBe(false);
    expect(rings('alert_acknowledged', { severity: 'critical' })).toBe(false);
    expect(rings('order_created', {})).toBe(false);
  });

  it('an id is a kind and a subject, which may have colons', () => {
    for (const [kind, subject] of [['order_late', 'a:b'] as const, ['out_of_zone', '+'] as const])
      expect(parseAlertId(alertId({ kind, subject }))).toEqual({ kind, subject });
    for (const none of ['', 'x', 'x:y', 'out_of_zone:', 'toString:x'])
      expect(parseAlertId(none)).toBeNull();
  });
});
