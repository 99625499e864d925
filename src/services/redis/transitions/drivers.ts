import { DEFAULT_CAPACITY, type NewDriver } from '../../../domain/driver.ts';
import { isPosition, type Position } from '../../../domain/geo.ts';
import { isId } from '../../../domain/ids.ts';
import type { Outcome, Refusal } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import type { Call } from '../scripts.ts';
import { type Act, outcomeOfRun, perform, type Transition } from './act.ts';

const malformed = (field: string, given: unknown): Refusal => ({
  ok: false,
  refusal: 'malformed',
  details: { field, given: String(given) },
});

/** The transition that adds a driver, or why he can't be added. Pure: the seed sends many at once. */
export function addition({ keys }: Platform, driver: NewDriver): Transition | Refusal {
  if (!isId(driver.id)) return malformed('driver', driver.id);
  if (!(driver.rating >= 0 && driver.rating <= 5)) return malformed('rating', driver.rating);
  const { position, regions } = driver;
  if (position && !isPosition(position.lon, position.lat)) {
    return malformed('position', `${position.lon},${position.lat}`);
  }
  return {
    script: 'add_driver',
    keys: [
      ...[
        keys.driver(driver.id),
        keys.driversAll,
        keys.driversRatings,
        keys.driverRegions(driver.id),
      ],
      ...[keys.driversLocations, keys.driversLastSeen],
      ...[keys.driversStatus('free'), keys.driversStatus('offDuty')],
      ...regions.map(keys.regionDrivers),
    ],
    args: [
      ...[driver.id, driver.rating, position?.lon ?? '', position?.lat ?? ''],
      ...[regions.length, ...regions],
      ...['name', driver.name, 'phone', driver.phone ?? '', 'vehicle', driver.vehicle ?? ''],
      ...['region', regions[0] ?? '', 'capacity', driver.capacity ?? DEFAULT_CAPACITY],
    ],
    intent: [JSON.stringify(driver)],
  };
}

/** Adds a driver, on duty where he stands or off duty. */
export function addDriver(platform: Platform, driver: NewDriver, act: Act): Promise<Outcome> {
  return perform(platform, act, async () => addition(platform, driver));
}

/** A driver begins his shift. */
export function driverOnDuty(
  platform: Platform,
  request: { driver: string; position?: Position },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { driver, position } = request;
  return perform(platform, act, async () => {
    if (position && !isPosition(position.lon, position.lat)) {
      return malformed('position', `${position.lon},${position.lat}`);
    }
    return {
      script: 'driver_on_duty',
      keys: [
        ...[keys.driver(driver), keys.driversLocations, keys.driversLastSeen],
        ...[keys.driversStatus('free'), keys.driversStatus('offDuty')],
      ],
      args: [driver, position?.lon ?? '', position?.lat ?? ''],
      intent: [driver],
    };
  });
}

/** A driver ends his shift; refused while he carries an order. */
export function driverOffDuty(platform: Platform, driver: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => ({
    script: 'driver_off_duty',
    keys: [
      ...[
        keys.driver(driver),
        keys.driverOrders(driver),
        keys.driversLocations,
        keys.driversLastSeen,
      ],
      ...[keys.driversStatus('free'), keys.driversStatus('busy'), keys.driversStatus('offDuty')],
    ],
    args: [driver],
    intent: [driver],
  }));
}

/** The call of one position; many go in one pipeline. */
export function movement(
  { keys }: Platform,
  driver: string,
  { lon, lat }: Position,
  at?: number,
): Call {
  return {
    script: 'move_driver',
    keys: [
      ...[
        keys.driver(driver),
        keys.driversLocations,
        keys.driversLastSeen,
        keys.driverTrack(driver),
      ],
    ],
    args: [driver, lon, lat, at ?? ''],
  };
}

/** A driver's position; an older one than the last changes nothing. Throws RedisDown. */
export async function moveDriver(
  platform: Platform,
  request: { driver: string; position: Position; at?: number },
): Promise<Outcome> {
  const { driver, position, at } = request;
  if (!isPosition(position.lon, position.lat)) {
    return malformed('position', `${position.lon},${position.lat}`);
  }
  return outcomeOfRun(platform, movement(platform, driver, position, at));
}
