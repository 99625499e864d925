import type { Glyphs } from '../../components/glyphs.ts';
import type { Column } from '../../components/table.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';

/** A column of the list by name, so that its cell is found. */
export type OrderColumn = keyof ConsoleMessages['ordersScreen']['columns'];

export interface NamedColumn extends Column {
  readonly name: OrderColumn;
}

/** Widths of what never gives way, and the least of what grows with the room. */
const FIXED = { order: 7, status: 10, wait: 6, due: 8, amount: 6 } as const;
const LEAST = { client: 11, driver: 8, region: 8, route: 24 } as const;
const SHARES = { client: 3, driver: 2, region: 1, route: 4 } as const;
const GAP = 2;

const ALL: readonly OrderColumn[] = [
  ...(['order', 'status', 'client', 'route', 'region', 'driver', 'wait', 'due', 'amount'] as const),
];
/** What goes first where room is short. */
const GOES: readonly OrderColumn[] = ['route', 'region', 'amount', 'driver'];

type Flexible = keyof typeof LEAST;
const isFlexible = (name: OrderColumn): name is Flexible => name in LEAST;
const least = (name: OrderColumn) =>
  isFlexible(name) ? LEAST[name] : FIXED[name as keyof typeof FIXED];

const widthOfAll = (names: readonly OrderColumn[]) =>
  names.reduce((sum, name) => sum + least(name) + GAP, -GAP);

/** The columns that fit into a width; the same width always gives the same columns. */
export function columnsFor(width: number, m: ConsoleMessages, g: Glyphs): NamedColumn[] {
  let names = ALL;
  for (const name of GOES) {
    if (widthOfAll(names) <= width) break;
    names = names.filter((each) => each !== name);
  }
  const spare = Math.max(0, width - widthOfAll(names));
  const flexible = names.filter(isFlexible);
  const shares = flexible.reduce((sum, name) => sum + SHARES[name], 0);
  const titles = m.ordersScreen.columns;
  return names.map((name) => {
    const more = isFlexible(name) ? Math.floor((spare * SHARES[name]) / shares) : 0;
    const title = titles[name].replace(' - ', ` ${g.arrow} `);
    const align = name === 'wait' || name === 'amount' ? ({ align: 'right' } as const) : {};
    return { name, title, width: least(name) + more, ...align };
  });
}
