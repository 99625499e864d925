import { faker } from '@faker-js/faker/locale/fr';
import type { NewDriver } from '../../domain/driver.ts';
import { offset } from '../../domain/geo.ts';
import type { NewOrder } from '../../domain/order.ts';
import { PLACES, type Place } from './places.ts';
import { clientName } from './town.ts';

/** The platform's own four, always the same. */
const NAMED = [
  { name: 'Alice', rating: 4.8, regions: ['Paris'] },
  { name: 'Bob', rating: 4.5, regions: ['Paris'] },
  { name: 'Charlie', rating: 4.9, regions: ['Paris', 'Banlieue'] },
  { name: 'Diana', rating: 4.3, regions: ['Banlieue'] },
] as const;

/** Drivers who work in several regions, besides Charlie: three in twenty-four. */
const SEVERAL: Readonly<Record<number, readonly string[]>> = {
  8: ['Paris', 'La Défense'],
  11: ['Banlieue', 'Paris', 'La Défense'],
  16: ['Paris', 'La Défense'],
};

const VEHICLES = ['vélo', 'vélo cargo', 'scooter'] as const;
const CENTRAL = PLACES.filter((place) => !place.far);

/** Begins the series of random data: the same number, the same data. */
export function startSeries(seed: number): void {
  faker.seed(seed);
}

/** A random number from `min` to `max`. */
export function between(min: number, max: number): number {
  return faker.number.float({ min, max });
}

/** A point near a place, at most `metres` away. */
function near(place: Place, metres: number) {
  const { lon, lat } = offset(place, between(0, metres), between(0, 360));
  // Six decimals are a tenth of a metre.
  return { lon: Math.round(lon * 1e6) / 1e6, lat: Math.round(lat * 1e6) / 1e6 };
}

/** The driver with a number from 1 on; one in eight is off duty. */
export function makeDriver(number: number): NewDriver {
  const named = NAMED[number - 1];
  const place = faker.helpers.arrayElement(CENTRAL);
  const rating = Math.round(between(3.8, 4.75) * 100) / 100;
  const first = faker.person.firstName();
  const position = near(place, 700);
  const region = number % 4 === 0 ? 'Banlieue' : 'Paris';
  const offDuty = number > NAMED.length && number % 8 === 7;
  return {
    id: `d${number}`,
    name: named?.name ?? first,
    phone: faker.phone.number({ style: 'national' }),
    vehicle: faker.helpers.arrayElement(VEHICLES),
    regions: named?.regions ?? SEVERAL[((number - 1) % 24) + 1] ?? [region],
    rating: named?.rating ?? rating,
    ratingCount: 100,
    capacity: 4,
    ...(offDuty ? {} : { position }),
  };
}

/** An order with an id: who, from where to where, what. One in twelve goes to a far place. */
export function makeOrder(id: string): NewOrder {
  const from = faker.helpers.weightedArrayElement([
    ...CENTRAL.map((value) => ({ value, weight: 12 })),
    ...PLACES.filter((place) => place.far).map((value) => ({ value, weight: 3 })),
  ]);
  const others = (far: boolean) => PLACES.filter((place) => place.far === far && place !== from);
  const to = faker.helpers.arrayElement(others(faker.number.int({ min: 1, max: 12 }) === 1));
  const items = Array.from({ length: faker.number.int({ min: 1, max: 3 }) }, () => ({
    productId: `p${faker.number.int({ min: 1, max: 30 })}`,
    quantity: faker.number.int({ min: 1, max: 3 }),
  }));
  // Drawn and put aside: without it the same seed would make other places and times than it always did.
  faker.person.fullName();
  const client = faker.number.int({ min: 1, max: 400 });
  return {
    id,
    client: clientName(client),
    clientId: `u${client}`,
    phone: faker.phone.number({ style: 'national' }),
    address: faker.location.streetAddress(),
    origin: from.name,
    destination: to.name,
    restaurantId: `r${faker.number.int({ min: 1, max: 40 })}`,
    region: from.region,
    amountCents: faker.number.int({ min: 18, max: 110 }) * 50,
    pickup: near(from, 300),
    dropoff: near(to, 700),
    items,
  };
}

/** One of the values. */
export function oneOf<T>(values: readonly T[]): T {
  return faker.helpers.arrayElement(values);
}
