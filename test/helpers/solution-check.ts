/**
 * Checks a solution's three files against the four of its instance, by the benchmark's rules. It shares
 * no code with the simulator: it follows every courier from leg to leg and counts all times anew.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

type Cells = Record<string, string>;

function rowsOf(file: string, separator: string): Cells[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split('\n');
  const names = header.split(separator);
  return lines.map((line) => {
    const cells = line.split(separator);
    const last = names.length - 1;
    // The orders of an assignment take the rest of the line.
    return Object.fromEntries(
      names.map((name, i) => [name, (i === last ? cells.slice(i) : [cells[i]]).join(' ')]),
    );
  });
}

const keyed = (rows: Cells[], key: string) => new Map(rows.map((row) => [row[key] ?? '', row]));
const num = (row: Cells | undefined, field: string) => Number(row?.[field] ?? Number.NaN);

/** What is wrong, a sentence each; none when the solution is right. */
export function wrongWith(instance: string, solution: string): string[] {
  const wrong: string[] = [];
  const given = (file: string) => rowsOf(join(instance, `${file}.txt`), '\t');
  const solved = (file: string) => rowsOf(join(solution, `solution_info_${file}.txt`), ' ');
  const orders = keyed(given('orders'), 'order');
  const couriers = keyed(given('couriers'), 'courier');
  const restaurants = keyed(given('restaurants'), 'restaurant');
  const [parameters] = given('instance_parameters');
  const halfPickup = num(parameters, 'pickup service minutes') / 2;
  const halfDoor = num(parameters, 'dropoff service minutes') / 2;
  const minutes = (from: Cells | undefined, to: Cells | undefined) =>
    Math.ceil(
      Math.hypot(num(to, 'x') - num(from, 'x'), num(to, 'y') - num(from, 'y')) /
        num(parameters, 'meters_per_minute'),
    );
  const same = (what: string, told: number, right: number) => {
    if (told !== right) wrong.push(`${what} is ${told}, and should be ${right}`);
  };

  // Assignments on their own.
  const assignments = solved('assignments').map((row) => ({
    courier: row.courier ?? '',
    at: num(row, 'assignment_time'),
    pickup: num(row, 'pickup_time'),
    ids: (row.orders ?? '').split(' '),
  }));
  const carriedBy = new Map<string, (typeof assignments)[number]>();
  for (const one of assignments) {
    const who = couriers.get(one.courier);
    if (!who) wrong.push(`there is no courier ${one.courier}`);
    if (!(one.at >= num(who, 'on_time'))) wrong.push(`${one.courier} begins before his shift`);
    if (!(one.pickup <= num(who, 'off_time')))
      wrong.push(`${one.courier} picks up after his shift`);
    const places = new Set(one.ids.map((id) => orders.get(id)?.restaurant));
    if (places.size !== 1 || places.has(undefined)) wrong.push(`${one.ids}: several restaurants`);
    for (const id of one.ids) {
      if (carriedBy.has(id)) wrong.push(`${id} is assigned twice`);
      carriedBy.set(id, one);
      const order = orders.get(id);
      if (!(one.at >= num(order, 'placement_time'))) wrong.push(`${id} is assigned before placed`);
      if (!(one.pickup >= num(order, 'ready_time'))) wrong.push(`${id} is picked up before ready`);
    }
  }

  // Orders against instance and assignments.
  const delivered = keyed(solved('orders'), 'order');
  if (delivered.size !== carriedBy.size) wrong.push('not the orders that were assigned');
  for (const [id, row] of delivered) {
    const one = carriedBy.get(id);
    if (row.courier !== one?.courier) wrong.push(`${id} is not with ${row.courier}`);
    same(`${id}: placement`, num(row, 'placement_time'), num(orders.get(id), 'placement_time'));
    same(`${id}: ready`, num(row, 'ready_time'), num(orders.get(id), 'ready_time'));
    same(`${id}: pick-up`, num(row, 'pickup_time'), one?.pickup ?? Number.NaN);
  }

  // Couriers from leg to leg.
  const legs = solved('couriers');
  const done = new Set<string>();
  for (const courier of new Set(legs.map((leg) => leg.courier ?? ''))) {
    const own = legs.filter((leg) => leg.courier === courier);
    const first = legs.findIndex((leg) => leg.courier === courier);
    if (legs.slice(first, first + own.length).some((leg) => leg.courier !== courier))
      wrong.push(`${courier}: his legs are not together`);
    let where = '0';
    let free = num(couriers.get(courier), 'on_time');
    /** What he carries, and when he must leave with it. */
    let carried: string[] = [];
    let mustLeave: number | null = null;
    const placeOf = (id: string) =>
      id === '0' ? couriers.get(courier) : (restaurants.get(id) ?? orders.get(id));
    for (const leg of own) {
      const leaves = num(leg, 'departure_time');
      const to = leg.destination ?? '';
      if (leg.origin !== where) wrong.push(`${courier} is at ${where}, not at ${leg.origin}`);
      if (!(leaves >= free)) wrong.push(`${courier} leaves ${where} at ${leaves}, free at ${free}`);
      if (mustLeave !== null) same(`${courier} leaves ${where} and`, leaves, mustLeave);
      const arrives = leaves + minutes(placeOf(where), placeOf(to));
      where = to;
      if (restaurants.has(to)) {
        if (carried.length > 0) wrong.push(`${courier} goes to ${to} with ${carried}`);
        const one = assignments.find((each) => each.courier === courier && each.at === leaves);
        free = arrives + halfPickup;
        mustLeave = null;
        // A way for nothing: the food came after his shift.
        if (!one) continue;
        const ready = Math.max(...one.ids.map((id) => num(orders.get(id), 'ready_time')));
        same(`${one.ids}: pick-up`, one.pickup, Math.max(ready, free));
        for (const id of one.ids)
          if (orders.get(id)?.restaurant !== to) wrong.push(`${id}: not ${to}`);
        carried = [...one.ids];
        mustLeave = one.pickup + halfPickup;
      } else {
        if (carried.shift() !== to) wrong.push(`${courier} goes to ${to} out of turn`);
        same(`${to}: door`, num(delivered.get(to), 'dropoff_time'), arrives + halfDoor);
        free = arrives + 2 * halfDoor;
        mustLeave = carried.length > 0 ? free : null;
        done.add(to);
      }
    }
    if (carried.length > 0) wrong.push(`${courier} never delivers ${carried}`);
  }
  if (done.size !== delivered.size) wrong.push('not the orders that couriers bring');
  return wrong;
}
