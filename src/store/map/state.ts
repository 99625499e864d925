import type { CandidateList } from '../../domain/board.ts';
import type { Position } from '../../domain/geo.ts';
import type { MapContent } from '../../domain/map.ts';
import type { Viewpoint } from '../../domain/viewport.ts';
import { PARIS } from '../../domain/zone.ts';

/** What can be selected on the map; a place's id is its name. */
export interface ThingRef {
  readonly kind: 'driver' | 'order' | 'place';
  readonly id: string;
}

/** A marked spot: a thing and where it was, or a bare point. */
export interface MapMark {
  readonly thing: ThingRef | null;
  readonly at: Position;
}

/** The drivers around a chosen point. */
export interface Nearest {
  readonly at: Position;
  readonly radiusM: number;
  /** null until it was read. */
  readonly list: CandidateList | null;
}

/** What the Map screen shows and what is selected there. */
export interface MapState {
  /** null until it is known where the drivers and places are. */
  readonly view: Viewpoint | null;
  readonly cursor: Position;
  /** The cursor stays with it when it moves. */
  readonly selected: ThingRef | null;
  /** The driver who stays in the middle of the map. */
  readonly follow: string | null;
  /** Two at most. */
  readonly marks: readonly MapMark[];
  /** Between two marked drivers, as Redis measures it; null when unknown, or when not both are drivers. */
  readonly marksDistanceM: number | null;
  readonly nearest: Nearest | null;
  readonly content: MapContent | null;
  /** What was asked last, and when, local ms: events may come faster than a map need be read. */
  readonly asked: { readonly what: string; readonly at: number } | null;
}

export const initialMap: MapState = {
  view: null,
  cursor: PARIS.centre,
  selected: null,
  follow: null,
  marks: [],
  marksDistanceM: null,
  nearest: null,
  content: null,
  asked: null,
};
