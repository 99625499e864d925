import { isPeriodFault, type PeriodWish, periodOf } from '../../domain/period.ts';
import { isKnown, regionsOf } from '../../services/reports/known.ts';
import { reportOf } from '../../services/reports/list.ts';
import type { FormAnswer } from '../../store/prompt.ts';
import { said } from '../../store/reducers.ts';
import {
  periodChosen,
  regionChosen,
  reportSorted,
  subjectChosen,
} from '../../store/report/reducers.ts';
import type { ActionContext } from '../context.ts';
import { askChoice, askForm } from '../prompt.ts';
import { runReport } from '../report.ts';

/** Asks whose report it is to be. An id that the history has never heard of is told, and stays to be corrected. */
export function askSubject(context: ActionContext): void {
  const { store, live, m } = context;
  const { selected, subject: before } = store.getState().report;
  const subject = reportOf(selected)?.subject;
  if (!subject) return;
  const t = m.reports.ask;
  askForm(context, {
    title: m.reports.names[selected],
    fields: [{ id: 'id', label: t.id[subject], value: before ?? '', hint: t.idHint[subject] }],
    submit: async (values): Promise<FormAnswer> => {
      const id = (values.id ?? '').trim();
      if (id === '') return { id: t.empty };
      const history = live.history();
      if (!history) return { '': m.reports.disabled.noMongo };
      if (!(await isKnown(history, subject, id))) return { id: t.unknown[subject](id) };
      store.setState((state) => subjectChosen(state, id));
      void runReport(context);
      return null;
    },
  });
}

/** Asks for a period between two dates; either may be left out. */
export function askDates(context: ActionContext): void {
  const { store, m } = context;
  const { report, timeZone } = store.getState();
  const t = m.reports.ask;
  const { from = '', to = '' } = report.period;
  askForm(context, {
    title: t.dates,
    fields: [
      { id: 'from', label: t.from, value: from, hint: t.dateHint },
      { id: 'to', label: t.to, value: to, hint: t.dateHint },
    ],
    submit: async (values): Promise<FormAnswer> => {
      const dates = {
        ...((values.from ?? '').trim() ? { from: values.from?.trim() } : {}),
        ...((values.to ?? '').trim() ? { to: values.to?.trim() } : {}),
      };
      const wish: PeriodWish = Object.keys(dates).length === 0 ? { period: 'all' } : dates;
      const period = periodOf(wish, timeZone, Date.now());
      if (isPeriodFault(period)) return { [period.field]: t.faults[period.fault](period.given) };
      store.setState((state) => periodChosen(state, wish));
      void runReport(context);
      return null;
    },
  });
}

const ALL = 'all';

/** Asks for one region, or all. */
export async function askRegion(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const history = live.history();
  if (!history) return;
  const t = m.reports;
  const regions = await regionsOf(history);
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  const { region: now } = store.getState().report;
  const current = (region: string | null) => (region === now ? { hint: t.ask.current } : {});
  askChoice(context, {
    title: t.ask.region,
    options: [
      { id: ALL, label: t.allRegions, ...current(null) },
      ...regions.map((name) => ({ id: `:${name}`, label: name || t.noName, ...current(name) })),
    ],
    submit: (id) => {
      const region = id === ALL ? null : id.slice(1);
      store.setState((state) => regionChosen(state, region));
      store.setState(said(t.said.region(region === null ? t.allRegions : region || t.noName)));
      void runReport(context);
    },
  });
}

/** Asks by which column to sort: the present one first, and choosing it again reverses. */
export function askReportSort(context: ActionContext): void {
  const { store, m } = context;
  const { result, sort } = store.getState().report;
  const t = m.reports;
  const columns = (result?.columns ?? []).map(({ id }) => id);
  const first = columns.filter((id) => id === sort?.column);
  askChoice(context, {
    title: t.ask.sort,
    options: [...first, ...columns.filter((id) => id !== sort?.column)].map((id) => ({
      ...{ id, label: t.columns[id] },
      ...(id === sort?.column ? { hint: t.ask.reverse } : {}),
    })),
    submit: (id) => {
      const column = columns.find((each) => each === id);
      if (!column) return;
      store.setState((state) => reportSorted(state, column));
      store.setState(said(t.said.sorted(t.columns[column])));
    },
  });
}
