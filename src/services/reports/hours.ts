import { WEEKDAYS } from '../../domain/report-words.ts';
import { byQuarters } from './quarters.ts';
import type { Report, ReportRow } from './report.ts';

const HOURS = Array.from({ length: 24 }, (_, hour) => hour);
const sum = (figures: readonly number[]) => figures.reduce((all, each) => all + each, 0);

/**
 * Deliveries by hour and weekday of their delivery in the scope's time zone; the hour that comes twice in
 * autumn counts as one. A row an hour, all twenty-four; none where nothing was delivered.
 */
export const hours: Report = {
  id: 'hours',
  byRegion: true,
  ask: (scope) => {
    const at = { date: '$quarter', timezone: scope.timeZone };
    return [byQuarters(scope, { day: { $isoDayOfWeek: at }, hour: { $hour: at } })];
  },
  table: ([answer = []]) => {
    const days = WEEKDAYS.map(() => HOURS.map(() => 0));
    for (const { _id, n } of answer) {
      const day = days[Number(_id.day) - 1];
      if (day) day[Number(_id.hour)] = Number(n);
    }
    const counted = sum(days.map(sum));
    return {
      columns: [
        { id: 'hour', kind: 'name' },
        ...WEEKDAYS.map((id) => ({ id, kind: 'count' }) as const),
        { id: 'together', kind: 'count' },
      ],
      rows:
        counted === 0
          ? []
          : HOURS.map((hour) =>
              rowOf(
                `${String(hour).padStart(2, '0')}:00`,
                days.map((day) => day[hour] ?? 0),
              ),
            ),
      total: counted === 0 ? null : rowOf(null, days.map(sum)),
      counted,
      chart: { kind: 'heat', cells: days },
    };
  },
};

const rowOf = (name: string | null, figures: readonly number[]): ReportRow => ({
  key: name ?? '',
  cells: [name, ...figures, sum(figures)],
});
