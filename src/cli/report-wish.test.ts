import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { testConfig } from '../../test/helpers/servers.ts';
import { type Language, messages } from '../i18n/index.ts';
import { loadConfig } from '../services/config/load.ts';
import { REPORTS } from '../services/reports/list.ts';
import type { Call } from './call.ts';
import { UsageError } from './exit.ts';
import { wishOf } from './report-wish.ts';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const config = testConfig(
  { redisUrl: 'redis://127.0.0.1:1', folder: tmpdir() },
  { VIGIE_TIME_ZONE: 'Europe/Paris' },
);

const aCall = (options: Call['options'], lang: Language): Call => ({
  ...{ args: [], options, config, loaded: loadConfig({}, {}, []), m: messages(lang) },
});

const wish = (report: string, options: Call['options'] = {}, lang: Language = 'en') =>
  wishOf(aCall(options, lang), report, NOW);

/** The sentence that a call is refused with. */
function refusal(report: string, options: Call['options'], lang: Language = 'en'): string {
  try {
    wish(report, options, lang);
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
  return 'it was taken';
}

describe('what a report is asked for', () => {
  it('is seven days against the week before unless told, within 30 s', () => {
    expect(wish('regions')).toMatchObject({
      period: {
        name: '7d',
        from: Date.parse('2026-11-14T23:00:00Z'),
        to: Date.parse('2026-11-21T23:00:00Z'),
      },
      ...{ against: 'week', region: null, subject: null, live: false, form: 'text' },
      ...{ maxTimeMs: 30_000, sort: null, out: null, explain: false },
    });
    expect(wish('regions', { period: 'today' }).against).toBe('day');
    expect(wish('regions', { period: 'all' }).against).toBeNull();
    expect(wish('regions', { against: 'none' }).against).toBeNull();
    expect(wish('regions', { maxTime: '0.5' }).maxTimeMs).toBe(500);
    expect(wish('order', { order: 'c1' }).period).toMatchObject({ from: null, to: null });
    expect(wish('products', { period: 'live' })).toMatchObject({ live: true, against: null });
  });

  it('is sorted by any column of any report: figures from the greatest, names from the first', () => {
    expect(wish('regions', { sort: 'revenue' }).sort).toEqual({ column: 2, descending: true });
    expect(wish('regions', { sort: '-revenue' }).sort).toEqual({ column: 2, descending: false });
    expect(wish('regions', { sort: 'region' }).sort).toEqual({ column: 0, descending: false });
    for (const { id, subject, table } of REPORTS) {
      const scope = { region: null, subject: null, timeZone: 'UTC', deliveries: 'deliveries' };
      const period = { name: 'all', from: null, to: null };
      for (const [column, { id: sort }] of table([], { ...scope, period }).columns.entries()) {
        const options = { sort, ...(subject ? { [subject]: 'x' } : {}) };
        expect([id, wish(id, options).sort?.column]).toEqual([id, column]);
      }
    }
  });

  it.each([
    ['regoins', {}, /^There is no report "regoins"\. Did you mean regions\? vigie report lists/],
    ['xyz', {}, /^There is no report "xyz"\. vigie report lists them\.$/],
    ['regions', { period: 'week' }, /^--period is "week": expected today, yesterday, 7d/],
    ['regions', { period: '2026-02-30' }, /^--period is "2026-02-30": expected a day that exists/],
    ['regions', { from: '2026-13-01' }, /^--from is "2026-13-01": expected a day that exists/],
    ['regions', { to: '31/11/2026' }, /^--to is "31\/11\/2026": expected a day that exists/],
    [
      'regions',
      { from: '2026-11-20', to: '2026-11-10' },
      /^--from is after --to \(2026-11-20 > 2026-11-10\): give the earlier day/,
    ],
    ['regions', { period: '7d', from: '2026-11-10' }, /^--period is "7d" beside --from or --to/],
    ['regions', { period: 'live' }, /^--period is "live": the report regions has only/],
    ['products', { period: 'live', from: 'today' }, /^--from and --period live exclude/],
    ['products', { period: 'live', region: '' }, /^--region and --period live exclude/],
    ['products', { period: 'live', against: '' }, /^--against and --period live exclude/],
    ['products', { period: 'live', explain: true }, /^--explain and --period live exclude/],
    ['regions', { against: 'year' }, /^--against is "year": expected day, week or none\.$/],
    ['regions', { driver: 'd1' }, /^--driver is "d1": the report regions is of nobody/],
    ['driver', { client: 'u1' }, /^--client is "u1": the report driver is of one driver: --driver/],
    ['driver', {}, /^The report driver needs to know whose: --driver ID\.$/],
    ['order', { order: 'c1', region: 'Paris' }, /^--region is "Paris": the report order is not/],
    ['order', { order: 'c1', to: 'today' }, /^The report order tells all there is.*leave --to out/],
    ['regions', { maxTime: 'soon' }, /^--max-time is "soon": expected a number from/],
    ['regions', { maxTime: '0' }, /^--max-time is "0": expected a number from/],
    ['regions', { sort: 'weight' }, /^--sort is "weight": expected a column .*: region, deliver/],
    ['regions', { json: true, csv: true }, /^--json and --csv exclude each other/],
    ['regions', { explain: true, csv: true }, /^--explain and --csv exclude each other/],
  ])('%s %j is refused in a sentence, in both languages', (report, options, sentence) => {
    expect(refusal(report, options)).toMatch(sentence);
    const french = refusal(report, options, 'fr');
    expect(french).not.toBe(refusal(report, options));
    expect(french).toMatch(/[àéô]|rapport|vaut|jour|livreur|l’un/);
  });
});
