import { createStore, type StoreApi } from 'zustand/vanilla';
import { type ConsoleState, initialState, type Start } from './state.ts';

export type ConsoleStore = StoreApi<ConsoleState>;

/** The console's one store. */
export function createConsoleStore(start: Start): ConsoleStore {
  return createStore<ConsoleState>(() => initialState(start));
}
