import { beforeAll, describe, expect, it } from 'vitest';
import { vigie } from './helpers/binary.ts';
import { ownPlatform, ownRedis, testConfig } from './helpers/servers.ts';

let env: NodeJS.ProcessEnv;
let seq: () => Promise<number>;

beforeAll(async () => {
  const config = testConfig(await ownRedis());
  const { redis, keys } = await ownPlatform(config);
  seq = async () => Number(await redis.get(keys.eventsSeq));
  env = {
    REDIS_URL: `unix://${config.redis.path}`,
    MONGO_URI: config.mongo.uri,
    VIGIE_OPERATOR: 'desk1',
    VIGIE_LANG: 'en',
    VIGIE_LOG_FILE: config.log.file,
  };
  await vigie(['driver', 'add', 'd1', '--region', 'Paris', '--position', '2.33,48.87'], env);
  await vigie(['driver', 'add', 'd2', '--region', 'Paris', '--position', '2.34,48.87'], env);
});

const places = ['--pickup', '2.33,48.87', '--dropoff', '2.36,48.85', '--region', 'Paris'];
const create = (id: string) =>
  vigie(['order', 'create', id, '--client', 'Ana', '--amount', '25.50', ...places], env);

async function json(...args: string[]) {
  const { code, out } = await vigie([...args, '--json'], env);
  return { exit: code, ...JSON.parse(out) };
}

describe('vigie order and vigie driver', () => {
  it('take an order through its life, a sentence each', async () => {
    const life: [string[], string][] = [
      [
        ['create', 'c1', '--client', 'Ana', '--amount', '9.90', '--item', 'p1:2', ...places],
        'c1 created: it waits for a driver.\n',
      ],
      [['correct', 'c1', '--note', 'ring twice'], 'c1 corrected.\n'],
      [['assign', 'c1', '--strategy', 'closest'], 'c1 assigned to d1.\n'],
      [['reassign', 'c1', 'd2', '--from', 'd1'], 'c1 moved to d2.\n'],
      [['undo', 'c1'], 'The last change of c1 is undone.\n'],
      [['unassign', 'c1'], 'c1 waits again.\n'],
      [['assign', 'c1', 'd2'], 'c1 assigned to d2.\n'],
      [['pick-up', 'c1'], 'c1 picked up.\n'],
      [
        ['fail', 'c1', '--reason', 'nobody at home'],
        'c1 could not be delivered: it waits again.\n',
      ],
      [['assign', 'c1', 'd2'], 'c1 assigned to d2.\n'],
      [['pick-up', 'c1'], 'c1 picked up.\n'],
      [['deliver', 'c1'], 'c1 delivered.\n'],
      [['rate', 'c1', '5', '--text', 'warm'], 'c1 rated.\n'],
    ];
    for (const [args, sentence] of life)
      expect(await vigie(['order', ...args], env)).toEqual({ code: 0, out: sentence, err: '' });
    expect(await json('order', 'show', 'c1')).toMatchObject({
      ...{ exit: 0, status: 'delivered', driverId: 'd2', attempts: 1, amountCents: 990 },
      ...{ note: 'ring twice', rating: '5', review: 'warm', version: 13 },
    });
    expect(await json('driver', 'show', 'd2')).toMatchObject({
      ...{ status: 'free', rating: 5, orders: [], stats: { revenue: '9.90' } },
    });
  });

  it('give all that a driver carries to others, each order with its own result', async () => {
    const add = (id: string, more: string[]) =>
      vigie(['driver', 'add', id, '--region', 'Lyon', '--position', '4.83,45.76', ...more], env);
    const lyon = ['--pickup', '4.83,45.76', '--dropoff', '4.85,45.75', '--region', 'Lyon'];
    await add('ill', []);
    for (const id of ['l1', 'l2']) {
      await vigie(['order', 'create', id, '--client', 'Ana', '--amount', '9', ...lyon], env);
      await vigie(['order', 'assign', id, 'ill'], env);
    }
    await add('one', ['--capacity', '1']);
    const all = ['driver', 'reassign-all', 'ill'];
    expect(await vigie(all, env)).toEqual({
      code: 1,
      out: 'l1 moved to one.\n',
      err: 'No driver can take l2 within 5 km (1 full). --radius widens.\n',
    });
    await add('two', []);
    expect(await json(...all)).toMatchObject({
      ...{ exit: 0, ok: true, driver: 'ill' },
      orders: [{ order: 'l2', ok: true, driver: 'two', version: 3 }],
    });
    expect(await vigie(all, env)).toEqual({ code: 0, out: 'ill carries nothing.\n', err: '' });
    expect(await json('driver', 'reassign-all', 'ghost')).toMatchObject({ exit: 1, code: -2 });
    expect(await vigie([...all, '--radius', 'far'], env)).toMatchObject({ code: 2 });
  });

  it('move drivers about', async () => {
    const life: [string[], string][] = [
      [['add', 'd9', '--name', 'Noé', '--region', 'Paris'], 'd9 added.\n'],
      [['on-duty', 'd9', '--position', '2.3,48.9'], 'd9 is on duty.\n'],
      [['move', 'd9', '2.31,48.9'], 'd9 moved.\n'],
      [['regions', 'd9', 'Paris', 'Banlieue'], 'd9 works in these regions now.\n'],
      [['off-duty', 'd9'], 'd9 is off duty.\n'],
      [['remove', 'd9'], 'd9 removed.\n'],
    ];
    for (const [args, sentence] of life)
      expect(await vigie(['driver', ...args], env)).toEqual({ code: 0, out: sentence, err: '' });
    expect(await vigie(['driver', 'show', 'd9'], env)).toMatchObject({ code: 1 });
  });

  it.each([
    [['order', 'assign', 'nope', 'd1'], -1, /Order nope does not exist/],
    [['order', 'assign', 'w1', 'nope'], -2, /Driver nope does not exist/],
    [['order', 'deliver', 'w1'], -3, /Nobody has it: it waits/],
    [['order', 'rate', 'w1', '7'], -12, /rating can't be "7" \(from 1 to 5\)/],
    [['order', 'cancel', 'a b', '--reason', 'x'], -12, /order can't be "a b"/],
    [['order', 'undo', 'w1'], -15, /Nothing to undo on w1/],
    [
      ['order', 'create', 'n1', '--client', 'x', '--amount', '1.234', ...places],
      -12,
      /amount can't be "1.234"/,
    ],
    [
      ['order', 'create', 'n1', '--client', 'x', '--amount', '-1', ...places],
      -12,
      /amount can't be "-1"/,
    ],
    [
      ['order', 'create', 'w1', '--client', 'x', '--amount', '1', ...places],
      -10,
      /w1 exists already/,
    ],
    [['driver', 'move', 'd1', 'here'], -12, /position can't be "here"/],
    [['driver', 'move', 'd1', '200,0'], -12, /position can't be "200,0"/],
    [['driver', 'add', 'd1'], -10, /d1 exists already/],
    [['driver', 'on-duty', 'd1'], -3, /Already on duty/],
  ])('%j is refused with code %i, and changes nothing', async (args, code, sentence) => {
    await create('w1');
    const before = await seq();
    const told = await json(...args);
    expect(told).toMatchObject({ exit: 1, ok: false, code });
    expect(told.message).toMatch(sentence);
    expect((await vigie(args, env)).err).toMatch(sentence);
    const french = await vigie([...args, '--lang', 'fr'], env);
    expect(french.err).not.toBe('');
    expect(french.err).not.toMatch(sentence);
    expect(await seq()).toBe(before);
  });

  it('does an operation once, however often a script sends it', async () => {
    await create('w2');
    const send = () => json('order', 'assign', 'w2', 'd1', '--operation', 'job-7');
    const first = await send();
    expect(first).toMatchObject({ exit: 0, ok: true, version: 2 });
    expect(await send()).toEqual(first);
    const chosen = () =>
      json('order', 'assign', 'w3', '--strategy', 'closest', '--operation', 'job-8');
    await create('w3');
    const once = await chosen();
    expect(once).toMatchObject({ ok: true });
    expect(await chosen()).toEqual(once);
    expect(await json('order', 'pick-up', 'w3', '--operation', '')).toMatchObject({ code: -12 });
  });

  it.each([
    [['order', 'assign', 'w1'], /Name a driver, or a strategy/],
    [['order', 'assign', 'w1', '--strategy', 'luck'], /--strategy is "luck"/],
    [['order', 'create', 'w1'], /--client is needed/],
    [['order', 'rate', 'w1'], /vigie order rate needs <stars>/],
    [['order', 'cancel', 'w1'], /--reason is needed/],
    [['order', 'nope'], /no command "nope"/],
    [['driver', 'regions', 'd1'], /vigie driver regions needs <region>/],
  ])('%j is no call at all, exit 2', async (args, sentence) => {
    const { code, err } = await vigie(args, env);
    expect([code, err]).toEqual([2, expect.stringMatching(sentence)]);
  });
});

describe('vigie health and vigie status', () => {
  it('say what is wrong first, in the same words, and then all that is known', async () => {
    const { code, out } = await vigie(['health'], env);
    const status = await vigie(['status'], env);
    expect(code).toBe(0);
    const [redis = '', mongodb = '', ...rest] = out.split('\n');
    expect([redis, mongodb]).toEqual([
      expect.stringMatching(/^redis +ok +7/),
      expect.stringMatching(/^mongodb +ok/),
    ]);
    const noWorker = rest.find((line) => line.startsWith('No worker runs'));
    expect(rest.indexOf(noWorker ?? '')).toBeLessThan(rest.indexOf('Redis'));
    expect(status.out).toContain(noWorker);
    expect(out).toMatch(/^ {2}latency +\d/m);
    expect(out).toMatch(/^ {2}replica set +vigie$/m);
    expect(out).toMatch(/^ {2}leaderboard +nobody$/m);
    const french = await vigie(['health', '--lang', 'fr'], env);
    expect(french.out).toContain('Aucun worker ne tourne');
  });

  it('tell a program the kind of each problem and its sentence', async () => {
    const { problems, services, zone, dead_letters } = await json('health');
    expect(problems).toContainEqual(
      expect.objectContaining({ kind: 'no_worker', severity: 'bad', text: expect.any(String) }),
    );
    expect(services.redis.latency).toMatchObject({ samples: 5 });
    expect(zone).toMatchObject({ workers: [], sync: { seq: expect.any(Number) } });
    expect(dead_letters).toEqual({ count: 0, newest: [] });
  });
});
