import type { Board, CandidateList } from '../../src/domain/board.ts';
import { EVENT_TYPES, type VigieEvent } from '../../src/domain/event.ts';
import type { Order } from '../../src/domain/order.ts';
import { type ConsoleState, initialState } from '../../src/store/state.ts';

/** The moment of all fixtures: 20 November 2026, 20:14 UTC. */
export const NOW = Date.parse('2026-11-20T20:14:00Z');
const MINUTE = 60_000;

function order(
  id: string,
  client: string,
  route: [string, string],
  minutes: number,
  due: number,
): Order {
  return {
    ...{ id, status: 'waiting', client, clientId: 'u1', phone: '', address: '', note: '' },
    ...{ origin: route[0], destination: route[1], restaurantId: '', region: 'Paris' },
    ...{ amountCents: 2500, attempts: 0, driverId: null, version: 1, items: [] },
    ...{ readyAt: null, pinned: null, refused: [] },
    ...{ pickup: { lon: 2.36, lat: 48.86 }, dropoff: { lon: 2.37, lat: 48.85 } },
    ...{ createdAt: NOW - minutes * MINUTE, dueAt: NOW + due * MINUTE },
    ...{ assignedAt: null, pickedUpAt: null, deliveredAt: null, cancelledAt: null },
  };
}

/** Orders as a dispatcher meets them: late, at risk, wide letters, a name too long, an attack. */
const WAITING: readonly Order[] = [
  order('c1042', 'Amélie Roux', ['Marais', 'Bastille'], 47, -7),
  order('c1047', 'Société Durand', ['République', 'Nation'], 34, 6),
  order('c1049', '山田太郎', ['Opéra', 'Montmartre'], 5, 35),
  order('c1051', 'Anne-Charlotte '.repeat(14), ['Marais', 'Belleville'], 3, 37),
  order('c1052', 'evil\u001b[2J\u0007\u202ename\n', ['Châtelet', 'Bercy'], 2, 38),
  order('c1053', '', ['', 'Vincennes'], 0, 40),
  ...Array.from({ length: 6 }, (_, i) =>
    order(`c106${i}`, 'Paul Lefèvre', ['Bastille', 'Vincennes'], 0, 40),
  ),
];

/** What is late or at risk, some of it on its way. */
const URGENT: readonly Order[] = [
  ...WAITING.slice(0, 1),
  ...WAITING.slice(1, 2),
  {
    ...order('c1050', 'Yasmine A.', ['Nation', 'Bercy'], 31, 9),
    status: 'pickedUp',
    driverId: 'd2',
  },
];

export const BOARD: Board = {
  readAt: NOW,
  source: 'live',
  counts: { waiting: 12, assigned: 9, pickedUp: 7, delivered: 154, cancelled: 2 },
  drivers: { total: 24, free: 14, busy: 7, offDuty: 3 },
  late: 1,
  atRisk: 2,
  oldestWaitingAt: NOW - 47 * MINUTE,
  medianWaitingAt: NOW - 2 * MINUTE,
  waiting: WAITING,
  waitingOffset: 0,
  urgent: URGENT,
  topDrivers: [
    {
      id: 'd3',
      name: 'Charlie',
      rating: 4.9,
      load: 2,
      capacity: 4,
      offDuty: false,
      revenueCents: 21_200,
    },
    {
      id: 'd1',
      name: 'Alice',
      rating: 4.8,
      load: 1,
      capacity: 4,
      offDuty: false,
      revenueCents: 18_700,
    },
    {
      id: 'd9',
      name: 'Inès',
      rating: 4.71,
      load: 3,
      capacity: 4,
      offDuty: false,
      revenueCents: 16_400,
    },
    {
      id: 'd2',
      name: 'Bob',
      rating: 4.5,
      load: 0,
      capacity: 4,
      offDuty: false,
      revenueCents: 15_100,
    },
    {
      id: 'd4',
      name: 'Diana',
      rating: 4.3,
      load: 0,
      capacity: 4,
      offDuty: true,
      revenueCents: 12_000,
    },
  ],
  topDriversTtlMs: 22_000,
  alerts: [
    {
      ...{ kind: 'out_of_zone', subject: 'd6', severity: 'critical', state: 'open' },
      ...{ openedAt: NOW - 4 * MINUTE, details: { name: 'Léa', distance_m: '6210' } },
      life: [],
    },
    {
      ...{ kind: 'events_lost', subject: 'epoch1', severity: 'critical', state: 'acknowledged' },
      ...{ openedAt: NOW - 125 * MINUTE, details: { from_seq: '12', to_seq: '40' } },
      life: [],
    },
  ],
  alertsOpen: 2,
  workers: 1,
  simulator: { paused: false, speed: 10 },
  seq: 420,
  lag: 0,
  sync: { perSecond: 0, lastError: null },
};

export const CANDIDATES: CandidateList = {
  orderId: 'c1042',
  radiusM: 5_000,
  eligible: [
    { driverId: 'd1', name: 'Alice', distanceM: 520, rating: 4.8, load: 1, capacity: 4 },
    { driverId: 'd2', name: 'Bob', distanceM: 1_210, rating: 4.5, load: 0, capacity: 4 },
    { driverId: 'd9', name: 'Inès', distanceM: 1_480, rating: 4.71, load: 3, capacity: 4 },
    { driverId: 'd3', name: 'Charlie', distanceM: 2_800, rating: 4.9, load: 2, capacity: 4 },
  ],
  excluded: [
    {
      driverId: 'd7',
      name: 'Hugo',
      distanceM: 900,
      rating: 4.2,
      load: 4,
      capacity: 4,
      reason: 'full',
    },
    {
      driverId: 'd8',
      name: 'Noé',
      distanceM: 1_900,
      rating: 4.1,
      load: 0,
      capacity: 4,
      reason: 'other_region',
    },
  ],
};

/** One event of every type, newest first. */
export const FEED: readonly VigieEvent[] = EVENT_TYPES.map((type, index) => ({
  streamId: `${100 - index}-0`,
  epoch: 0,
  seq: 100 - index,
  type,
  at: NOW - index * 7_000,
  by: index % 2 === 0 ? 'desk2' : 'desk1',
  via: type === 'order_assigned' ? 'balanced' : type === 'order_cancelled' ? 'client absent' : '',
  order: /^(order|plan|pair)/.test(type) ? `c10${index}` : null,
  driver: type.startsWith('order_c') ? null : 'd1',
  version: 2,
  status: null,
  driverRecord: null,
  record: {
    ...{ name: 'Alice', driver_name: 'Alice', origin: 'Marais', destination: 'Bastille' },
    ...{ kind: 'out_of_zone', subject: 'd6', distance_m: '6210', regions: 'Paris,Banlieue' },
    ...{ rating: '5', previous_driver: 'd2', amount: '18.5' },
    ...{ mode: 'suggest', cause: 'positions_silent' },
    created_at: String(NOW - 24 * MINUTE),
  },
}));

/** The console in the middle of an evening. */
export function aState(
  columns: number,
  rows: number,
  more: Partial<ConsoleState> = {},
): ConsoleState {
  const start = {
    zone: 'paris',
    operator: 'desk1',
    lang: 'en',
    timeZone: 'Europe/Paris',
    ascii: false,
    theme: 'default',
    readonly: false,
    columns,
    rows,
    now: NOW,
  } as const;
  const counts = [9, 9, 10, 12, 13, 12, 11, 10, 11, 12, 12, 12];
  return {
    ...initialState({ ...start, welcome: '' }),
    message: {
      kind: 'info',
      text: 'c1046 assigned to d1 Alice (balanced 8.91, next d2 Bob 7.20). u undoes.',
    },
    redis: { state: 'up', since: NOW },
    mongo: { state: 'up', since: NOW },
    board: BOARD,
    feed: FEED,
    samples: counts.map((waiting) => ({ ...BOARD.counts, waiting })),
    selected: 'c1042',
    candidates: CANDIDATES,
    undo: [
      { kind: 'moves', moves: [{ order: 'c1046', from: null, to: 'd1', before: 1, version: 2 }] },
    ],
    ...more,
  };
}
