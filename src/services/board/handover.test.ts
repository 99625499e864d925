import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aContext, aStart } from '../../../test/helpers/context.ts';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig } from '../../../test/helpers/servers.ts';
import { showNotes } from '../../actions/handover.ts';
import { createConsoleStore } from '../../store/store.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { leaveNote } from '../redis/transitions/notes.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { readHandover, readNotes } from './handover.ts';

describe.each(['6.2', '7'] as const)('a handover on Redis %s', (version) => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await ownPlatform(testConfig(await ownRedis(version)));
  });
  beforeEach(() => platform.redis.flushdb());

  it('names what is late, and what was done by whom in the last hour', async () => {
    const now = Date.now();
    await aDriver(platform, 'd1');
    await createOrder(platform, { ...anOrder('late'), dueAt: now - 60_000 }, desk);
    await createOrder(platform, { ...anOrder('near'), dueAt: now + 5 * 60_000 }, desk);
    await createOrder(platform, { ...anOrder('calm'), dueAt: now + 3_600_000 }, desk);
    const long = { by: 'desk9', at: now - 2 * 3_600_000 };
    await createOrder(platform, { ...anOrder('old'), dueAt: now + 3_600_000 }, long);
    await assignOrder(platform, { order: 'near', driver: 'd1' }, { by: 'desk2' });
    const handover = await readHandover(platform);
    expect(handover.urgent.map(({ id }) => id)).toEqual(['late', 'near']);
    expect(handover).toMatchObject({ lateCount: 1, atRiskCount: 1, waitingCount: 3 });
    const desk2 = handover.done.find(({ by }) => by === 'desk2');
    expect(handover.done.map(({ by }) => by)).not.toContain('desk9');
    expect(desk2?.counts).toEqual([['order_assigned', 1]]);
  });

  it('shows a note to the next dispatcher once, and not to the one who left it', async () => {
    const consoleOf = (operator: string) => {
      const context = aContext({ store: createConsoleStore(aStart({ operator })) });
      return { ...context, live: { ...context.live, platform } };
    };
    await leaveNote(platform, '  d4 has a flat tyre\u001b[2J ', { by: 'desk1' });
    expect(await leaveNote(platform, '   ', { by: 'desk1' })).toMatchObject({ ok: false });
    expect(await readNotes(platform, 0)).toMatchObject([{ by: 'desk1' }]);
    const shown = async (operator: string) => {
      const context = consoleOf(operator);
      await showNotes(context);
      const { prompt } = context.store.getState();
      return prompt?.kind === 'text' ? prompt.lines : [];
    };
    expect(await shown('desk1')).toEqual([]);
    expect((await shown('desk2')).join()).toContain('desk1: d4 has a flat tyre');
    expect(await shown('desk2')).toEqual([]);
    expect(await shown('desk3')).toHaveLength(1);
  });
});
