/** The life of an order. On the wire (Redis, MongoDB) the words are French; in the code English. */
export const ORDER_STATUSES = [
  'waiting',
  'assigned',
  'pickedUp',
  'delivered',
  'cancelled',
] as const;
export type OrderStatus = (typeof ORDER_STATUSES)[number];

const ORDER_WIRE: Record<OrderStatus, string> = {
  waiting: 'en_attente',
  assigned: 'assignée',
  pickedUp: 'récupérée',
  delivered: 'livrée',
  cancelled: 'annulée',
};

export type DriverStatus = 'free' | 'busy' | 'offDuty';

const DRIVER_WIRE: Record<DriverStatus, string> = {
  free: 'disponible',
  busy: 'occupé',
  offDuty: 'hors_ligne',
};

const ORDER_BY_WIRE = new Map(ORDER_STATUSES.map((status) => [ORDER_WIRE[status], status]));
const DRIVER_BY_WIRE = new Map<string, DriverStatus>([
  [DRIVER_WIRE.free, 'free'],
  [DRIVER_WIRE.busy, 'busy'],
  [DRIVER_WIRE.offDuty, 'offDuty'],
]);

/** The word that stands for a status in Redis and MongoDB (Unicode NFC). */
export function orderStatusToWire(status: OrderStatus): string {
  return ORDER_WIRE[status];
}

/** The status behind a wire word, in whichever Unicode form another program wrote it. */
export function orderStatusFromWire(word: string): OrderStatus | undefined {
  return ORDER_BY_WIRE.get(word.normalize('NFC'));
}

/** The word that stands for a driver's status in Redis and MongoDB (Unicode NFC). */
export function driverStatusToWire(status: DriverStatus): string {
  return DRIVER_WIRE[status];
}

/** The driver's status behind a wire word. */
export function driverStatusFromWire(word: string): DriverStatus | undefined {
  return DRIVER_BY_WIRE.get(word.normalize('NFC'));
}
