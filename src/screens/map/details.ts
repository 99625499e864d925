import { clock, money } from '../../components/format.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import { planParts } from '../../components/plan.ts';
import type { Line } from '../../components/text.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { plannedPairs } from '../../store/map/plans.ts';
import { thingOf } from '../../store/map/things.ts';
import { planOf } from '../../store/plans/state.ts';
import { type ConsoleState, serverNow } from '../../store/state.ts';
import { nameOf } from './rows.ts';

/** What is known of the selected thing. */
export function detailLines(state: ConsoleState, m: ConsoleMessages, g: Glyphs): Line[] {
  const { selected, content } = state.map;
  const thing = thingOf(state, selected);
  if (!thing || !content) return [];
  const head: Line = [
    { text: nameOf(thing), bold: true },
    { text: `  ${m.mapScreen.looks[thing.look]}` },
  ];
  if (thing.kind === 'place') return [head];
  if (thing.kind === 'driver') {
    const carries = content.orders.flatMap(({ id, driverId }) =>
      driverId === thing.id ? [id] : [],
    );
    const planned = plannedPairs(state).map(({ order: { id } }) => id);
    return [
      head,
      ...(carries.length === 0 ? [] : [[{ text: carries.join(' ') }]]),
      ...(planned.length === 0
        ? []
        : [[{ text: `${m.plan.forHim} ${planned.join(' ')}`, dim: true }]]),
    ];
  }
  const order = content.orders.find(({ id }) => id === thing.id);
  if (!order) return [head];
  const { origin, destination, dueAt, driverId } = order;
  const route = origin === '' ? destination : `${origin} ${g.arrow} ${destination}`;
  const amount = content.order?.id === order.id ? money(content.order.amountCents, g) : '';
  const due = dueAt === null ? '' : m.mapScreen.due(clock(dueAt));
  const driver = driverId === null ? null : thingOf(state, { kind: 'driver', id: driverId });
  const by = driverId === null ? '' : m.mapScreen.carriedBy(driver ? nameOf(driver) : driverId);
  const facts = [amount, due, by].filter(Boolean).join('  ');
  const plan = planOf(state, order);
  const [who = '', when = ''] = plan ? planParts(plan, serverNow(state), m) : [];
  return [
    head,
    [{ text: route }],
    ...(facts === '' ? [] : [[{ text: facts }]]),
    ...(plan ? [[{ text: `${g.arrow} ${who}, ${when}`, dim: true }]] : []),
  ];
}
