import type { ScreenStore } from '../screen-store.ts';
import { readDrivers } from './read.ts';
import { driverEvents, driversBack } from './reducers.ts';
import { pointedRow, selectedDriver, showsDetail } from './view.ts';

/** Drivers, for what works on every screen. */
export const driversStore: ScreenStore = {
  back: driversBack,
  subjects: (state) => {
    const carried = pointedRow(state)?.carried;
    return carried ? [carried] : [];
  },
  order: (state) => pointedRow(state)?.order ?? null,
  copied: (state) => pointedRow(state)?.order ?? selectedDriver(state)?.id ?? null,
  planned: (state) => (showsDetail(state) ? 'next' : []),
  read: readDrivers,
  followed: (state, events) => {
    driverEvents(state, events);
    return {};
  },
};
