import { isOneColumn } from '../size.ts';

/** Header, tabs, keys and answer. */
const AROUND = 4;
const SIDE_WIDTH = 38;
/** Dots of a terminal cell. */
export const DOTS = { across: 2, down: 4 } as const;

/** A panel's size with its frame, in cells. */
export interface Room {
  readonly width: number;
  readonly height: number;
}

/** The map, and the list that stands beside it, or below it where there is one column. */
export interface MapRooms {
  readonly beside: boolean;
  readonly map: Room;
  readonly list: Room;
}

/** How the Map screen shares a terminal. Pure. */
export function mapRooms(columns: number, rows: number): MapRooms {
  const height = Math.max(2, rows - AROUND);
  if (!isOneColumn(columns, rows)) {
    const map = { width: columns - SIDE_WIDTH, height };
    return { beside: true, map, list: { width: SIDE_WIDTH, height } };
  }
  const low = Math.max(5, Math.floor(height / 3));
  return {
    beside: false,
    map: { width: columns, height: height - low },
    list: { width: columns, height: low },
  };
}

/** The size of the map itself in dots. */
export function mapDots(columns: number, rows: number): Room {
  const { map } = mapRooms(columns, rows);
  return {
    width: Math.max(1, map.width - 2) * DOTS.across,
    height: Math.max(1, map.height - 2) * DOTS.down,
  };
}
