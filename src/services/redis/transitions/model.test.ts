import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type Asked,
  EMPTY,
  eventOf,
  handOf,
  type Model,
  type ModelEvent,
  step,
} from '../../../../test/helpers/model.ts';
import { doOnRedis, expectedOf, REGIONS, readAll } from '../../../../test/helpers/model-run.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../../test/helpers/servers.ts';
import { MODES } from '../../../domain/planned.ts';
import type { Outcome } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { type Entry, parseEvents } from '../events.ts';

// Few names, so that commands meet on the same ones.
const order = fc.constantFrom('c1', 'c2', 'c3', 'c4');
const driver = fc.constantFrom('d1', 'd2', 'd3');
const by = fc.constantFrom('desk1', 'desk2');
const regions = fc.subarray([...REGIONS], { minLength: 1 });
const kinds = <K extends string>(...all: K[]) => fc.constantFrom(...all);

const command: fc.Arbitrary<Asked> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: kinds('create'),
      order,
      by,
      cents: fc.nat(99_999),
      region: fc.constantFrom(...REGIONS),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: kinds('add'),
      driver,
      by,
      capacity: fc.integer({ min: 1, max: 2 }),
      regions,
      onDuty: fc.boolean(),
    }),
  },
  { weight: 8, arbitrary: fc.record({ kind: kinds('assign', 'reassign'), order, driver, by }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: kinds('pin', 'refuse', 'allow', 'commit', 'commit'),
      order,
      driver,
      by,
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kinds('mode'), mode: fc.constantFrom(...MODES), by }) },
  {
    weight: 12,
    arbitrary: fc.record({
      kind: kinds(
        'unassign',
        'pickUp',
        'deliver',
        'deliver',
        'fail',
        'cancel',
        'delete',
        'undo',
        'undo',
        'unpin',
      ),
      order,
      by,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: kinds('rate'), order, by, stars: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ kind: kinds('correct'), order, by, note: fc.string({ maxLength: 20 }) }),
  },
  { weight: 2, arbitrary: fc.record({ kind: kinds('onDuty', 'offDuty', 'remove'), driver, by }) },
  { weight: 1, arbitrary: fc.record({ kind: kinds('regions'), driver, by, regions }) },
);

/** Rounds, one after the other; the commands of one are sent at once, by as many clients. */
const rounds = fc.array(fc.array(command, { minLength: 1, maxLength: 5 }), { maxLength: 25 });

/** Two drivers and two orders to begin with: otherwise most commands find nothing. */
const BEGINNING: Asked[] = [
  { kind: 'add', driver: 'd1', by: 'desk1', capacity: 2, regions: [...REGIONS], onDuty: true },
  { kind: 'add', driver: 'd2', by: 'desk1', capacity: 1, regions: ['Paris'], onDuty: true },
  { kind: 'mode', mode: 'automatic', by: 'desk1' },
  { kind: 'create', order: 'c1', by: 'desk1', cents: 1, region: 'Paris' },
  { kind: 'create', order: 'c2', by: 'desk1', cents: 999, region: 'Paris' },
];

describe.each(['6.2', '7'] as const)('the platform and its model, on Redis %s', (version) => {
  let admin: Platform;
  let clients: Platform[];

  beforeAll(async () => {
    const config = testConfig(await ownRedis(version));
    admin = await ownPlatform(config);
    clients = await Promise.all(Array.from({ length: 5 }, () => ownPlatform(config)));
  });

  /**
   * The model after a round: what was done is taken in the order of its `seq`, and must be allowed where
   * it stands; what was refused must be refused, for the same reason, somewhere on the way.
   */
  function follow(
    model: Model,
    round: readonly Asked[],
    outcomes: readonly Outcome[],
    events: ModelEvent[],
  ): Model {
    const answers = round.map((asked, i) => ({ asked, outcome: outcomes[i] }));
    const done = answers
      .flatMap(({ asked, outcome }) => (outcome?.ok ? [{ asked, seq: outcome.seq }] : []))
      .sort((a, b) => a.seq - b.seq);
    const way = [model];
    for (const { asked } of done) {
      const now = way.at(-1) ?? model;
      const next = step(now, asked);
      if (typeof next === 'string') throw new Error(`${JSON.stringify(asked)}: ${next}`);
      events.push(eventOf(now, next, asked));
      way.push(next);
    }
    for (const { asked, outcome } of answers) {
      if (!outcome || outcome.ok) continue;
      const reasons = way.map((at) => step(at, asked)).filter((it) => typeof it === 'string');
      // Five at once can keep an order changing between the reading and the script.
      const told = [...reasons, ...(round.length > 1 ? ['stale', 'moved_on'] : [])];
      expect(told, JSON.stringify(asked)).toContain(outcome.refusal);
    }
    return way.at(-1) ?? model;
  }

  /** The stream, as the model speaks of it. */
  async function recorded(): Promise<ModelEvent[]> {
    const entries = (await admin.redis.xrange(admin.keys.events, '-', '+')) as Entry[];
    return parseEvents(entries).map(({ seq, type, by, order: subject, version: v, status }) => ({
      ...{ seq, type, by, order: subject, version: v, status },
    }));
  }

  it('agree after every round, whoever was first', async () => {
    await fc.assert(
      fc.asyncProperty(rounds, async (sequence) => {
        await admin.redis.flushdb();
        let model = EMPTY;
        const events: ModelEvent[] = [];
        for (const round of [...BEGINNING.map((asked) => [asked]), ...sequence]) {
          const outcomes = await Promise.all(
            round.map((asked, i) => doOnRedis(clients[i] ?? admin, asked)),
          );
          model = follow(model, round, outcomes, events);
          expect(await readAll(admin)).toEqual(expectedOf(model));
          // Each once, in order, and seq has no gap.
          expect(await recorded()).toEqual(events);
        }
        for (const [id, { capacity }] of model.drivers)
          expect(handOf(model, id).length).toBeLessThanOrEqual(capacity);
      }),
      { numRuns: 120 },
    );
  });
});
