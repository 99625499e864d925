import { readCarried, readTrack } from '../../services/board/driver-detail.ts';
import { readDriverHistory } from '../../services/board/driver-history.ts';
import type { Sources } from '../sources.ts';
import { serverNow } from '../state.ts';
import type { DriverDetail } from './state.ts';
import { selectedDriver, showsDetail } from './view.ts';

const LIVE_MS = 1_000;
const HISTORY_MS = 15_000;

const unread = (id: string): DriverDetail => ({
  ...{ id, track: null, carried: null, history: null, readAt: 0, historyAt: 0 },
});

/** Reads what the detail shows of the selected driver: his way and hands often, his history now and then. */
export async function readDetail(sources: Sources): Promise<void> {
  const { store, platform } = sources;
  const state = store.getState();
  const id = showsDetail(state) ? (selectedDriver(state)?.id ?? null) : null;
  if (id === null) return;
  const kept = state.drivers.detail?.id === id ? state.drivers.detail : unread(id);
  if (state.drivers.detail !== kept) put(sources, kept);
  if (!state.drivers.historyBusy) void readHistory(sources);
  if (state.redis.state !== 'up' || Date.now() - kept.readAt < LIVE_MS) return;
  const [track, carried] = await Promise.all([
    readTrack(platform, id, serverNow(state), kept.track),
    readCarried(platform, id),
  ]);
  change(sources, id, { track, carried, readAt: Date.now() });
}

/** One reading at a time, until the selected driver's is fresh: who moves through the list asks for few. */
async function readHistory(sources: Sources): Promise<void> {
  const { store, history, signal } = sources;
  const busy = (historyBusy: boolean) =>
    store.setState(({ drivers }) => ({ drivers: { ...drivers, historyBusy } }));
  for (;;) {
    const { detail, historyBusy } = store.getState().drivers;
    const from = history();
    const due = detail && from && Date.now() - detail.historyAt >= HISTORY_MS;
    if (!due || signal.aborted) {
      if (historyBusy) busy(false);
      return;
    }
    if (!historyBusy) busy(true);
    try {
      const read = await readDriverHistory(from, detail.id, Date.now(), signal);
      change(sources, detail.id, { history: read, historyAt: Date.now() });
    } catch {
      // Told by the watch of the links; a later round reads again.
      busy(false);
      return;
    }
  }
}

function put({ store }: Sources, detail: DriverDetail): void {
  store.setState(({ drivers }) => ({ drivers: { ...drivers, detail } }));
}

/** Changes the detail, unless it is another driver's by now. */
function change({ store }: Sources, id: string, part: Partial<DriverDetail>): void {
  store.setState(({ drivers }) =>
    drivers.detail?.id === id
      ? { drivers: { ...drivers, detail: { ...drivers.detail, ...part } } }
      : {},
  );
}
