import { SPEEDS, steerSimulator } from '../services/simulator/control.ts';
import { said } from '../store/reducers.ts';
import type { ActionContext } from './context.ts';

type Order = Parameters<typeof steerSimulator>[1];

async function steer(
  { store, live, m }: ActionContext,
  order: Order,
  answer: string,
): Promise<void> {
  try {
    await steerSimulator(live.platform, order);
    store.setState(said(answer));
  } catch {
    store.setState(said(m.said.redisLost, 'error'));
  }
  live.refresh();
}

/** Stops the simulator's clock, or lets it go on. */
export async function pauseSimulator(context: ActionContext): Promise<void> {
  const paused = !(context.store.getState().board?.simulator?.paused ?? false);
  const { simulatorPaused, simulatorGoesOn } = context.m.said;
  await steer(context, { paused }, paused ? simulatorPaused : simulatorGoesOn);
}

/** Half a minute of the simulated clock. */
export async function stepSimulator(context: ActionContext): Promise<void> {
  await steer(context, { step: true }, context.m.said.simulatorStep);
}

/** Twice or half the pace. */
export async function paceSimulator(context: ActionContext, factor: number): Promise<void> {
  const now = context.store.getState().board?.simulator?.speed ?? 1;
  const speed = Math.min(SPEEDS.max, Math.max(SPEEDS.min, now * factor));
  await steer(context, { speed }, context.m.said.simulatorSpeed(speed));
}
