import { expect, it } from 'vitest';
import { two } from '../../../test/helpers/past-days.ts';
import { modelOf } from './day.ts';
import { reallyHappened } from './measure.ts';
import type { PastOrder } from './past.ts';
import { rerun } from './run.ts';

it('does not count an assignment that nobody recorded as one that came at once', () => {
  const nothing = two.orders.map((each) => ({ ...each, assignedAt: null }));
  const unrecorded = [...nothing.slice(0, 1), ...two.orders.slice(1)];
  const happened = (orders: readonly PastOrder[]) =>
    reallyHappened({ ...two, orders }, modelOf({ ...two, orders }));
  expect(happened(unrecorded)).toMatchObject({
    ...{ delivered: 2, clickToDoor: 35, assignmentWait: 3, assignmentWaitP90: 3 },
    assignmentUnknown: 1,
  });
  expect(happened(nothing)).toMatchObject({
    ...{ assignmentWait: null, assignmentWaitP90: null, assignmentUnknown: 2 },
  });
  expect(rerun({ ...two, orders: nothing }, modelOf(two), 'closest').assignmentUnknown).toBe(0);
});
