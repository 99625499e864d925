import type { Column } from '../../components/table.ts';
import type { RosterColumn } from '../../domain/roster.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';

/** A column of the table: those that sort, and when he was seen. */
export type DriverColumn = RosterColumn | 'seen';

export interface NamedColumn extends Column {
  readonly name: DriverColumn;
}

/** The least that each column needs. */
const LEAST: Readonly<Record<DriverColumn, number>> = {
  ...{ id: 7, name: 8, state: 12, load: 8, rating: 6, regions: 9 },
  ...{ deliveries: 6, revenue: 9, distance: 5, seen: 6 },
};
/** What grows with the room, and by how many parts. */
const SHARES: Partial<Record<DriverColumn, number>> = { id: 1, name: 3, regions: 3 };
/** Beyond this, room is left empty. */
const MOST: Partial<Record<DriverColumn, number>> = { id: 12, name: 26, regions: 30 };
const RIGHT: readonly DriverColumn[] = ['rating', 'deliveries', 'revenue', 'distance', 'seen'];
/** What goes first where room is short. */
const GOES: readonly DriverColumn[] = ['revenue', 'deliveries', 'regions', 'seen'];
const GAP = 2;

const widthOfAll = (names: readonly DriverColumn[]) =>
  names.reduce((sum, name) => sum + LEAST[name] + GAP, -GAP);

/** The columns that fit into a width, distances only where a place is chosen. Pure. */
export function columnsFor(
  width: number,
  withDistance: boolean,
  m: ConsoleMessages,
): NamedColumn[] {
  const all = (Object.keys(LEAST) as DriverColumn[]).filter(
    (name) => name !== 'distance' || withDistance,
  );
  const names = GOES.reduce(
    (left, name) => (widthOfAll(left) <= width ? left : left.filter((each) => each !== name)),
    all,
  );
  const spare = Math.max(0, width - widthOfAll(names));
  const shares = names.reduce((sum, name) => sum + (SHARES[name] ?? 0), 0);
  const titles = { ...m.driversScreen.columns, seen: m.driversScreen.seen };
  return names.map((name) => {
    const more = Math.floor((spare * (SHARES[name] ?? 0)) / shares);
    const most = MOST[name] ?? LEAST[name];
    return {
      ...{ name, title: titles[name], width: Math.min(most, LEAST[name] + more) },
      ...(RIGHT.includes(name) ? { align: 'right' as const } : {}),
    };
  });
}
