import type { ListedOrder } from '../../domain/listed-order.ts';
import { OPEN_STATUSES } from '../../domain/listed-order.ts';
import type { OrderStatus } from '../../domain/status.ts';
import { consoleMessages } from '../../i18n/console.ts';
import { readOrderNeighbours } from '../../services/board/order-detail.ts';
import { readOrderStory } from '../../services/board/order-story.ts';
import {
  countOrders,
  finishedIds,
  type OrdersPage,
  readOrders as readHashes,
  statusPages,
} from '../../services/board/orders.ts';
import { answered } from '../acts.ts';
import type { Sources } from '../sources.ts';
import {
  jumpedTo,
  orderDetailRead,
  ordersOpened,
  ordersRead,
  ordersReading,
  ordersSettled,
} from './reducers.ts';
import { ordersCursor, wantsFinished } from './rows.ts';
import { hasDetail } from './size.ts';

/** Counts are compared at most this often. */
const CHECK_MS = 1_500;
/** Where counts differ for good (another program's half a change), all ids are looked through this often. */
const DIFFERS_MS = 60_000;
/** Pages are shown together at most this often while a list is read. */
const SHOW_MS = 100;
/** Finished orders are read so many at a time, the next ones when the cursor is this near to the end. */
const FINISHED_PAGE = 1_000;
const FINISHED_AHEAD = 200;

/** What a check found, to see whether the next one finds the same. */
interface Checked {
  readonly at: number;
  readonly differs: string;
  /** The differences that were looked into last, and when. */
  readonly settled: string;
  readonly settledAt: number;
}

const checks = new WeakMap<object, Checked>();
const NEVER: Checked = { at: 0, differs: '', settled: '', settledAt: 0 };

/**
 * Keeps the Orders screen fed: on the first call all open orders begin to be read in the background, a
 * page at a time; later calls compare counts, read on where the dispatcher scrolls, and read the detail
 * of the order under the cursor. Rejects when Redis does not answer.
 */
export async function readOrders(sources: Sources): Promise<void> {
  const { store } = sources;
  if (store.getState().orders.book === null) store.setState(ordersOpened);
  store.setState(ordersSettled);
  const check = await checked(sources);
  const { orders } = store.getState();
  if (orders.reading === null && !orders.stopped) {
    if (!orders.complete || orders.gap) void inBackground(sources, readOpen);
    else if (check.length > 0)
      void inBackground(sources, (it, progress) => readDiffering(it, check, progress));
    else if (needsFinished(sources)) void inBackground(sources, readFinished);
  }
  await readWanted(sources);
  await readDetail(sources);
}

/** The order that another screen wants to be seen, where the book has not come to it, or never does. */
async function readWanted({ store, platform }: Sources): Promise<void> {
  const state = store.getState();
  const wanted = jumpedTo(state);
  if (wanted === null || state.orders.book?.orders.has(wanted)) return;
  const page = await readHashes(platform, [wanted]);
  if (page.orders.length > 0) store.setState((now) => ordersRead(now, page));
  else {
    store.setState((now) => ({ orders: { ...now.orders, selected: now.orders.settled } }));
    store.setState(ordersSettled);
    store.setState((now) => {
      const { said } = consoleMessages(now.lang).ordersScreen;
      return answered(now, said.unknown(wanted), 'error');
    });
  }
}

/** The statuses whose counts differ from the book's and were not just looked into. */
async function checked({ store, platform }: Sources): Promise<readonly OrderStatus[]> {
  const now = Date.now();
  const before = checks.get(store) ?? NEVER;
  if (now - before.at < CHECK_MS) return [];
  const { counts, epoch } = await countOrders(platform);
  const { orders } = store.getState();
  const { book, last } = orders;
  if (last !== null && last.epoch !== epoch) store.setState(ordersOpened);
  if (JSON.stringify(counts) !== JSON.stringify(orders.counts)) {
    store.setState((state) => ordersReading(state, { counts }));
  }
  const differing = OPEN_STATUSES.filter((status) => counts[status] !== book?.counts[status]);
  const differs = differing.map((it) => `${it} ${counts[it] - (book?.counts[it] ?? 0)}`).join();
  // Twice the same: it is no event on its way. Already looked into: it would be found again.
  const isOld = differs === before.settled && now - before.settledAt < DIFFERS_MS;
  const isDue = differs !== '' && differs === before.differs && !isOld;
  const settled = isDue ? { settled: differs, settledAt: now } : {};
  checks.set(store, { ...before, at: now, differs, ...settled });
  return isDue ? differing : [];
}

type Progress = (page: OrdersPage, read: number, of: number) => boolean;

/** One reading at a time. What Redis does not answer is read again by the next call. */
async function inBackground(
  sources: Sources,
  read: (sources: Sources, progress: Progress) => Promise<Partial<OrdersDone>>,
): Promise<void> {
  const { store, signal } = sources;
  store.setState((state) => ordersReading(state, { reading: { read: 0, of: 0, stop: false } }));
  const { book } = store.getState().orders;
  let shownAt = 0;
  let waiting: OrdersPage = { orders: [], missing: [] };
  const show = () => {
    const page = waiting;
    waiting = { orders: [], missing: [] };
    store.setState((state) => ordersRead(state, page));
  };
  // A book that was begun anew meanwhile has nothing to do with this reading.
  const isMine = () => sameBook(store.getState().orders.book, book);
  const progress: Progress = (page, done, of) => {
    if (!isMine() || signal.aborted) return false;
    waiting = {
      orders: [...waiting.orders, ...page.orders],
      missing: [...waiting.missing, ...page.missing],
    };
    const { reading } = store.getState().orders;
    if (Date.now() - shownAt >= SHOW_MS) {
      shownAt = Date.now();
      show();
      store.setState((state) =>
        ordersReading(state, { reading: { read: done, of, stop: reading?.stop ?? false } }),
      );
    }
    return reading?.stop !== true;
  };
  let done: Partial<OrdersDone> = {};
  try {
    done = await read(sources, progress);
  } catch {
    // The link's own watch tells of it.
  }
  if (!isMine() || signal.aborted) return;
  show();
  store.setState((state) => {
    const stopped = state.orders.reading?.stop === true;
    return ordersReading(state, { reading: null, stopped, ...done });
  });
}

/** What a reading that came to its end makes true. */
interface OrdersDone {
  readonly complete: true;
  readonly gap: false;
  readonly finishedRead: number;
}

function sameBook(
  a: { orders: ReadonlyMap<string, ListedOrder> } | null,
  b: { orders: ReadonlyMap<string, ListedOrder> } | null,
): boolean {
  return a?.orders === b?.orders;
}

async function readOpen(sources: Sources, progress: Progress): Promise<Partial<OrdersDone>> {
  const whole = await readStatuses(sources, OPEN_STATUSES, () => true, progress);
  return whole ? { complete: true, gap: false } : {};
}

async function readDiffering(
  sources: Sources,
  statuses: readonly OrderStatus[],
  progress: Progress,
): Promise<Partial<OrdersDone>> {
  const { store } = sources;
  const isUnknown = (id: string, status: OrderStatus) =>
    store.getState().orders.book?.orders.get(id)?.status !== status;
  await readStatuses(sources, statuses, isUnknown, progress);
  return {};
}

/**
 * Goes through the sets of some statuses and reads what `isWanted`, then what the book has there and the
 * sets no longer have. False when it was stopped.
 */
async function readStatuses(
  { store, platform }: Sources,
  statuses: readonly OrderStatus[],
  isWanted: (id: string, status: OrderStatus) => boolean,
  progress: Progress,
): Promise<boolean> {
  const { counts } = store.getState().orders;
  const of = statuses.reduce((sum, status) => sum + (counts?.[status] ?? 0), 0);
  const seen = new Set<string>();
  for (const status of statuses) {
    for await (const page of statusPages(platform, status, (id) => isWanted(id, status))) {
      for (const id of page.ids) seen.add(id);
      if (!progress(page, seen.size, Math.max(of, seen.size))) return false;
    }
  }
  const { book } = store.getState().orders;
  const left = [...(book?.orders.values() ?? [])].filter(
    ({ id, status }) => statuses.includes(status) && !seen.has(id),
  );
  const page = await readHashes(
    platform,
    left.map(({ id }) => id),
  );
  return progress(page, seen.size, seen.size);
}

/** Whether finished orders are asked for and the cursor is near the end of those that were read. */
function needsFinished({ store }: Sources): boolean {
  const state = store.getState();
  if (!wantsFinished(state)) return false;
  const { finishedRead, counts } = state.orders;
  if (finishedRead === 0) return true;
  const total = (counts?.delivered ?? 0) + (counts?.cancelled ?? 0);
  const { rows, index } = ordersCursor(state);
  return finishedRead < total && index >= rows.length - FINISHED_AHEAD;
}

/** The next finished orders, newest first, for as long as the cursor is near the end of them. */
async function readFinished(sources: Sources, progress: Progress): Promise<Partial<OrdersDone>> {
  const { store, platform } = sources;
  let { finishedRead } = store.getState().orders;
  for (;;) {
    const { counts, book } = store.getState().orders;
    const total = (counts?.delivered ?? 0) + (counts?.cancelled ?? 0);
    const ids = await finishedIds(platform, finishedRead, FINISHED_PAGE);
    const page = await readHashes(
      platform,
      ids.filter((id) => !book?.orders.has(id)),
    );
    finishedRead += ids.length;
    // First: the book keeps as many as are said to have been read.
    store.setState((state) => ordersReading(state, { finishedRead }));
    const goesOn = progress(page, finishedRead, Math.max(total, finishedRead));
    // Fewer than asked for: that was all, whatever the sets count.
    if (ids.length < FINISHED_PAGE) return { finishedRead: Math.max(total, finishedRead, 1) };
    if (!goesOn || !needsFinished(sources)) return { finishedRead };
  }
}

/** The detail of the order under the cursor, where there is room for it; its story beside it. */
async function readDetail(sources: Sources): Promise<void> {
  const { store, platform } = sources;
  const state = store.getState();
  const { order } = ordersCursor(state);
  if (!order || !(state.orders.open || hasDetail(state.columns, state.rows))) return;
  void readStory(sources, order);
  const neighbours = await readOrderNeighbours(platform, order, state.radiusM);
  store.setState((now) => orderDetailRead(now, order.id, neighbours));
}

/** Stores whose story is being read: one at a time, for MongoDB may keep it waiting. */
const storyBusy = new WeakSet<object>();

async function readStory({ store, platform, history }: Sources, order: ListedOrder): Promise<void> {
  const { detail } = store.getState().orders;
  const before = detail?.orderId === order.id ? detail.story : null;
  const known = before?.version === order.version && before.whole === (history() !== null);
  if (known || storyBusy.has(store)) return;
  storyBusy.add(store);
  try {
    const story = await readOrderStory(platform, history(), order);
    store.setState((now) => orderDetailRead(now, order.id, { story }));
  } catch {
    // Told by the watch of the links; a later round reads again.
  } finally {
    storyBusy.delete(store);
  }
}
