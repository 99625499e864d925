import type { ScreenStore } from '../screen-store.ts';
import { reportBack, reportCopied } from './reducers.ts';

/** Reports for what works on any screen. */
export const reportsStore: ScreenStore = {
  back: reportBack,
  subjects: () => [],
  copied: reportCopied,
};
