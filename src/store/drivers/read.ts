import { POSITION_FRESH_MS } from '../../domain/driver.ts';
import { dropDriver, listed, putDrivers, type RosterDriver, rowsOf } from '../../domain/roster.ts';
import {
  readLoads,
  readNearestIds,
  readRosterDrivers,
  readSilent,
  rosterPages,
} from '../../services/board/roster.ts';
import type { Platform } from '../../services/redis/connect.ts';
import type { Sources } from '../sources.ts';
import { type ConsoleState, serverNow } from '../state.ts';
import { readDetail } from './read-detail.ts';
import { driversSettled } from './reducers.ts';
import { type DriversState, type LiveRoster, newLiveRoster } from './state.ts';
import { criteriaOf, rosterView } from './view.ts';

/** Positions and loads of the rows on screen are read at most this often. */
const ROWS_MS = 1_000;
/** The silent ones that are listed: those who are it longest. */
const SILENT_LISTED = 500;
/** A count that differs for so long is not only an event behind. */
const ODD_MS = 3_000;
/** How far a first reading is, is told so often. */
const TELL_MS = 200;
/** Beyond so many a reading is cut into several. */
const PAGE = 500;

/**
 * Reads what the Drivers screen shows: everybody once, in pages; then what events told, and of the rows
 * on screen where their drivers are and what they carry. Its cost does not grow with what is off screen.
 */
export async function readDrivers(sources: Sources): Promise<void> {
  const { store } = sources;
  const { redis, drivers } = store.getState();
  const { live, loading } = drivers;
  if (redis.state === 'up') {
    if (loading === null && (live === null || live.news.gap)) void loadRoster(sources);
    if (live) await refresh(sources, live);
  }
  store.setState(driversSettled);
  await readDetail(sources);
}

/** Reads everybody; the roster on screen stays until this one is whole. */
async function loadRoster({ store, platform, signal }: Sources): Promise<void> {
  const into = newLiveRoster();
  let toldAt = 0;
  const told = (read: number, total: number) => {
    if (Date.now() - toldAt < TELL_MS) return;
    toldAt = Date.now();
    store.setState(({ drivers }) => ({ drivers: { ...drivers, loading: { into, read, total } } }));
  };
  told(0, 0);
  try {
    for await (const { drivers, total } of rosterPages(platform)) {
      putDrivers(into.roster, drivers);
      into.missing = total - into.roster.drivers.size;
      if (signal.aborted) return;
      told(into.roster.drivers.size, Math.max(total, into.roster.drivers.size));
    }
    // What happened meanwhile may be in a page or not: those are read once more.
    const { records, loads } = into.news;
    const touched = [...new Set([...records.keys(), ...loads])];
    records.clear();
    loads.clear();
    await readAnew(platform, into, touched);
    store.setState((state) => ({
      drivers: { ...state.drivers, loading: null, live: into, version: state.drivers.version + 1 },
    }));
    store.setState(driversSettled);
  } catch {
    // The watch of the links tells that Redis is away; the next round begins again.
    store.setState(({ drivers }) => ({ drivers: { ...drivers, loading: null } }));
  }
}

/** Reads these drivers; who is not there any more is dropped. Whether anything is different. */
async function readAnew(
  platform: Platform,
  { roster }: LiveRoster,
  ids: readonly string[],
): Promise<boolean> {
  let different = false;
  for (let from = 0; from < ids.length; from += PAGE) {
    const page = ids.slice(from, from + PAGE);
    const drivers = await readRosterDrivers(platform, page);
    const there = new Set(drivers.map(({ id }) => id));
    for (const id of page) if (!there.has(id)) different = dropDriver(roster, id) || different;
    different = putDrivers(roster, drivers) || different;
  }
  return different;
}

/** Brings the roster up to now. */
async function refresh({ store, platform }: Sources, live: LiveRoster): Promise<void> {
  let different = await takeNews(platform, live);
  const state = store.getState();
  if (state.board) countThem(live, state.board.drivers.total);
  const shown = rowsOnScreen(state, live);
  const due = Date.now() - live.freshAt >= ROWS_MS || shown.some((id) => !live.fresh.has(id));
  if (due) {
    const { place, sort, only } = state.drivers;
    const near =
      place && sort.column === 'distance' && !sort.descending
        ? await readNearestIds(platform, place.position, state.rows)
        : [];
    const ids = [...new Set([...shown, ...near.filter((id) => live.roster.drivers.has(id))])];
    different = (await readAnew(platform, live, ids)) || different;
    different = different || ids.some((id) => !live.fresh.has(id));
    live.fresh = new Set(ids);
    live.freshAt = Date.now();
    const silent = await readSilent(
      platform,
      serverNow(state) - POSITION_FRESH_MS,
      only === 'silent' ? SILENT_LISTED : 0,
    );
    const told = ({ total, longest }: DriversState['silent']) =>
      JSON.stringify([total, ...longest]);
    if (told(silent) !== told(state.drivers.silent))
      store.setState(({ drivers }) => ({ drivers: { ...drivers, silent } }));
  }
  if (!different) return;
  store.setState(({ drivers }) => ({ drivers: { ...drivers, version: drivers.version + 1 } }));
}

/** Notices drivers that another program added or removed: no event tells of them, the count does. */
function countThem(live: LiveRoster, total: number): void {
  const missing = total - live.roster.drivers.size;
  if (missing === live.missing) live.oddSince = null;
  else live.oddSince ??= Date.now();
  if (live.oddSince !== null && Date.now() - live.oddSince > ODD_MS) live.news.gap = true;
}

/** The rows that may be on screen, whatever their number, and the selected one. */
function rowsOnScreen(state: ConsoleState, { roster }: LiveRoster): string[] {
  listed(roster, criteriaOf(state));
  const { offset } = rosterView(state, state.rows);
  const ids = rowsOf(roster, offset, state.rows).map(({ id }) => id);
  const { selected, marks } = state.drivers;
  const more = [selected, ...marks.slice(0, state.rows)].filter((id) => id !== null);
  return [...new Set([...ids, ...more.filter((id) => roster.drivers.has(id))])];
}

/** Takes what events told into the roster. Whether anything is different. */
async function takeNews(platform: Platform, live: LiveRoster): Promise<boolean> {
  const { roster, news } = live;
  let different = false;
  const records = [...news.records];
  news.records.clear();
  const put: RosterDriver[] = [];
  const strangers: string[] = [];
  for (const [id, record] of records) {
    const before = roster.drivers.get(id);
    if (record === null) different = dropDriver(roster, id) || different;
    else if (before) put.push(withPlace(record, before));
    else strangers.push(id);
  }
  different = putDrivers(roster, put) || different;
  const ids = [...news.loads];
  news.loads.clear();
  try {
    different = (await readAnew(platform, live, strangers)) || different;
    const loads = await readLoads(platform, ids);
    const loaded = [...loads].flatMap(([id, load]) => {
      const driver = roster.drivers.get(id);
      return driver ? withLoad(driver, load) : [];
    });
    return putDrivers(roster, loaded) || different;
  } catch (error) {
    for (const id of [...ids, ...strangers]) news.loads.add(id);
    throw error;
  }
}

/** An event's record has no position: it is where it was, or nowhere off duty. */
function withPlace(record: RosterDriver, before: RosterDriver): RosterDriver {
  const { lastSeenAt, position } = before;
  return record.status === 'offDuty' ? record : { ...record, lastSeenAt, position };
}

/** On duty he is busy with an order in hand, and free without one. */
function withLoad(driver: RosterDriver, load: number): RosterDriver {
  const { status } = driver;
  return { ...driver, load, status: status === 'offDuty' ? status : load > 0 ? 'busy' : 'free' };
}
