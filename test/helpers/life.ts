import type { NewOrder } from '../../src/domain/order.ts';
import type { Platform } from '../../src/services/redis/connect.ts';
import { assignOrder } from '../../src/services/redis/transitions/assignments.ts';
import { deliverOrder, pickUpOrder } from '../../src/services/redis/transitions/deliveries.ts';
import { addDriver } from '../../src/services/redis/transitions/drivers.ts';
import { createOrder } from '../../src/services/redis/transitions/orders.ts';

export const OPERA = { lon: 2.3316, lat: 48.8708 };
export const BASTILLE = { lon: 2.3692, lat: 48.8532 };
export const desk = { by: 'desk1' };

/** An order that can be created. */
export function anOrder(id: string, more: Partial<NewOrder> = {}): NewOrder {
  return {
    id,
    client: 'Amélie Roux',
    clientId: 'u1',
    origin: 'Opéra',
    destination: 'Bastille',
    region: 'Paris',
    amountCents: 2550,
    pickup: OPERA,
    dropoff: BASTILLE,
    items: [{ productId: 'p1', quantity: 2 }],
    ...more,
  };
}

/** A driver on duty at the Opéra. */
export async function aDriver(platform: Platform, id: string, capacity = 1000): Promise<void> {
  const driver = {
    id,
    name: `Name ${id}`,
    rating: 4.5,
    regions: ['Paris'],
    position: OPERA,
    capacity,
  };
  await addDriver(platform, driver, desk);
}

/** An order from its creation to the door. */
export async function deliver(
  platform: Platform,
  id: string,
  driver: string,
  more: Partial<NewOrder> = {},
) {
  await createOrder(platform, anOrder(id, more), desk);
  await assignOrder(platform, { order: id, driver }, { by: 'desk1', via: 'closest' });
  await pickUpOrder(platform, id, desk);
  await deliverOrder(platform, id, desk);
}
