import type { Position } from '../../domain/geo.ts';

/** A named place of the seed: its region, and whether orders are picked up there every day. */
export interface Place extends Position {
  readonly name: string;
  readonly region: string;
  /** Far places lie outside the zone of 5 km: a driver who goes there leaves it. */
  readonly far: boolean;
}

/** Ten places in Paris and its suburbs (coordinates of their squares and stations, OpenStreetMap). */
export const PLACES: readonly Place[] = [
  { name: 'Châtelet', region: 'Paris', lon: 2.347, lat: 48.8586, far: false },
  { name: 'Opéra', region: 'Paris', lon: 2.3316, lat: 48.8708, far: false },
  { name: 'République', region: 'Paris', lon: 2.3637, lat: 48.8674, far: false },
  { name: 'Bastille', region: 'Paris', lon: 2.3692, lat: 48.8532, far: false },
  { name: 'Nation', region: 'Paris', lon: 2.3958, lat: 48.8484, far: false },
  { name: 'Montmartre', region: 'Paris', lon: 2.3431, lat: 48.8867, far: false },
  { name: 'Gentilly', region: 'Banlieue', lon: 2.3444, lat: 48.8163, far: false },
  { name: 'Montrouge', region: 'Banlieue', lon: 2.3226, lat: 48.8215, far: false },
  { name: 'Vincennes', region: 'Banlieue', lon: 2.4392, lat: 48.8474, far: true },
  { name: 'La Défense', region: 'La Défense', lon: 2.2385, lat: 48.8924, far: true },
];
