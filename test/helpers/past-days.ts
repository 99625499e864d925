import { offset } from '../../src/domain/geo.ts';
import type { PastDay, PastDriver, PastOrder } from '../../src/services/whatif/past.ts';

export const FROM = Date.UTC(2026, 10, 19);
export const at = (clock: string) => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number);
  return FROM + (hours * 60 + minutes) * 60_000;
};
export const PLACE = { lon: 2.35, lat: 48.86 };
/** By bicycle, 300 m a minute, ways × 1.3: 13 minutes. */
export const DOOR = offset(PLACE, 3_000, 0);

export const order = (id: string, more: Partial<PastOrder>): PastOrder => ({
  ...{ id, restaurantId: 'r1', region: 'Paris', pickup: PLACE, door: DOOR, readyAt: null },
  ...{ placedAt: 0, dueAt: (more.placedAt ?? 0) + 40 * 60_000, driver: null, assignedAt: null },
  ...{ pickedUpAt: null, deliveredAt: null },
  ...more,
});
export const driver = (id: string, more: Partial<PastDriver> = {}): [string, PastDriver] => [
  id,
  { ...{ id, vehicle: 'vélo', capacity: 4, rating: 4.5, regions: new Set(['Paris']) }, ...more },
];
export const aDay = (more: Partial<PastDay>): PastDay => ({
  ...{ name: '2026-11-19', from: FROM, to: FROM + 86_400_000, orders: [], onDuty: new Set() },
  ...{ duty: [], drivers: new Map([driver('d1')]), lastDoors: new Map(), cancelled: 0 },
  ...{ placeless: 0, tooMany: false, fromEvents: true },
  ...more,
});

/** One driver, two orders of one place, five minutes apart; he really carried both at once. */
export const two = aDay({
  orders: [
    order('a', {
      ...{ placedAt: at('10:00'), assignedAt: at('10:01'), pickedUpAt: at('10:09'), driver: 'd1' },
      deliveredAt: at('10:25'),
    }),
    order('b', {
      ...{ placedAt: at('10:05'), assignedAt: at('10:08'), pickedUpAt: at('10:09'), driver: 'd1' },
      deliveredAt: at('10:50'),
    }),
  ],
});
