import type { Ink } from '../../components/braille.ts';
import type { Glyphs } from '../../components/glyphs.ts';
import type { Color } from '../../components/text.ts';
import type { OrderStatus } from '../../domain/status.ts';
import type { Look } from '../../store/map/things.ts';

/** The colours of an order's life, as on every screen. */
const ORDER_COLORS = { waiting: 'yellow', assigned: 'blue', pickedUp: 'cyan' } as const;

/** How each thing is marked: a mark of its own, and a colour that only repeats it. */
export function markOf(look: Look, g: Glyphs): Ink & { readonly mark: string } {
  switch (look) {
    case 'free':
      return { mark: g.free, color: 'green' };
    case 'busy':
      return { mark: g.busy };
    case 'silent':
    case 'offDuty':
      return { mark: g.silent, dim: true };
    case 'waiting':
      return { mark: g.waiting, color: ORDER_COLORS.waiting, bold: true };
    case 'assigned':
      return { mark: g.assigned, color: ORDER_COLORS.assigned };
    case 'pickedUp':
      return { mark: g.pickedUp, color: ORDER_COLORS.pickedUp };
    case 'place':
      return { mark: g.place, dim: true };
  }
}

/** The colour of an open order's way. */
export function orderColor(status: OrderStatus): Color {
  return status === 'waiting' || status === 'assigned'
    ? ORDER_COLORS[status]
    : ORDER_COLORS.pickedUp;
}
