import type { ReportId } from '../../domain/report-words.ts';
import { alerts } from './alerts.ts';
import { cancellations } from './cancellations.ts';
import { drivers } from './drivers.ts';
import { hours } from './hours.ts';
import { order } from './order.ts';
import { client, driver } from './past.ts';
import { products } from './products.ts';
import { regions } from './regions.ts';
import type { Report } from './report.ts';
import { service } from './service.ts';
import { spenders } from './spenders.ts';
import { strategies } from './strategies.ts';

/** All reports, in the order of the list. A new one is an entry here and its words. */
export const REPORTS: readonly Report[] = [
  regions,
  drivers,
  hours,
  service,
  strategies,
  products,
  spenders,
  cancellations,
  alerts,
  driver,
  client,
  order,
];

/** The report with an id; undefined: there is none. */
export function reportOf(id: ReportId | string): Report | undefined {
  return REPORTS.find((report) => report.id === id);
}
