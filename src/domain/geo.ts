/** A position in WGS 84 degrees. */
export interface Position {
  readonly lon: number;
  readonly lat: number;
}

/** Redis' own earth radius in metres (geohash_helper.c), so that our distances equal GEODIST. */
export const EARTH_RADIUS_M = 6372797.560856;

/** The latitude limit of Redis' geohash (EPSG:900913). */
export const MAX_LATITUDE = 85.05112878;

const radians = (degrees: number) => (degrees * Math.PI) / 180;

/** Great-circle distance in metres, by the haversine formula. */
export function distanceM(a: Position, b: Position): number {
  const u = Math.sin((radians(b.lat) - radians(a.lat)) / 2);
  const v = Math.sin((radians(b.lon) - radians(a.lon)) / 2);
  const h = u * u + Math.cos(radians(a.lat)) * Math.cos(radians(b.lat)) * v * v;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** Whether Redis accepts the pair as a position. */
export function isPosition(lon: number, lat: number): boolean {
  return Math.abs(lon) <= 180 && Math.abs(lat) <= MAX_LATITUDE;
}

/** The point `metres` from `from` on the straight way to `to`; `to` itself when it is nearer than that. */
export function moveTowards(from: Position, to: Position, metres: number): Position {
  const whole = distanceM(from, to);
  if (whole <= metres) return to;
  const share = metres / whole;
  return {
    lon: from.lon + (to.lon - from.lon) * share,
    lat: from.lat + (to.lat - from.lat) * share,
  };
}

/** The point at a distance (metres) and a bearing (degrees clockwise from north); good for a city's distances. */
export function offset(from: Position, metres: number, bearing: number): Position {
  const degrees = (metres / EARTH_RADIUS_M) * (180 / Math.PI);
  return {
    lon: from.lon + (degrees * Math.sin(radians(bearing))) / Math.cos(radians(from.lat)),
    lat: from.lat + degrees * Math.cos(radians(bearing)),
  };
}
