import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { aContext, aStart, pressing, typing } from '../../../test/helpers/context.ts';
import { aDriver, anOrder, desk } from '../../../test/helpers/life.ts';
import { ownPlatform, ownRedis, testConfig, until } from '../../../test/helpers/servers.ts';
import { showNotes } from '../../actions/handover.ts';
import { askLine } from '../../actions/prompt.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { createConsoleStore } from '../../store/store.ts';
import type { Platform } from '../redis/connect.ts';
import { assignOrder } from '../redis/transitions/assignments.ts';
import { leaveNote } from '../redis/transitions/notes.ts';
import { createOrder } from '../redis/transitions/orders.ts';
import { notesSeen, readHandover, readNotes } from './handover.ts';

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

  it('counts one thing as one, and several as several', () => {
    const [en, fr] = [consoleMessages('en').handover, consoleMessages('fr').handover];
    expect([en.did('note_left', 1), en.did('driver_added', 24)]).toEqual([
      ...['1 note', '24 drivers added'],
    ]);
    expect([fr.did('order_created', 1), fr.did('alert_opened', 2)]).toEqual([
      ...['1 créée', '2 alertes ouvertes'],
    ]);
  });

  it('shows a note until it was read, also to the next shift at the same desk', async () => {
    await leaveNote(platform, '  d4 has a flat tyre\u001b[2J ', { by: 'desk1' });
    expect(await leaveNote(platform, '   ', { by: 'desk1' })).toMatchObject({ ok: false });
    const consoleOf = (operator: string) => {
      const context = aContext({ store: createConsoleStore(aStart({ operator })) });
      const live = { ...context.live, platform };
      const press = pressing(() => ({ ...context, live }));
      const { store } = context;
      store.setState({ redis: { state: 'up', since: 0 } });
      const shown = async () => {
        await showNotes({ ...context, live });
        const { prompt } = store.getState();
        return prompt?.kind === 'text' ? prompt.lines.join() : '';
      };
      return { ...{ store, press, shown, type: typing(() => ({ ...context, live })) } };
    };
    const evening = consoleOf('desk2');
    expect(await evening.shown()).toContain('desk1: d4 has a flat tyre');
    evening.press('c', 'j');
    expect(await consoleOf('desk2').shown()).toContain('flat tyre');
    evening.press('enter');
    await until('read', async () => (await notesSeen(platform, 'desk2')) > 0);
    expect(await consoleOf('desk2').shown()).toBe('');
    expect(await consoleOf('desk3').shown()).toContain('flat tyre');

    // What was left in a console is not told there, but to who sits down at the desk next.
    evening.press(':');
    evening.type('leave a note');
    evening.press('enter');
    evening.type('d4 is back');
    evening.press('enter');
    await until('left', async () => (await readNotes(platform, 0)).length === 2);
    await until('told', () => evening.store.getState().message.text.startsWith('The note is left'));
    expect(await evening.shown()).toBe('');
    expect(await consoleOf('desk2').shown()).toContain('d4 is back');
  });

  it('keeps a note back while something is being typed', async () => {
    await leaveNote(platform, 'the gate is shut', { by: 'desk1' });
    const context = aContext({ store: createConsoleStore(aStart({ operator: 'desk4' })) });
    askLine(context, { title: 'why', submit: () => undefined });
    await showNotes({ ...context, live: { ...context.live, platform } });
    expect(context.store.getState().prompt).toMatchObject({ kind: 'line' });
    pressing(() => context)('esc');
    expect(context.store.getState().prompt).toMatchObject({ kind: 'text' });
  });
});
