import type { FigureStyle } from '../components/figures.ts';
import { grouped } from '../components/format.ts';
import { glyphs } from '../components/glyphs.ts';
import { asciiLine, plain, printable } from '../components/text.ts';
import { isFigure } from '../domain/report-figures.ts';
import { consoleMessages } from '../i18n/console.ts';
import type { Report } from '../services/reports/report.ts';
import type { ReportResult } from '../services/reports/run.ts';
import type { Call } from './call.ts';
import { chartLines } from './report-charts.ts';
import { datesOf } from './report-dates.ts';
import { besideText, tableLines } from './report-table.ts';

/** A report for a person, a line an entry: its title, the table, of what it is made, its chart. */
export function reportText(call: Call, report: Report, result: ReportResult): string[] {
  const { m, config } = call;
  const words = m.reportCommands;
  const { counted, ms, beforePeriod, scope } = result;
  const { dash } = glyphs(config.ascii);
  const { thousands } = consoleMessages(config.lang);
  const style: FigureStyle = {
    ...{ thousands, dash, noName: m.reports.noName, all: m.reports.all },
    ...{ timeZone: scope.timeZone, cellWords: m.reports.cellWords },
  };
  const title = titleOf(call, report, result);
  const lines =
    counted === 0
      ? [title, '', nothingIn(call, result)]
      : [
          title,
          '',
          ...tableLines(call, report, result, style),
          '',
          ...(beforePeriod ? [words.compared(datesOf(beforePeriod, scope.timeZone, words))] : []),
          ...besideTold(call, result, style),
          words.counted(grouped(String(counted), style), ms),
          ...chartLines(call, result, style),
        ];
  return lines.map((line) => (config.ascii ? plain(asciiLine([{ text: line }])) : line));
}

function titleOf({ m }: Call, { id, subject: of }: Report, { scope }: ReportResult): string {
  const words = m.reportCommands;
  const { period, timeZone, region, subject } = scope;
  const over = [
    period.name === 'live' ? words.dates.live : `${datesOf(period, timeZone, words)} (${timeZone})`,
    ...(of && subject !== null ? [words.subjects[of](printable(subject))] : []),
    ...(region === null ? [] : [words.region(printable(region) || m.reports.noName)]),
  ];
  return `${m.reports.names[id]}, ${over.join(', ')}`;
}

function nothingIn({ m }: Call, { scope }: ReportResult): string {
  const { period, region } = scope;
  const words = m.reportCommands;
  if (period.from === null && period.to === null && region === null) return words.emptyEver;
  return region === null ? words.empty : words.emptyRegion;
}

/** What brackets mean, with the first of them as an example. */
function besideTold({ m }: Call, { columns, rows }: ReportResult, style: FigureStyle): string[] {
  for (const { beside } of rows) {
    const at = columns.findIndex(
      ({ kind }, i) => isFigure(kind) && typeof beside?.[i] === 'number',
    );
    const column = columns[at];
    if (column) return [m.reportCommands.besideTold(besideText(column.kind, beside?.[at], style))];
  }
  return [];
}
