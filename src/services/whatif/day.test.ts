import { describe, expect, it } from 'vitest';
import { aDay, at, DOOR, driver, order, PLACE, two } from '../../../test/helpers/past-days.ts';
import { modelOf } from './day.ts';
import { reallyHappened } from './measure.ts';
import type { PastDay } from './past.ts';
import { rerun } from './run.ts';

describe('a tiny day', () => {
  it('really was what its records say, its ways counted from place to place', () => {
    expect(reallyHappened(two, modelOf(two))).toEqual({
      ...{ delivered: 2, clickToDoor: 35, clickToDoorP90: 45 },
      ...{ assignmentWait: 2, assignmentWaitP90: 3, assignmentUnknown: 0, latePct: 50 },
      ...{ km: expect.closeTo(3.9, 3), kmPerOrder: expect.closeTo(1.95, 3) },
    });
  });

  it('run again by the closest: minute by minute', () => {
    // a: leaves 10:00, hands over after 1 min, rides off after 2, 13 min, hands over after 1: 10:16.
    // He is free at 10:17, 13 min from the place. b: leaves 10:17, hands over 10:31, at the door 10:46.
    for (const policy of ['closest', 'best_rated', 'balanced'] as const)
      expect(rerun(two, modelOf(two), policy)).toEqual({
        ...{ delivered: 2, clickToDoor: expect.closeTo(28.5, 2) },
        ...{ clickToDoorP90: expect.closeTo(41, 2) },
        ...{ assignmentWait: expect.closeTo(6, 2), assignmentWaitP90: expect.closeTo(12, 2) },
        assignmentUnknown: 0,
        ...{ latePct: 50, km: expect.closeTo(11.7, 2), kmPerOrder: expect.closeTo(5.85, 2) },
      });
  });

  it('a second driver makes it faster, a later ready time slower', () => {
    const helped = aDay({
      ...{ orders: two.orders, onDuty: new Set(['d2']) },
      drivers: new Map([driver('d1'), driver('d2')]),
      lastDoors: new Map([['d2', PLACE]]),
    });
    expect(rerun(helped, modelOf(helped), 'closest')).toMatchObject({
      ...{ clickToDoor: expect.closeTo(16, 2), assignmentWait: 0, latePct: 0 },
    });
    const cooking = aDay({
      orders: two.orders.map((each) => ({ ...each, readyAt: each.placedAt + 20 * 60_000 })),
      ...{ onDuty: new Set(['d2']), lastDoors: new Map([['d2', PLACE]]) },
      drivers: helped.drivers,
    });
    // Handed over when it is ready instead of after a minute.
    expect(rerun(cooking, modelOf(cooking), 'closest').clickToDoor).toBeCloseTo(35, 2);
  });

  it('optimal delivers all of it too, and never drives further than needed', () => {
    const { delivered, km } = rerun(two, modelOf(two), 'optimal');
    expect(delivered).toBe(2);
    expect(km).toBeLessThanOrEqual(11.71);
  });

  it('without any driver nothing is delivered, and no mean is made up', () => {
    const nobody = aDay({ orders: [order('a', { placedAt: at('10:00') })], drivers: new Map() });
    expect(rerun(nobody, modelOf(nobody), 'closest')).toEqual({
      ...{ delivered: 0, clickToDoor: null, clickToDoorP90: null, assignmentWait: null },
      ...{ assignmentWaitP90: null, latePct: null, km: 0, kmPerOrder: null },
      assignmentUnknown: 0,
    });
  });
});

describe('the shifts of a day', () => {
  const shiftsOf = (past: PastDay) =>
    modelOf(past).day.drivers.map(({ id, onAt, offAt }) => [id, onAt, offAt]);
  const change = (id: string, clock: string, on: boolean) => ({ driver: id, at: at(clock), on });
  const some = [order('x', { placedAt: at('09:00') })];

  it('are as they were noted, each a driver of its own', () => {
    const duty = [
      ...[change('d1', '08:00', true), change('d1', '12:00', false)],
      ...[change('d1', '18:00', true), change('d2', '07:00', false), change('d1', '22:30', false)],
      change('d3', '11:00', true),
    ];
    expect(shiftsOf(aDay({ orders: some, duty, onDuty: new Set(['d4']) }))).toEqual([
      ['d4', 0, Number.POSITIVE_INFINITY],
      ...[
        ['d1', 480, 720],
        ['d1/2', 1_080, 1_350],
      ],
      ...[
        ['d2', 0, 420],
        ['d3', 660, Number.POSITIVE_INFINITY],
      ],
    ]);
  });

  it('last as long as somebody had an order in hand, whatever was noted', () => {
    const late = order('y', {
      ...{ placedAt: at('11:30'), driver: 'd1', pickedUpAt: at('11:50'), deliveredAt: at('12:20') },
    });
    const duty = [change('d1', '08:00', true), change('d1', '12:00', false)];
    expect(shiftsOf(aDay({ orders: [...some, late], duty }))).toEqual([['d1', 480, 740]]);
    // Who worked before he was noted to come, or of whom nothing was noted, was there all day.
    const all = [['d1', 0, Number.POSITIVE_INFINITY]];
    const noon = [change('d1', '13:00', true)];
    expect(shiftsOf(aDay({ orders: [...some, late], duty: noon }))).toEqual(all);
    expect(shiftsOf(aDay({ orders: [...some, late] }))).toEqual(all);
  });

  it('begin at the last door before them, else at the first pick-up, else in the middle', () => {
    const early = order('y', {
      ...{ placedAt: at('07:00'), driver: 'd1', pickedUpAt: at('07:10'), deliveredAt: at('07:30') },
    });
    const duty = [
      ...[change('d1', '07:00', true), change('d1', '07:30', false)],
      ...[change('d1', '09:00', true), change('d2', '09:00', true), change('d3', '09:00', true)],
    ];
    const past = aDay({ orders: [early, ...some], duty, lastDoors: new Map([['d2', DOOR]]) });
    const model = modelOf(past);
    const metres = model.day.drivers.map(({ id, at: { x, y } }) => [
      id,
      Math.round(Math.hypot(x, y)),
    ]);
    expect(metres).toEqual([
      ...[
        ['d1', 0],
        ['d1/2', 3_000],
      ],
      ...[
        ['d2', 3_000],
        ['d3', 0],
      ],
    ]);
    expect([model.placed, model.central]).toEqual([3, 1]);
  });
});

describe('how fast a day was', () => {
  const many = (minutes: number) =>
    Array.from({ length: 40 }, (_, n) => {
      const placedAt = at('10:00') + n * 60_000;
      const deliveredAt = placedAt + minutes * 60_000;
      return order(`o${n}`, { placedAt, driver: 'd1', pickedUpAt: placedAt, deliveredAt });
    });

  it('a simulated city goes faster than the clock: speeds and stops are scaled', () => {
    // 13 minutes of way and half of each stop: 15.
    const model = modelOf(aDay({ orders: many(1.5) }));
    expect(model.pace).toBeCloseTo(10, 2);
    expect(model.ways.metresPerMinute('vélo')).toBeCloseTo(3_000, 0);
    expect(model.ways.services.doorService).toBeCloseTo(0.2, 3);
  });

  it('a real one teaches how crooked its ways are', () => {
    const model = modelOf(aDay({ orders: many(20) }));
    expect(model.pace).toBe(1);
    // 18 minutes of way at 300 m a minute for 3,000 m.
    expect(model.ways.detour('Paris')).toBeCloseTo(1.8, 2);
    expect(modelOf(two).ways.detour('Paris')).toBe(1.3);
  });
});
