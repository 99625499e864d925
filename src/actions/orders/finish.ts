import type { Order } from '../../domain/order.ts';
import { plainly, takeBack } from '../../services/dispatch/operations.ts';
import type { Answer } from '../../services/dispatch/over.ts';
import {
  deliverOrder,
  failOrder,
  pickUpOrder,
} from '../../services/redis/transitions/deliveries.ts';
import { cancelOrder } from '../../services/redis/transitions/orders.ts';
import type { ActionContext } from '../context.ts';
import { askLine, confirm, showText } from '../prompt.ts';
import { act, type Left } from './act.ts';
import { parted } from './fit.ts';
import { besideIds, whatOf } from './words.ts';

type Asked = 'takeBack' | 'pickUp' | 'deliver';
type Reasoned = 'fail' | 'cancel';

/** Asks before orders are taken back, picked up or delivered. */
export function askFirst(context: ActionContext, what: Asked, orders: readonly Order[]): void {
  const { m } = context;
  const { fit, left } = parted(what, orders, m);
  const text = m.acts.ask[what](whatOf(fit, m));
  const yes = () => void finish(context, what, { fit, left, reason: '' });
  if (orders.length === 1) {
    confirm(context, { text, yes });
    return;
  }
  const lines = besideIds([
    ...fit.map(({ id, client, driverId }) => [id, `${client}  ${driverId ?? ''}`] as const),
    ...left.map(({ order, why }) => [order, why] as const),
  ]);
  showText(context, { title: whatOf(fit, m), lines, ask: { text, yes } });
}

/** Asks why orders are cancelled or could not be delivered; Esc leaves them. */
export function askWhy(context: ActionContext, what: Reasoned, orders: readonly Order[]): void {
  const { m } = context;
  const { fit, left } = parted(what, orders, m);
  const ask = (title: string) =>
    askLine(context, {
      title,
      submit: (text) => {
        const reason = text.trim();
        if (reason === '') ask(m.acts.reasonNeeded);
        else void finish(context, what, { fit, left, reason });
      },
    });
  ask(m.acts.ask[what](whatOf(fit, m)));
}

function finish(
  context: ActionContext,
  what: Asked | Reasoned,
  { fit, left, reason }: { fit: readonly Order[]; left: readonly Left[]; reason: string },
) {
  const { store, live, m } = context;
  const { operator: by } = store.getState();
  const { platform } = live;
  const run: Readonly<Record<typeof what, (order: Order) => Promise<Answer>>> = {
    takeBack: (order) => takeBack(platform, order, by),
    pickUp: (order) => plainly(platform, pickUpOrder, order, { by }),
    deliver: (order) => plainly(platform, deliverOrder, order, { by }),
    fail: (order) => plainly(platform, failOrder, order, { by, via: reason }),
    cancel: (order) => plainly(platform, cancelOrder, order, { by, via: reason }),
  };
  return act(context, {
    doing: m.acts.doing[what],
    left,
    jobs: fit.map((order) => ({ order: order.id, run: () => run[what](order) })),
    told: () => [m.acts.done[what], m.acts.done[what]],
    ...(what === 'takeBack' ? {} : { final: what }),
  });
}
