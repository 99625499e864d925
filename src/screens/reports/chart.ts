import { lineChart } from '../../components/line-chart.ts';
import type { DayCount } from '../../services/reports/report.ts';

/** Columns of the figures left of the line. */
const LABEL = 8;
const MAX_ROWS = 12;

/** Days of the month under their points, where there is room between two. */
function dayLabels(days: readonly DayCount[], step: number): string {
  const every = Math.ceil(4 / step);
  const labels = days.map(({ day }, index) =>
    (index % every === 0 ? day.slice(8) : '').padEnd(step),
  );
  return (' '.repeat(LABEL) + labels.join('')).trimEnd();
}

/** The line of deliveries a day, as many of the newest days as fit; one row an entry. */
export function dailyChart(
  days: readonly DayCount[],
  width: number,
  height: number,
  ascii = false,
): string[] {
  // The last label is two columns wide and stands under the last point.
  const room = Math.max(2, width - LABEL - 1);
  const shown = days.slice(-room);
  if (shown.length < 2) return shown.map(({ day, deliveries }) => `${day}  ${deliveries}`);
  const step = Math.max(1, Math.floor((room - 1) / (shown.length - 1)));
  const points = shown.flatMap(({ deliveries }, index) => {
    const next = shown[index + 1]?.deliveries;
    if (next === undefined) return [deliveries];
    return Array.from({ length: step }, (_, i) => deliveries + ((next - deliveries) * i) / step);
  });
  const most = Math.max(...points, 1);
  const chart = lineChart(points, width, Math.min(height - 2, MAX_ROWS, most), {
    label: LABEL,
    format: (value) => String(Math.round(value)),
    ascii,
  });
  return [...chart, dayLabels(shown, step)];
}
