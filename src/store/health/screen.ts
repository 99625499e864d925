import type { ScreenStore } from '../screen-store.ts';
import { readHealthScreen } from './read.ts';
import { healthBack } from './reducers.ts';

/** Health for what works on any screen. `y` copies all that is known, as `vigie health --json` tells it. */
export const healthStore: ScreenStore = {
  back: healthBack,
  subjects: () => [],
  copied: ({ health }) => (health.read ? JSON.stringify(health.read) : null),
  read: readHealthScreen,
};
