import type { ConsoleMessages } from '../i18n/console.ts';
import { SPEEDS, steerSimulator } from '../services/simulator/control.ts';
import { said } from '../store/reducers.ts';
import type { ConsoleState } from '../store/state.ts';
import type { Action } from './action.ts';
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
async function pauseSimulator(context: ActionContext): Promise<void> {
  const paused = !(context.store.getState().board?.simulator?.paused ?? false);
  const { simulatorPaused, simulatorGoesOn } = context.m.said;
  await steer(context, { paused }, paused ? simulatorPaused : simulatorGoesOn);
}

/** Half a minute of the simulated clock. */
async function stepSimulator(context: ActionContext): Promise<void> {
  await steer(context, { step: true }, context.m.said.simulatorStep);
}

/** Twice or half the pace. */
async function paceSimulator(context: ActionContext, factor: number): Promise<void> {
  const now = context.store.getState().board?.simulator?.speed ?? 1;
  const speed = Math.min(SPEEDS.max, Math.max(SPEEDS.min, now * factor));
  await steer(context, { speed }, context.m.said.simulatorSpeed(speed));
}

function noSimulator({ board, redis }: ConsoleState, m: ConsoleMessages): string | null {
  if (redis.state !== 'up') return m.disabled.redisDown;
  return board?.simulator ? null : m.disabled.noSimulator;
}

/** The simulator's own keys, for a class. */
export const simulatorActions: readonly Action[] = [
  {
    id: 'pause',
    title: (m) => m.actions.pause,
    short: (m) => m.footer.pause,
    keys: [','],
    group: 'simulator',
    screens: ['live'],
    writes: true,
    footer: 8,
    disabled: noSimulator,
    run: pauseSimulator,
  },
  {
    id: 'step',
    title: (m) => m.actions.step,
    keys: ['.'],
    group: 'simulator',
    screens: ['live'],
    writes: true,
    disabled: noSimulator,
    run: stepSimulator,
  },
  {
    id: 'faster',
    title: (m) => m.actions.faster,
    keys: ['>'],
    group: 'simulator',
    screens: ['live'],
    writes: true,
    disabled: noSimulator,
    run: (context) => paceSimulator(context, 2),
  },
  {
    id: 'slower',
    title: (m) => m.actions.slower,
    keys: ['<'],
    group: 'simulator',
    screens: ['live'],
    writes: true,
    disabled: noSimulator,
    run: (context) => paceSimulator(context, 0.5),
  },
];
