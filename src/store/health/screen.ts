import type { ScreenStore } from '../screen-store.ts';
import { healthNow } from './now.ts';
import { readHealthScreen } from './read.ts';
import { healthBack } from './reducers.ts';

/** Health for what works on any screen. `y` copies all that is known, as `vigie health --json` tells it. */
export const healthStore: ScreenStore = {
  back: healthBack,
  subjects: () => [],
  copied: (state) => {
    const health = healthNow(state);
    return health && JSON.stringify(health);
  },
  read: readHealthScreen,
};
