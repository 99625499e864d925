import { offset, type Position } from '../../src/domain/geo.ts';
import type { Order } from '../../src/domain/order.ts';
import { putDrivers, type RosterDriver } from '../../src/domain/roster.ts';
import type { Delivery, DriverHistory } from '../../src/services/board/driver-history.ts';
import { type DriversState, initialDrivers, newLiveRoster } from '../../src/store/drivers/state.ts';
import { BOARD, NOW } from './board.ts';

const MINUTE = 60_000;
const OPERA = { lon: 2.3316, lat: 48.8708 };

/** A driver of the roster, free and rested. */
export function aRosterDriver(more: Partial<RosterDriver> & { id: string }): RosterDriver {
  return {
    ...{ name: `Name ${more.id}`, phone: '06 12 34 56 78', vehicle: 'vélo', region: 'Paris' },
    ...{ rating: 4.5, ratingCount: 10, status: 'free', capacity: 4, regions: ['Paris'] },
    ...{ load: 0, deliveries: 12, revenueCents: 25_000, lastSeenAt: null, position: null },
    ...more,
  };
}

const at = (metres: number, bearing: number, minutes: number) => ({
  position: offset(OPERA, metres, bearing),
  lastSeenAt: NOW - minutes * MINUTE,
});

/** Drivers as a dispatcher meets them: silent, off duty, overloaded, wide letters, an attack. */
export const DRIVERS: readonly RosterDriver[] = [
  { id: 'd1', name: 'Alice', rating: 4.8, status: 'busy', load: 2, ...at(520, 90, 0) },
  { id: 'd2', name: 'Bob', ratingCount: 212, ...at(1_210, 200, 2) },
  {
    ...{ id: 'd3', name: 'Charlie', rating: 4.9, status: 'busy', load: 4 },
    ...{ regions: ['Banlieue', 'Paris'], deliveries: 1_312, revenueCents: 3_481_250 },
    ...at(2_800, 300, 0),
  },
  { id: 'd4', name: 'Diana', status: 'offDuty', rating: 4.3, regions: ['Banlieue'] },
  { id: 'd6', name: 'Léa', ...at(6_210, 10, 8) },
  { id: 'd7', name: '山田太郎', capacity: 1_000, load: 12, status: 'busy', ...at(900, 45, 1) },
  { id: 'd8', name: 'Anne-Charlotte '.repeat(14), regions: [], rating: 0, ...at(90, 45, 61) },
  { id: 'd9', name: 'evil\u001b[2J\u0007\u202ename\n', vehicle: '\u001b[31m', ...at(10, 0, 0) },
  ...Array.from({ length: 30 }, (_, i) => ({
    ...{ id: `d${10 + i}`, name: `Noé ${i}`, ...at(1_000 + 100 * i, 12 * i, 0) },
  })),
].map((driver) => aRosterDriver(driver as Partial<RosterDriver> & { id: string }));

function carried(id: string, status: Order['status'], minutes: number): Order {
  const [template] = BOARD.waiting;
  if (!template) throw new Error('the fixture has an order');
  return { ...template, id, status, driverId: 'd1', dueAt: NOW + minutes * MINUTE };
}

function delivered(order: string, hours: number, more: Partial<Delivery> = {}): Delivery {
  return {
    ...{ order, at: NOW - hours * 60 * MINUTE, minutes: 22.4, amountCents: 2_240 },
    ...{ client: 'Ana', destination: 'Nation', rating: null, review: '' },
    ...more,
  };
}

const REVIEW = 'Très rapide et très aimable, la pizza était encore chaude. Merci beaucoup Alice !';
const HISTORY: DriverHistory = {
  deliveries: [
    delivered('c1038', 1, { rating: 5, review: REVIEW }),
    delivered('c1021', 2),
    delivered('c0988', 26, { rating: 3, review: 'froid\u001b[2J', amountCents: 123_456 }),
  ],
  reviews: [
    delivered('c1038', 1, { rating: 5, review: REVIEW }),
    delivered('c0988', 26, { rating: 3, review: 'froid\u001b[2J' }),
  ],
  month: { deliveries: 312, revenueCents: 812_050, meanMinutes: 22.4, stars: [1, 0, 3, 12, 44] },
};

const way: readonly Position[] = [0, 400, 900, 1_300, 1_500, 1_400].map((metres, i) =>
  offset(OPERA, metres, 60 + 25 * i),
);

/** The Drivers screen in the middle of an evening. */
export function aRosterState(more: Partial<DriversState> = {}): DriversState {
  const live = newLiveRoster();
  putDrivers(live.roster, DRIVERS);
  live.fresh = new Set(DRIVERS.map(({ id }) => id));
  return {
    ...initialDrivers,
    ...{ live, selected: 'd1', own: 'd1', marks: ['d2'], silent: { total: 2, longest: new Map() } },
    detail: {
      id: 'd1',
      track: {
        points: way.map((position, i) => ({ ...position, at: NOW - (60 - 10 * i) * MINUTE })),
        end: '0-0',
      },
      carried: [carried('c1046', 'pickedUp', -2), carried('c1050', 'assigned', 22)],
      history: HISTORY,
      ...{ readAt: NOW, historyAt: NOW },
    },
    ...more,
  };
}
