import { DEFAULT_CAPACITY } from '../../../domain/driver.ts';
import type { Outcome, Refusal } from '../../../domain/refusal.ts';
import type { Why } from '../../../domain/why.ts';
import { encodeWhy } from '../../../domain/why-text.ts';
import type { Platform } from '../connect.ts';
import { type Act, explained, perform, readFields, type Transition } from './act.ts';
import { handKeys, readOrder } from './hand.ts';

/** Whom an order is given to, and why: the reason is kept with the event and is no part of the intent. */
interface Assignment {
  readonly order: string;
  readonly driver: string;
  readonly expectedVersion?: number;
  readonly why?: Why | null;
}

/** A reason as an argument of a script, '' for none. */
const whyArgument = ({ why }: Assignment) => (why ? encodeWhy(why) : '');

/** The transition that gives an order to a driver. Pure. */
export function assignment({ keys }: Platform, request: Assignment): Transition {
  const { order, driver, expectedVersion } = request;
  return {
    script: 'assign_order',
    keys: [
      ...[keys.order(order), keys.ordersStatus('waiting'), keys.ordersStatus('assigned')],
      ...[
        keys.ordersWaiting,
        keys.assignment(order),
        keys.driver(driver),
        keys.driverOrders(driver),
      ],
      ...[keys.driverStats(driver), keys.driverRegions(driver)],
      ...[keys.driversStatus('free'), keys.driversStatus('busy')],
    ],
    args: [order, driver, expectedVersion ?? '', DEFAULT_CAPACITY, whyArgument(request)],
    intent: [order, driver, expectedVersion ?? ''],
  };
}

/** Gives a waiting order to a driver on duty, below capacity, who works in its region. */
export function assignOrder(platform: Platform, request: Assignment, act: Act): Promise<Outcome> {
  return perform(platform, act, async () => assignment(platform, request));
}

/** Takes an assigned order back: it waits again, with its old place. With `expectedVersion` it is an undo. */
export function unassignOrder(
  platform: Platform,
  request: { order: string; expectedVersion?: number },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, expectedVersion } = request;
  return perform(platform, act, async () => {
    const { driver: id } = await readOrder(platform, order);
    return {
      script: 'unassign_order',
      keys: [
        ...[keys.order(order), keys.ordersStatus('assigned'), keys.ordersStatus('waiting')],
        ...[keys.ordersWaiting, keys.assignment(order), ...handKeys(keys, id)],
      ],
      args: [order, id, expectedVersion ?? ''],
      intent: [order, expectedVersion ?? ''],
    };
  });
}

/**
 * Moves an order from the driver who has it to another one, in one step. With `from` it is refused when
 * somebody else has it; with `expectedVersion` when it moved on.
 */
export function reassignOrder(
  platform: Platform,
  request: Assignment & { readonly from?: string },
  act: Act,
): Promise<Outcome> {
  const { keys } = platform;
  const { order, driver, from = '', expectedVersion } = request;
  const why = whyArgument(request);
  return perform(platform, act, async () => {
    const { driver: held } = await readOrder(platform, order);
    return {
      script: 'reassign_order',
      keys: [
        ...[keys.order(order), keys.assignment(order)],
        ...[keys.driversStatus('free'), keys.driversStatus('busy')],
        ...[keys.driver(held), keys.driverOrders(held), keys.driverStats(held)],
        ...[keys.driver(driver), keys.driverOrders(driver), keys.driverStats(driver)],
        keys.driverRegions(driver),
      ],
      args: [order, held, driver, expectedVersion ?? '', DEFAULT_CAPACITY, from, why],
      intent: [order, driver, from, expectedVersion ?? ''],
    };
  });
}

/** What an undo reads: who did the last transition of an order, and what it was. */
async function lastTransition(platform: Platform, order: string) {
  const [version, last, by, at, previous, status] = await readFields(
    platform,
    platform.keys.order(order),
    ...['version', 'last_transition', 'updated_by', 'updated_at', 'previous_driver', 'status'],
  );
  if (version == null) return null;
  return {
    ...{ version: Number(version), last: last ?? '', by: by ?? '', at: at ?? '' },
    ...{ previous: previous ?? '', status: status ?? '' },
  };
}

/**
 * Takes back the last transition of an order, when that was an assignment, a reassignment or an
 * unassignment and the one who asks did it. The inverse transition with the version that was read:
 * refused as `moved_on` when somebody was faster.
 */
export async function undoOrder(platform: Platform, order: string, act: Act): Promise<Outcome> {
  const it = await lastTransition(platform, order);
  const refuse = (refusal: Refusal['refusal'], details = {}): Refusal => ({
    ok: false,
    refusal,
    details: { order, ...details },
  });
  if (it === null) return explained(refuse('unknown_order'));
  const { version: expectedVersion, previous: driver } = it;
  const undo: Act = { ...act, via: 'undo' };
  if (['', 'create', 'undo', 'adopt'].includes(it.last)) return refuse('nothing_to_undo');
  if (!['assign', 'reassign', 'unassign'].includes(it.last)) {
    return refuse('moved_on', { status: it.status, last: it.last, by: it.by, at: it.at });
  }
  if (it.by !== act.by) return refuse('not_yours', { by: it.by, at: it.at });
  if (it.last === 'assign') return unassignOrder(platform, { order, expectedVersion }, undo);
  if (it.last === 'unassign') {
    const outcome = await assignOrder(platform, { order, driver, expectedVersion }, undo);
    // Somebody gave it away between the reading and the script: assign names the status, an undo that it moved on.
    if (outcome.ok || outcome.refusal !== 'wrong_status') return outcome;
    return { ...outcome, refusal: 'moved_on', details: { order, ...outcome.details } };
  }
  return reassignOrder(platform, { order, driver, expectedVersion }, undo);
}
