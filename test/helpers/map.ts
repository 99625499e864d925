import { offset, type Position } from '../../src/domain/geo.ts';
import type { MapContent, MapDriver, MapOrder } from '../../src/domain/map.ts';
import type { DriverStatus, OrderStatus } from '../../src/domain/status.ts';
import { contentRead, firstBounds, mapFitted } from '../../src/store/map/change.ts';
import { initialMap, type MapState } from '../../src/store/map/state.ts';
import type { ConsoleState } from '../../src/store/state.ts';
import { aState, NOW } from './board.ts';

const CHATELET = { lon: 2.347, lat: 48.8586 };
const OPERA = { lon: 2.3316, lat: 48.8708 };
const BASTILLE = { lon: 2.3692, lat: 48.8532 };
const NATION = { lon: 2.3958, lat: 48.8484 };
const MONTMARTRE = { lon: 2.3431, lat: 48.8867 };
const DEFENSE = { lon: 2.2385, lat: 48.8924 };

function driver(
  id: string,
  name: string,
  at: Position,
  status: DriverStatus,
  silent = false,
): MapDriver {
  return { id, name, at, status, silent };
}

function order(
  id: string,
  client: string,
  status: OrderStatus,
  [pickup, dropoff]: [Position, Position],
  [origin, destination]: [string, string],
  driverId: string | null,
  dueIn: number,
): MapOrder {
  const dueAt = NOW + dueIn * 60_000;
  return { id, client, status, pickup, dropoff, origin, destination, driverId, dueAt };
}

/** An evening in Paris: every kind of thing, an order that is late, names that attack the screen. */
export const EVENING: MapContent = {
  readAt: NOW,
  drivers: [
    driver('d1', 'Alice', offset(CHATELET, 700, 60), 'busy'),
    driver('d2', 'Bob', offset(OPERA, 500, 200), 'free'),
    driver('d3', 'Charlie', offset(NATION, 900, 130), 'busy'),
    driver('d4', 'evil\u001b[2J\u202e\n', offset(BASTILLE, 1_500, 170), 'free'),
    driver('d6', 'Léa', offset(MONTMARTRE, 1_200, 20), 'free'),
    driver('d9', '山田太郎', offset(CHATELET, 2_500, 235), 'free', true),
  ],
  crowds: [],
  named: [],
  driversTotal: 24,
  orders: [
    order('c1042', 'Amélie Roux', 'waiting', [OPERA, BASTILLE], ['Opéra', 'Bastille'], null, -7),
    order(
      'c1047',
      'Société Durand',
      'waiting',
      [MONTMARTRE, NATION],
      ['Montmartre', 'Nation'],
      null,
      20,
    ),
    order(
      'c1046',
      'B. Moreau',
      'assigned',
      [BASTILLE, CHATELET],
      ['Bastille', 'Châtelet'],
      'd1',
      12,
    ),
    order('c1050', 'Yasmine A.', 'pickedUp', [OPERA, NATION], ['Opéra', 'Nation'], 'd3', 5),
  ],
  ordersTotal: 19,
  order: null,
  places: [
    ...Object.entries({ Châtelet: CHATELET, Opéra: OPERA, Bastille: BASTILLE }),
    ...Object.entries({ Nation: NATION, Montmartre: MONTMARTRE, 'La Défense': DEFENSE }),
  ].map(([name, at]) => ({ name, at })),
  track: [],
};

/** The Map screen after one reading, and what was changed of it since. */
export function aMap(
  columns: number,
  rows: number,
  map: Partial<MapState> = {},
  more: Partial<ConsoleState> = {},
): ConsoleState {
  const start = { ...aState(columns, rows, { screen: 'map', ...more }), map: initialMap };
  const fitted = { ...start, ...mapFitted(start, firstBounds(EVENING.places.map(({ at }) => at))) };
  const read = { ...fitted, ...contentRead(fitted, EVENING) };
  return { ...read, map: { ...read.map, ...map } };
}
