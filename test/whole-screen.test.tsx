import fc from 'fast-check';
import { it, vi } from 'vitest';
import type { Board } from '../src/domain/board.ts';
import { MODES } from '../src/domain/planned.ts';
import { THEMES } from '../src/domain/theme.ts';
import type { PlansState } from '../src/store/plans/state.ts';
import { SCREENS } from '../src/store/state.ts';
import { BOARD, CANDIDATES, FEED } from './helpers/board.ts';
import { aTerminal, type DrawnTerminal, settled } from './helpers/drawn.tsx';
import { aMode, aPlan } from './helpers/plans.ts';
import { until } from './helpers/servers.ts';

// Read once by chalk, when it is loaded: how a cell looks is compared too.
vi.hoisted(() => {
  process.env.FORCE_COLOR = '3';
});

/** Whatever may stand in a database: letters of any width, accents, attacks, names without end. */
const anyText = fc.oneof(
  fc.string({ unit: 'grapheme', maxLength: 30 }),
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '山田太郎',
    'Zoë e\u0301',
    '👩‍👩‍👧 🇫🇷',
    '\u001b[2J\u001b[31m\u0007\r\n',
    '\u202eabc',
    '',
  ),
  fc.string({ unit: 'grapheme', minLength: 200, maxLength: 220 }),
);

/** A board with these texts wherever a name, a place or a reason stands. */
function boardWith(text: (at: number) => string, count: number): Board {
  const many = Array.from(
    { length: count },
    (_, i) => BOARD.waiting[i % BOARD.waiting.length] ?? [],
  );
  const waiting = many.flat().map((order, i) => ({
    ...order,
    ...{ id: `c${1000 + i}`, client: text(i), origin: text(i + 1), destination: text(i + 2) },
  }));
  return {
    ...BOARD,
    counts: { ...BOARD.counts, waiting: waiting.length },
    waiting,
    urgent: waiting.slice(0, 5),
    late: 5,
    topDrivers: BOARD.topDrivers.map((driver, i) => ({ ...driver, name: text(i + 3) })),
    alerts: BOARD.alerts.map((alert, i) => ({ ...alert, details: { name: text(i + 4) } })),
  };
}

/** Plans for some of these orders, with these texts for names; any mode, set by anybody or by itself. */
function plansWith(text: (at: number) => string, count: number): PlansState {
  const byOrder = new Map(
    Array.from({ length: Math.ceil(count / 2) }, (_, i) => {
      const order = `c${1000 + 2 * i}`;
      const together = Array.from({ length: i % 4 }, (_, other) => text(other));
      const driver = [text(i) || 'd1', text(i + 1)] as const;
      return [order, aPlan(order, driver, { leave: ((i * 7) % 90) - 5, together })] as const;
    }),
  );
  const cause = count % 5 === 0 ? 'refusals' : null;
  return { mode: aMode(MODES[count % 3] ?? 'off', { cause }), total: count, byOrder };
}

type Step = (terminal: DrawnTerminal) => void;

const data = fc.tuple(fc.array(anyText, { minLength: 7, maxLength: 7 }), fc.nat(60)).map(
  ([texts, count]): Step =>
    ({ store }) => {
      const text = (at: number) => texts[at % texts.length] ?? '';
      const feed = FEED.map((event, i) => ({
        ...event,
        ...{ via: text(i), by: text(i + 1) },
        record: { ...event.record, name: text(i), driver_name: text(i + 2), origin: text(i + 3) },
      }));
      const eligible = CANDIDATES.eligible.map((driver, i) => ({ ...driver, name: text(i) }));
      store.setState({
        board: boardWith(text, count),
        feed,
        candidates: { ...CANDIDATES, eligible },
        plans: plansWith(text, count),
      });
    },
);
const size = fc.tuple(fc.integer({ min: 40, max: 210 }), fc.integer({ min: 10, max: 64 })).map(
  ([columns, rows]): Step =>
    (terminal) =>
      terminal.resize(columns, rows),
);
const KEYS = [
  ...[
    'j',
    'k',
    'g',
    'G',
    '\t',
    '\u001b[Z',
    '\u001b[B',
    '\u001b[A',
    '\u001b[6~',
    '\u001b[5~',
    ' ',
    '+',
    '-',
  ],
  ...[
    '?',
    ':',
    '/',
    '\u001b',
    '\u007f',
    's',
    'o',
    'e',
    'w',
    'A',
    'M',
    'x',
    '1',
    '2',
    '3',
    '4',
    '5',
    '7',
    '\u0014',
    '\r',
  ],
];
const keys = fc.array(fc.constantFrom(...KEYS), { minLength: 1, maxLength: 6 }).map(
  (pressed): Step =>
    ({ press }) =>
      void press(pressed.join('')),
);
const look = fc
  .record({
    theme: fc.constantFrom(...THEMES),
    screen: fc.constantFrom(...SCREENS.filter((each) => each !== 'reports')),
  })
  .map(
    (change): Step =>
      ({ store }) =>
        store.setState(change),
  );

/** Waits until every cell is as a new terminal would have it; keys may still be on their way before. */
async function looksAsFresh(terminal: DrawnTerminal): Promise<void> {
  const different = async () => {
    const [columns, rows] = terminal.size();
    const fresh = aTerminal(columns, rows, terminal.store.getState());
    await settled(fresh);
    const [cells, meant] = [terminal.cells(), fresh.cells()];
    await fresh.leave();
    return cells.findIndex((row, y) => row !== meant[y]);
  };
  await until('every cell as in a fresh terminal', async () => (await different()) < 0);
}

it('what a terminal shows after any keys, sizes and data is what a fresh one draws', async () => {
  const steps = fc.array(fc.oneof(data, size, keys, look), { minLength: 2, maxLength: 8 });
  await fc.assert(
    fc.asyncProperty(fc.array(steps, { minLength: 1, maxLength: 3 }), async (rounds) => {
      const terminal = aTerminal(120, 40);
      for (const round of rounds) {
        for (const step of round) step(terminal);
        await settled(terminal);
        await looksAsFresh(terminal);
      }
      await terminal.leave();
    }),
    { numRuns: 12, endOnFailure: true },
  );
}, 240_000);
