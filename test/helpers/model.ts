import type { EventType } from '../../src/domain/event.ts';
import type { Mode } from '../../src/domain/planned.ts';
import type { RefusalName } from '../../src/domain/refusal.ts';
import type { OrderStatus } from '../../src/domain/status.ts';

/** What the platform has to know of an order, and nothing else. */
export interface ModelOrder {
  readonly status: OrderStatus;
  readonly driver: string | null;
  readonly version: number;
  readonly attempts: number;
  readonly cents: number;
  readonly region: string;
  readonly note: string;
  readonly rating: number | null;
  /** What an undo looks at: the last transition, who did it, and whom the order was taken from. */
  readonly last: string;
  readonly by: string;
  readonly previous: string;
  /** What a person told the dispatch engine. */
  readonly pinned: string;
  readonly refused: readonly string[];
}

export interface ModelDriver {
  readonly onDuty: boolean;
  readonly capacity: number;
  readonly regions: readonly string[];
  readonly completed: number;
  readonly cents: number;
  readonly ratings: readonly number[];
}

/** The whole platform, as a value: a step makes another one. */
export interface Model {
  readonly orders: ReadonlyMap<string, ModelOrder>;
  readonly drivers: ReadonlyMap<string, ModelDriver>;
  /** Quantity sold of the one product, cents spent by the one client, events recorded. */
  readonly sold: number;
  readonly spent: number;
  readonly seq: number;
  /** null: nobody set it. */
  readonly mode: Mode | null;
}

export const EMPTY: Model = {
  orders: new Map(),
  drivers: new Map(),
  sold: 0,
  spent: 0,
  seq: 0,
  mode: null,
};

export type Command =
  | {
      readonly kind: 'create';
      readonly order: string;
      readonly cents: number;
      readonly region: string;
    }
  | { readonly kind: 'correct'; readonly order: string; readonly note: string }
  | {
      readonly kind: 'assign' | 'reassign' | 'pin' | 'refuse' | 'allow' | 'commit';
      readonly order: string;
      readonly driver: string;
    }
  | { readonly kind: 'mode'; readonly mode: Mode }
  | {
      readonly kind:
        | 'unassign'
        | 'pickUp'
        | 'deliver'
        | 'fail'
        | 'cancel'
        | 'delete'
        | 'undo'
        | 'unpin';
      readonly order: string;
    }
  | { readonly kind: 'rate'; readonly order: string; readonly stars: number }
  | {
      readonly kind: 'add';
      readonly driver: string;
      readonly capacity: number;
      readonly regions: readonly string[];
      readonly onDuty: boolean;
    }
  | { readonly kind: 'onDuty' | 'offDuty' | 'remove'; readonly driver: string }
  | { readonly kind: 'regions'; readonly driver: string; readonly regions: readonly string[] };

/** A command by somebody. */
export type Asked = Command & { readonly by: string };

const CARRIED: readonly OrderStatus[] = ['assigned', 'pickedUp'];

/** The orders that a driver carries. */
export function handOf(model: Model, driver: string): string[] {
  return [...model.orders]
    .filter(([, it]) => it.driver === driver && CARRIED.includes(it.status))
    .map(([id]) => id)
    .sort();
}

/** Why a driver can't take an order, or null. */
function cannotTake(model: Model, driver: string, region: string): RefusalName | null {
  const it = model.drivers.get(driver);
  if (!it) return 'unknown_driver';
  if (!it.onDuty) return 'driver_off_duty';
  if (handOf(model, driver).length >= it.capacity) return 'driver_full';
  return it.regions.includes(region) ? null : 'wrong_region';
}

const withOrder = (model: Model, id: string, order: ModelOrder | null): Model => {
  const orders = new Map(model.orders);
  if (order === null) orders.delete(id);
  else orders.set(id, order);
  return { ...model, orders, seq: model.seq + 1 };
};

const withDriver = (model: Model, id: string, driver: ModelDriver | null): Model => {
  const drivers = new Map(model.drivers);
  if (driver === null) drivers.delete(id);
  else drivers.set(id, driver);
  return { ...model, drivers, seq: model.seq + 1 };
};

/** The platform after a command, or why it is refused. Pure. */
export function step(model: Model, asked: Asked): Model | RefusalName {
  if ('order' in asked) return orderStep(model, asked);
  if (asked.kind === 'mode') {
    if (asked.mode === model.mode) return 'unchanged';
    return { ...model, mode: asked.mode, seq: model.seq + 1 };
  }
  return driverStep(model, asked);
}

function orderStep(model: Model, asked: Extract<Asked, { order: string }>): Model | RefusalName {
  const { kind, order: id, by } = asked;
  const it = model.orders.get(id);
  if (kind === 'create') {
    if (it) return 'already_exists';
    return withOrder(model, id, {
      ...{ status: 'waiting', driver: null, version: 1, attempts: 0, cents: asked.cents, by },
      ...{ region: asked.region, note: '', rating: null, last: 'create', previous: '' },
      ...{ pinned: '', refused: [] },
    });
  }
  if (kind === 'commit' && model.mode !== 'automatic') return 'not_automatic';
  if (!it) return 'unknown_order';
  const to = (change: Partial<ModelOrder>) =>
    withOrder(model, id, { ...it, version: it.version + 1, last: kind, by, ...change });
  const carried = CARRIED.includes(it.status);
  const finished = it.status === 'delivered' || it.status === 'cancelled';
  const others = (driver: string) => it.refused.filter((id) => id !== driver);
  const given = (driver: string) =>
    to({ status: 'assigned', driver, last: 'assign', pinned: '', refused: others(driver) });
  switch (kind) {
    case 'correct':
      return finished ? 'wrong_status' : to({ note: asked.note });
    case 'assign':
      if (it.status !== 'waiting') return 'wrong_status';
      return cannotTake(model, asked.driver, it.region) ?? given(asked.driver);
    case 'commit': {
      const { driver } = asked;
      if (it.status !== 'waiting') return 'wrong_status';
      const hindered = cannotTake(model, driver, it.region);
      if (hindered) return hindered;
      if (it.refused.includes(driver)) return 'pair_refused';
      return it.pinned === '' || it.pinned === driver ? given(driver) : 'pinned';
    }
    case 'pin': {
      const { driver } = asked;
      if (it.status !== 'waiting') return 'wrong_status';
      if (it.pinned === driver) return 'unchanged';
      const who = model.drivers.get(driver);
      if (!who) return 'unknown_driver';
      if (!who.onDuty) return 'driver_off_duty';
      if (!who.regions.includes(it.region)) return 'wrong_region';
      return to({ pinned: driver, refused: others(driver) });
    }
    case 'unpin':
      if (it.status !== 'waiting') return 'wrong_status';
      return it.pinned === '' ? 'unchanged' : to({ pinned: '' });
    case 'refuse': {
      const { driver } = asked;
      if (it.status !== 'waiting') return 'wrong_status';
      if (!model.drivers.has(driver)) return 'unknown_driver';
      if (it.refused.includes(driver)) return 'pair_refused';
      const pinned = it.pinned === driver ? '' : it.pinned;
      return to({ pinned, refused: [...it.refused, driver] });
    }
    case 'allow':
      if (it.status !== 'waiting') return 'wrong_status';
      if (!it.refused.includes(asked.driver)) return 'unchanged';
      return to({ refused: others(asked.driver) });
    case 'reassign':
      if (!carried || it.driver === asked.driver) return 'wrong_status';
      return (
        cannotTake(model, asked.driver, it.region) ??
        to({ driver: asked.driver, previous: it.driver ?? '' })
      );
    case 'unassign':
      if (it.status !== 'assigned') return 'wrong_status';
      return to({
        ...{ status: 'waiting', driver: null, previous: it.driver ?? '' },
        refused: it.refused.includes(it.driver ?? '')
          ? it.refused
          : [...it.refused, it.driver ?? ''],
      });
    case 'pickUp':
      return it.status === 'assigned' ? to({ status: 'pickedUp' }) : 'wrong_status';
    case 'deliver':
      return it.status === 'pickedUp' ? delivered(to({ status: 'delivered' }), it) : 'wrong_status';
    case 'fail':
      if (!carried) return 'wrong_status';
      return to({ status: 'waiting', driver: null, attempts: it.attempts + 1 });
    case 'cancel':
      return finished ? 'wrong_status' : to({ status: 'cancelled' });
    case 'delete':
      return carried ? 'wrong_status' : withOrder(model, id, null);
    case 'rate':
      if (it.status !== 'delivered') return 'wrong_status';
      if (it.rating !== null) return 'already_rated';
      return rated(to({ rating: asked.stars }), it.driver ?? '', asked.stars);
    case 'undo':
      return undone(model, id, it, by);
  }
}

function delivered(model: Model, { driver, cents }: ModelOrder): Model {
  const who = model.drivers.get(driver ?? '');
  const counted = { ...model, sold: model.sold + 2, spent: model.spent + cents };
  if (!who || driver === null) return counted;
  const drivers = new Map(model.drivers);
  drivers.set(driver, { ...who, completed: who.completed + 1, cents: who.cents + cents });
  return { ...counted, drivers };
}

function rated(model: Model, driver: string, stars: number): Model {
  const who = model.drivers.get(driver);
  if (!who) return model;
  const drivers = new Map(model.drivers);
  drivers.set(driver, { ...who, ratings: [...who.ratings, stars] });
  return { ...model, drivers };
}

function undone(model: Model, order: string, it: ModelOrder, by: string): Model | RefusalName {
  const inverse: Partial<Record<string, Asked>> = {
    assign: { kind: 'unassign', order, by },
    unassign: { kind: 'assign', order, driver: it.previous, by },
    reassign: { kind: 'reassign', order, driver: it.previous, by },
  };
  const command = inverse[it.last];
  if (['create', 'undo'].includes(it.last)) return 'nothing_to_undo';
  if (!command) return 'moved_on';
  if (it.by !== by) return 'not_yours';
  const after = step(model, command);
  if (typeof after === 'string') return after;
  const now = after.orders.get(order);
  if (!now) return after;
  const refused = it.last === 'assign' ? it.refused : now.refused;
  return { ...withOrder(after, order, { ...now, refused, last: 'undo' }), seq: after.seq };
}

function driverStep(
  model: Model,
  asked: Extract<Asked, { driver: string; order?: never }>,
): Model | RefusalName {
  const { kind, driver: id } = asked;
  const it = model.drivers.get(id);
  if (kind === 'add') {
    if (it) return 'already_exists';
    const { capacity, regions, onDuty } = asked;
    return withDriver(model, id, {
      capacity,
      regions,
      onDuty,
      completed: 0,
      cents: 0,
      ratings: [],
    });
  }
  if (!it) return 'unknown_driver';
  const carries = handOf(model, id).length > 0;
  switch (kind) {
    case 'onDuty':
      return it.onDuty ? 'wrong_status' : withDriver(model, id, { ...it, onDuty: true });
    case 'offDuty':
      if (!it.onDuty) return 'driver_off_duty';
      return carries ? 'carrying' : withDriver(model, id, { ...it, onDuty: false });
    case 'remove':
      return carries ? 'carrying' : withDriver(model, id, null);
    case 'regions':
      return withDriver(model, id, { ...it, regions: asked.regions });
  }
}

/** What the stream says of one step. */
export interface ModelEvent {
  readonly seq: number;
  readonly type: EventType;
  readonly by: string;
  readonly order: string | null;
  readonly version: number;
  readonly status: OrderStatus | null;
}

const TYPES: Readonly<Record<Exclude<Command['kind'], 'undo'>, EventType>> = {
  create: 'order_created',
  correct: 'order_corrected',
  assign: 'order_assigned',
  reassign: 'order_reassigned',
  unassign: 'order_unassigned',
  pickUp: 'order_picked_up',
  deliver: 'order_delivered',
  fail: 'order_failed',
  cancel: 'order_cancelled',
  delete: 'order_deleted',
  rate: 'order_rated',
  add: 'driver_added',
  onDuty: 'driver_on_duty',
  offDuty: 'driver_off_duty',
  remove: 'driver_removed',
  regions: 'driver_regions',
  pin: 'plan_pinned',
  unpin: 'plan_unpinned',
  refuse: 'pair_refused',
  allow: 'pair_allowed',
  commit: 'order_assigned',
  mode: 'mode_changed',
};

/** The event of a step from one state to the next. Pure. */
export function eventOf(before: Model, after: Model, asked: Asked): ModelEvent {
  const { kind, by } = asked;
  const order = 'order' in asked ? asked.order : null;
  const was = order === null ? undefined : before.orders.get(order);
  const is = order === null ? undefined : after.orders.get(order);
  const undoes =
    was?.last === 'assign' ? 'unassign' : was?.last === 'unassign' ? 'assign' : 'reassign';
  return {
    ...{ seq: after.seq, type: TYPES[kind === 'undo' ? undoes : kind], by, order },
    version: is?.version ?? (was ? was.version + 1 : 0),
    status: is?.status ?? was?.status ?? null,
  };
}
