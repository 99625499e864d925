import { clock } from '../../components/format.ts';
import { glyphs } from '../../components/glyphs.ts';
import { printable } from '../../components/text.ts';
import type { OrderWhy } from '../../domain/order-why.ts';
import type { Why } from '../../domain/why.ts';
import type { ConsoleMessages } from '../../i18n/console.ts';
import { orderWhyLines } from '../../i18n/why-lines.ts';
import { readWhy } from '../../services/dispatch/why.ts';
import { orderUnderCursor } from '../../store/screens.ts';
import type { ConsoleState } from '../../store/state.ts';
import type { ActionContext } from '../context.ts';
import { showText } from '../prompt.ts';

/** Why there is nothing to be explained: Redis is away, or the cursor is on no order. */
export function noOrderMeant(state: ConsoleState, m: ConsoleMessages): string | null {
  if (state.redis.state !== 'up') return m.disabled.needsRedis;
  if (orderUnderCursor(state) !== null) return null;
  return state.screen === 'live' ? m.acts.notAnOrder : m.disabled.noOrder;
}

/** Shows why an order went to its driver, or whom it would go to now; `y` copies it. */
export async function showWhy(context: ActionContext): Promise<void> {
  const { store, live, m } = context;
  const { radiusM, ascii } = store.getState();
  const order = orderUnderCursor(store.getState());
  if (order === null) return;
  const answer = await readWhy(live.platform, live.history(), order, radiusM);
  // Something else is being typed by now: it is not taken away.
  if (store.getState().prompt !== null) return;
  const { minus, cursor: mark } = glyphs(ascii);
  const lines = orderWhyLines(order, shorter(answer), m.why, { clock, minus, mark });
  const copied = lines.map(printable).join('\n');
  showText(context, { title: m.engine.why(order), lines, copied });
}

/** So many candidates are told of an order that waits: the others stand on the board. */
const MOST = 4;

/** An answer that a dispatcher reads while the order waits: the first of each list, and who was chosen. */
function shorter(answer: OrderWhy): OrderWhy {
  if (answer.is !== 'waiting') return answer;
  const { plan, now } = answer;
  const first = (why: Why): Why => ({
    ...why,
    candidates: why.candidates.filter(({ driver }, at) => at < MOST || driver === why.chosen),
  });
  const shown = plan && { ...plan, why: plan.why && first(plan.why) };
  return { ...answer, plan: shown, now: now.map(first) };
}
