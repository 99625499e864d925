import { POSITION_FRESH_MS } from '../../domain/driver.ts';
import type { Position } from '../../domain/geo.ts';
import { cellsOver } from '../../domain/geohash.ts';
import type { Crowd, MapContent, MapDriver, MapOrder, MapPlace } from '../../domain/map.ts';
import type { Bounds } from '../../domain/viewport.ts';
import type { Platform } from '../redis/connect.ts';
import { RedisDown } from '../redis/down.ts';
import { parseDriver, parseOrder, parsePosition } from '../redis/parse.ts';
import { shardTime } from '../redis/shard.ts';

/** What is asked for: a part of the world, drivers by name, whose way, and which order in full. */
export interface MapQuestion {
  readonly centre: Position;
  /** The size of the part in metres. */
  readonly widthM: number;
  readonly heightM: number;
  readonly bounds: Bounds;
  readonly drivers: readonly string[];
  readonly track: string | null;
  readonly order: string | null;
}

/** More drivers than this are counted in cells, at the cost of a count for each cell. */
const MOST_DRIVERS = 200;
const MOST_CELLS = 400;
/** Half of them are those that wait longest. */
const MOST_ORDERS = 100;
const MOST_PLACES = 60;
const TRACK_POINTS = 150;

const ORDER_FIELDS = [
  ...(['status', 'client', 'origin', 'destination', 'driver_id', 'due_at'] as const),
  ...(['pickup_lon', 'pickup_lat', 'dropoff_lon', 'dropoff_lat'] as const),
];

type Pipeline = ReturnType<Platform['redis']['pipeline']>;
/** Of a search with coordinates. */
type Found = [id: string, at: [string, string]];

/**
 * Reads what a part of the world holds, in three round trips; the cost is bounded, however many drivers
 * and orders there are. Throws RedisDown.
 */
export async function readMap(platform: Platform, question: MapQuestion): Promise<MapContent> {
  try {
    return await read(platform, question);
  } catch (error) {
    throw new RedisDown(error instanceof Error ? error.message : String(error));
  }
}

async function read(platform: Platform, question: MapQuestion): Promise<MapContent> {
  const { redis, keys } = platform;
  const half = MOST_ORDERS / 2 - 1;
  const first = redis.pipeline();
  first.zcard(keys.driversLocations);
  search(first, keys.driversLocations, question, MOST_DRIVERS + 1);
  search(first, keys.deliveryPoints, question, MOST_PLACES);
  first.zrange(keys.ordersWaiting, '0', String(half));
  first.zrange(keys.ordersDue, '0', String(MOST_ORDERS - 1));
  first.zcard(keys.ordersDue);
  if (question.drivers.length > 0) first.geopos(keys.driversLocations, ...question.drivers);
  if (question.track !== null) {
    first.xrevrange(keys.driverTrack(question.track), '+', '-', 'COUNT', TRACK_POINTS);
  }
  if (question.order !== null) first.hgetall(keys.order(question.order));
  const [readAt, replies] = await Promise.all([shardTime(platform), exec(first)]);
  const next = <T>() => replies.shift() as T;
  const driversTotal = next<number>();
  const found = next<Found[]>();
  const places = next<Found[]>();
  const ids = [...new Set([...next<string[]>(), ...next<string[]>()])].slice(0, MOST_ORDERS);
  const ordersTotal = next<number>();
  const asked = question.drivers.length > 0 ? next<([string, string] | null)[]>() : [];
  const track = question.track === null ? [] : next<[string, string[]][]>();

  const order = question.order === null ? {} : next<Record<string, string>>();

  const tooMany = found.length > MOST_DRIVERS;
  const named = question.drivers.flatMap((id, i): Found[] => (asked[i] ? [[id, asked[i]]] : []));
  const [drivers, crowds, orders] = await Promise.all([
    readDrivers(platform, [...(tooMany ? [] : found), ...named], readAt),
    tooMany ? readCrowds(platform, question.bounds) : [],
    readOrders(platform, ids),
  ]);
  return {
    readAt,
    drivers: drivers.slice(0, drivers.length - named.length),
    crowds,
    named: drivers.slice(drivers.length - named.length),
    driversTotal,
    orders,
    ordersTotal,
    order: question.order === null ? null : parseOrder(question.order, order),
    places: places.map(([name, at]): MapPlace => ({ name, at: positionOf(at) })),
    track: track
      .flatMap(([, fields]) => parsePosition(fieldOf(fields, 'lon'), fieldOf(fields, 'lat')) ?? [])
      .reverse(),
  };
}

/** Any that lie within: the search ends when it has as many as were asked for. */
function search(pipeline: Pipeline, key: string, question: MapQuestion, count: number): void {
  const { centre, widthM, heightM } = question;
  pipeline.geosearch(
    ...([key, 'FROMLONLAT', centre.lon, centre.lat, 'BYBOX', widthM, heightM, 'm'] as const),
    ...(['COUNT', count, 'ANY', 'WITHCOORD'] as const),
  );
}

async function readDrivers(
  { redis, keys }: Platform,
  found: readonly Found[],
  now: number,
): Promise<MapDriver[]> {
  if (found.length === 0) return [];
  const pipeline = redis.pipeline();
  pipeline.zmscore(keys.driversLastSeen, ...found.map(([id]) => id));
  for (const [id] of found) pipeline.hmget(keys.driver(id), 'name', 'status');
  const [seen, ...replies] = await exec(pipeline);
  return found.map(([id, at], index): MapDriver => {
    const [name, status] = replies[index] as (string | null)[];
    const driver = parseDriver(id, { name: name ?? undefined, status: status ?? undefined });
    const last = (seen as (string | null)[])[index] ?? null;
    return {
      id,
      name: driver?.name ?? id,
      at: positionOf(at),
      status: driver?.status ?? 'offDuty',
      silent: last !== null && now - Number(last) > POSITION_FRESH_MS,
    };
  });
}

async function readCrowds({ redis, keys }: Platform, bounds: Bounds): Promise<Crowd[]> {
  const cells = cellsOver(bounds, MOST_CELLS);
  const pipeline = redis.pipeline();
  for (const { first, end } of cells) pipeline.zcount(keys.driversLocations, first, `(${end}`);
  const counts = await exec(pipeline);
  return cells
    .map(({ west, south, east, north }, i) => ({
      west,
      south,
      east,
      north,
      count: Number(counts[i]),
    }))
    .filter(({ count }) => count > 0);
}

async function readOrders({ redis, keys }: Platform, ids: readonly string[]): Promise<MapOrder[]> {
  if (ids.length === 0) return [];
  const pipeline = redis.pipeline();
  pipeline.mget(...ids.map(keys.assignment));
  for (const id of ids) pipeline.hmget(keys.order(id), ...ORDER_FIELDS);
  const [assigned, ...replies] = await exec(pipeline);
  return ids.flatMap((id, i): MapOrder[] => {
    const values = replies[i] as (string | null)[];
    const hash = Object.fromEntries(
      ORDER_FIELDS.flatMap((field, at) => (values[at] == null ? [] : [[field, values[at]]])),
    );
    const order = parseOrder(id, hash);
    if (!order) return [];
    const { status, client, origin, destination, pickup, dropoff, dueAt } = order;
    const driverId = (assigned as (string | null)[])[i] ?? order.driverId;
    return [{ id, status, client, origin, destination, pickup, dropoff, driverId, dueAt }];
  });
}

function positionOf([lon, lat]: [string, string]): Position {
  return { lon: Number(lon), lat: Number(lat) };
}

/** A field of a stream's entry, which is names and values by turns. */
function fieldOf(fields: readonly string[], name: string): string | undefined {
  const at = fields.findIndex((each, i) => i % 2 === 0 && each === name);
  return at === -1 ? undefined : fields[at + 1];
}

/** Replies of a pipeline; the first error of any command is thrown. */
async function exec(pipeline: Pipeline): Promise<unknown[]> {
  return ((await pipeline.exec()) ?? []).map(([error, reply]) => {
    if (error) throw error;
    return reply;
  });
}
