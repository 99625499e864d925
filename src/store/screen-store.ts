import type { VigieEvent } from '../domain/event.ts';
import type { Order } from '../domain/order.ts';
import type { WantedPlans } from '../services/board/plans.ts';
import type { Sources } from './sources.ts';
import type { ConsoleState } from './state.ts';

/** What a screen is for everything that works on any screen. */
export interface ScreenStore {
  /** Closes what is open on it, one step; null when nothing is. */
  readonly back: (state: ConsoleState) => Partial<ConsoleState> | null;
  /** The orders that a key acts on: the marked ones, else the selected one. */
  readonly subjects: (state: ConsoleState) => readonly Order[];
  /** The id of the order under its cursor, marked or not, done with or not. */
  readonly order?: (state: ConsoleState) => string | null;
  /** What `y` copies; null when nothing is selected. */
  readonly copied: (state: ConsoleState) => string | null;
  /** The orders whose plans it shows; none where it is absent. */
  readonly planned?: (state: ConsoleState) => WantedPlans;
  /** Reads what it alone shows; called on each round while it is shown. */
  readonly read?: (sources: Sources) => Promise<void>;
  /** Takes in what happened, whatever is shown: so that a screen that was read once stays current. */
  readonly followed?: (state: ConsoleState, events: readonly VigieEvent[]) => Partial<ConsoleState>;
  /** What it shows moves without events: it is read again every second. */
  readonly moves?: true;
}
