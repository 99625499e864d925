import { DEFAULT_CAPACITY, type NewDriver } from '../../../domain/driver.ts';
import { isPosition, type Position } from '../../../domain/geo.ts';
import { isId, isRegion } from '../../../domain/ids.ts';
import { MAX_TEXT_LENGTH } from '../../../domain/order.ts';
import type { Outcome, Refusal } from '../../../domain/refusal.ts';
import type { Platform } from '../connect.ts';
import { asDown, type Call } from '../scripts.ts';
import { type Act, malformed, outcomeOfRun, perform, type Transition } from './act.ts';

const MAX_CAPACITY = 1_000_000;

/** The first thing in a new driver that can't be kept, or null. */
function faultOf(driver: NewDriver): Refusal | null {
  const { id, name, phone, vehicle, rating, position, capacity, ratingCount = 0 } = driver;
  // A colon would make his key another driver's: driver:{id}:orders.
  if (!isId(id) || id.includes(':')) return malformed('driver', id);
  if (!(rating >= 0 && rating <= 5)) return malformed('rating', rating);
  if (!Number.isSafeInteger(ratingCount) || ratingCount < 0)
    return malformed('rating_count', ratingCount);
  if (
    capacity !== undefined &&
    !(Number.isInteger(capacity) && capacity > 0 && capacity <= MAX_CAPACITY)
  )
    return malformed('capacity', capacity);
  const long = [name, phone, vehicle].find((text) => (text?.length ?? 0) > MAX_TEXT_LENGTH);
  if (long) return malformed('name', long);
  if (position && !isPosition(position.lon, position.lat)) {
    return malformed('position', `${position.lon},${position.lat}`);
  }
  return regionsFault(driver.regions);
}

/** The first region whose name can't be one, or null. */
function regionsFault(regions: readonly string[]): Refusal | null {
  const bad = regions.find((region) => !isRegion(region));
  return bad === undefined ? null : malformed('region', bad);
}

/** The transition that adds a driver, or why he can't be added. Pure: the seed sends many at once. */
export function addition({ keys }: Platform, driver: NewDriver): Transition | Refusal {
  const fault = faultOf(driver);
  if (fault) return fault;
  const { position } = driver;
  const regions = [...new Set(driver.regions)];
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
      ...[keys.driversStatus('free'), keys.driversStatus('offDuty'), keys.driverStats(driver.id)],
      ...regions.map(keys.regionDrivers),
    ],
    args: [
      ...[driver.id, driver.rating, position?.lon ?? '', position?.lat ?? ''],
      ...[driver.ratingCount ?? 0, regions.length, ...regions],
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

/** Removes a driver who carries nothing. Final; what he delivered keeps his name. */
export function removeDriver(platform: Platform, driver: string, act: Act): Promise<Outcome> {
  const { keys } = platform;
  return perform(platform, act, async () => {
    const regions = await readRegions(platform, driver);
    return {
      script: 'remove_driver',
      keys: [
        ...[keys.driver(driver), keys.driversAll, keys.driversRatings, keys.driverRegions(driver)],
        ...[keys.driversLocations, keys.driversLastSeen],
        ...[keys.driversStatus('free'), keys.driversStatus('busy'), keys.driversStatus('offDuty')],
        ...[keys.driverOrders(driver), keys.driverStats(driver), keys.driverTrack(driver)],
        ...[keys.topDrivers, ...regions.map(keys.regionDrivers)],
      ],
      args: [driver, ...regions],
      intent: [driver],
    };
  });
}

/** Says where a driver works: these regions, one at least, and no others. */
export function setDriverRegions(
  platform: Platform,
  request: { driver: string; regions: readonly string[] },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { driver } = request;
  const regions = [...new Set(request.regions)];
  return perform(platform, act, async () => {
    const fault = regions.length === 0 ? malformed('region', '') : regionsFault(regions);
    if (fault) return fault;
    const had = await readRegions(platform, driver);
    return {
      script: 'set_driver_regions',
      keys: [
        ...[keys.driver(driver), keys.driverRegions(driver), keys.driverStats(driver)],
        ...[...had, ...regions].map(keys.regionDrivers),
      ],
      args: [driver, had.length, ...had, ...regions],
      intent: [driver, ...regions],
    };
  });
}

/** Where a driver works: a handful of names. Throws RedisDown. */
async function readRegions({ redis, keys }: Platform, driver: string): Promise<string[]> {
  try {
    return await redis.smembers(keys.driverRegions(driver));
  } catch (error) {
    throw asDown(error);
  }
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
        ...[keys.driverStats(driver), keys.driverRegions(driver)],
      ],
      args: [driver, position?.lon ?? '', position?.lat ?? ''],
      intent: [driver, position?.lon ?? '', position?.lat ?? ''],
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
      ...[keys.driverStats(driver), keys.driverRegions(driver)],
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
