import {
  type DriverStatus,
  driverStatusToWire,
  type OrderStatus,
  orderStatusToWire,
} from '../../domain/status.ts';

/** Every key of the platform, in one place. */
export interface Keys {
  readonly zone: string | null;
  readonly driver: (id: string) => string;
  readonly driverStats: (id: string) => string;
  readonly driverOrders: (id: string) => string;
  readonly driverRegions: (id: string) => string;
  readonly driverTrack: (id: string) => string;
  readonly driversAll: string;
  readonly driversRatings: string;
  readonly driversStatus: (status: DriverStatus) => string;
  readonly driversLocations: string;
  readonly driversLastSeen: string;
  readonly regionDrivers: (region: string) => string;
  readonly deliveryPoints: string;
  readonly order: (id: string) => string;
  readonly ordersStatus: (status: OrderStatus) => string;
  readonly ordersWaiting: string;
  readonly ordersDue: string;
  readonly ordersFinished: string;
  readonly assignment: (orderId: string) => string;
  readonly topDrivers: string;
  readonly productSold: (productId: string) => string;
  readonly productsSold: string;
  readonly clientsSpent: string;
  /** Open and acknowledged alerts, those that ask for a hand highest. */
  readonly alertsOpen: string;
  /** By the time at which the mute ends, ms. */
  readonly alertsMuted: string;
  /** What a check has seen and not told yet. */
  readonly alertsPending: string;
  readonly alert: (kind: string, subject: string) => string;
  readonly events: string;
  readonly eventsSeq: string;
  readonly epoch: string;
  readonly operation: (id: string) => string;
  readonly notes: string;
  /** Up to when each operator was shown the notes. */
  readonly notesSeen: string;
  /** What the dispatch engine would do with a waiting order. */
  readonly plan: (orderId: string) => string;
  /** The orders that have such a plan, by when their driver leaves, ms. */
  readonly plans: string;
  readonly settings: string;
  readonly simulator: string;
  /** Which server's history the zone follows, and how far it had come: to notice a failover. */
  readonly shard: string;
  readonly workers: string;
  readonly worker: (name: string) => string;
  readonly lease: (name: string) => string;
}

const prefixOf = (zone: string | null) => (zone === null ? '' : `{${zone}}:`);

/**
 * The key names of one zone. Without a zone they are the platform's plain names; with one, every key
 * carries the hash tag `{zone}:`, so that a zone is one Cluster slot.
 */
export function keysOf(zone: string | null): Keys {
  const prefix = prefixOf(zone);
  const named = (name: string) => `${prefix}${name}`;
  return {
    zone,
    driver: (id) => named(`driver:${id}`),
    driverStats: (id) => named(`driver:${id}:stats`),
    driverOrders: (id) => named(`driver:${id}:orders`),
    driverRegions: (id) => named(`driver:${id}:regions`),
    driverTrack: (id) => named(`driver:${id}:track`),
    driversAll: named('drivers:all'),
    driversRatings: named('drivers:ratings'),
    driversStatus: (status) => named(`drivers:status:${driverStatusToWire(status)}`),
    driversLocations: named('drivers_locations'),
    driversLastSeen: named('drivers:last_seen'),
    regionDrivers: (region) => named(`region:${region}:drivers`),
    deliveryPoints: named('delivery_points'),
    order: (id) => named(`order:${id}`),
    ordersStatus: (status) => named(`orders:status:${orderStatusToWire(status)}`),
    ordersWaiting: named('orders:waiting'),
    ordersDue: named('orders:due'),
    ordersFinished: named('orders:finished'),
    assignment: (orderId) => named(`assignment:${orderId}`),
    topDrivers: named('cache:top_drivers'),
    productSold: (productId) => named(`product_sold:${productId}`),
    productsSold: named('products:sold'),
    clientsSpent: named('clients:spent'),
    alertsOpen: named('alerts:open'),
    alertsMuted: named('alerts:muted'),
    alertsPending: named('alerts:pending'),
    alert: (kind, subject) => named(`alert:${kind}:${subject}`),
    events: named('events'),
    eventsSeq: named('events:seq'),
    epoch: named('epoch'),
    operation: (id) => named(`op:${id}`),
    notes: named('notes'),
    notesSeen: named('notes:seen'),
    plan: (orderId) => named(`plan:${orderId}`),
    plans: named('plans'),
    settings: named('settings'),
    simulator: named('simulator'),
    shard: named('shard'),
    workers: named('workers'),
    worker: (name) => named(`worker:${name}`),
    lease: (name) => named(`lease:${name}`),
  };
}

/** The channels on which a zone tells its alerts: one for dispatchers, one for each driver. */
export function channelsOf(zone: string | null) {
  const prefix = prefixOf(zone);
  return {
    alerts: `${prefix}alerts`,
    driver: (id: string) => `${prefix}alerts:driver:${id}`,
  };
}
