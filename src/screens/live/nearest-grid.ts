import type { Column } from '../../components/table.ts';
import type { StrategyName } from '../../domain/strategy.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';

/** The columns of the nearest drivers. */
export interface Grid {
  readonly columns: readonly Column[];
  /** The strategies whose scores have a column. */
  readonly strategies: readonly StrategyName[];
}

const SCORES = [
  { strategy: 'closest', title: 'closest', width: 7 },
  { strategy: 'best_rated', title: 'bestRated', width: 5 },
  { strategy: 'balanced', title: 'balanced', width: 8 },
] as const;

/** The columns that fit; where room is short the score by rating goes first: it is the rating. */
export function gridFor(width: number, m: ConsoleMessages): Grid {
  const figures = [
    { title: m.columns.km, width: 5, align: 'right' as const },
    { title: m.columns.rating, width: 6, align: 'right' as const },
    { title: m.columns.load, width: 4, align: 'right' as const },
  ];
  const room = (columns: readonly Column[]) =>
    width - columns.reduce((sum, column) => sum + column.width + 2, 0);
  const gridOf = (scores: readonly (typeof SCORES)[number][]) => {
    const columns = [
      ...figures,
      ...scores.map((each) => ({
        title: m.columns[each.title],
        width: each.width,
        align: 'right' as const,
      })),
    ];
    return { columns, room: room(columns), strategies: scores.map(({ strategy }) => strategy) };
  };
  const all = gridOf(SCORES);
  const {
    columns,
    room: driver,
    strategies,
  } = all.room >= 10 ? all : gridOf(SCORES.filter(({ strategy }) => strategy !== 'best_rated'));
  const name = Math.max(8, Math.min(24, driver));
  return { columns: [{ title: m.columns.driver, width: name }, ...columns], strategies };
}
