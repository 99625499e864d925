import { setFlagsFromString } from 'node:v8';

/**
 * For processes that run for hours. A frame, or a batch of events, leaves megabytes of garbage, and left alone
 * the heap grows to hold the garbage of a minute: 180 MB for 25 MB in use. Collecting it sooner costs a tenth
 * of a frame.
 */
export function keepHeapSmall(): void {
  setFlagsFromString('--semi-space-growth-factor=1');
  setFlagsFromString('--heap-growing-percent=20');
}
